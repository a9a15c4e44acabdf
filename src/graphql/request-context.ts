import DataLoader from "dataloader";
import type { FastifyBaseLogger } from "fastify";
import type { Actor } from "../security/actor";

/** Reads many rows by key in one query; the answer has one entry per key, in order. */
export type BatchRead<K, V> = (keys: readonly K[]) => Promise<readonly V[]>;

/** What one request carries through the resolvers: who asks, and what was already read for them. */
export class RequestContext {
  private readonly loaders = new Map<unknown, unknown>();

  /**
   * @param log of this request: its lines carry the request's id
   * @param address of the person who asks; null where a key says that somebody asks for others. Neither logged nor stored.
   */
  constructor(
    readonly actor: Actor,
    readonly log: Pick<FastifyBaseLogger, "info" | "warn" | "error">,
    readonly address: string | null,
  ) {}

  /** The request's one loader for a batch read; `read` must be the same function object every time. */
  loader<K, V>(read: BatchRead<K, V>): DataLoader<K, V> {
    let loader = this.loaders.get(read) as DataLoader<K, V> | undefined;
    if (loader === undefined) {
      loader = new DataLoader<K, V>(read);
      this.loaders.set(read, loader);
    }
    return loader;
  }

  /** Drops what was read so far: before a mutation, whose answer must show what it changed. */
  forget(): void {
    this.loaders.clear();
  }
}
