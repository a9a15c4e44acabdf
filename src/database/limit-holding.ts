import type { Duplex } from "node:stream";
import type { Pool, PoolClient } from "pg";
import { DeadlineExceeded } from "../shared/deadline-exceeded";

interface Held {
  readonly timer: NodeJS.Timeout;
  /** Bytes that had come over the connection when it was taken. */
  readonly heard: number;
}

/**
 * Cuts every connection of a pool that somebody keeps longer than a unit of work may: whoever waits for an answer on it is
 * told so, the pool makes a new one, and PostgreSQL ends what it does for a client that is gone. Where not a byte came over
 * it, the others of the pool lead to the same silence: those that lie ready are cut too, so that not each next request has
 * to find out for itself.
 */
export function limitHolding(pool: Pool, milliseconds: number): void {
  const held = new Map<PoolClient, Held>();
  const ready = new Set<PoolClient>();
  const forget = (client: PoolClient): void => {
    clearTimeout(held.get(client)?.timer);
    held.delete(client);
    ready.delete(client);
  };
  const cut = (client: PoolClient): void => {
    streamOf(client).destroy(new DeadlineExceeded("a unit of work", milliseconds));
  };
  pool.on("acquire", (client) => {
    forget(client);
    const heard = streamOf(client).bytesRead;
    const timer = setTimeout(() => {
      const silent = streamOf(client).bytesRead === heard;
      cut(client);
      if (silent) for (const other of ready) cut(other);
    }, milliseconds);
    held.set(client, { timer, heard });
  });
  pool.on("release", (_error, client) => {
    forget(client);
    ready.add(client);
  });
  pool.on("remove", forget);
}

function streamOf(client: PoolClient): Duplex & { readonly bytesRead: number } {
  return (client as unknown as { readonly connection: { readonly stream: Duplex & { readonly bytesRead: number } } }).connection.stream;
}
