import type { FastifyInstance } from "fastify";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const LOOK_MS = 20;

/** How long a connection that was opened and not used yet may still bring its request. */
const UNUSED_MS = 500;

/**
 * Closes a door without anybody being cut off. A client that keeps its connection sends the next request on it at any
 * moment; closed at that moment, the request is lost. So every answer first says `Connection: close` for a while, new
 * clients are still served, and only what stayed silent all that time is closed.
 */
export class Drain {
  private begun = false;
  /** Requests under way on each connection that ever brought one. */
  private readonly underWay = new Map<Socket, number>();

  /** To be made before routes are: it counts what is under way. */
  constructor(private readonly http: FastifyInstance) {
    http.addHook("onRequest", ({ raw: { socket } }, reply, done) => {
      const before = this.underWay.get(socket);
      this.underWay.set(socket, (before ?? 0) + 1);
      // Not Fastify's onResponse, which a client that went away never brings about; and of requests that waited behind another on its connection nothing is heard either.
      if (before === undefined) socket.once("close", () => this.underWay.delete(socket));
      reply.raw.once("close", () => {
        const left = this.underWay.get(socket);
        if (left !== undefined) this.underWay.set(socket, left - 1);
      });
      done();
    });
    http.addHook("onSend", (_request, reply, payload, done) => {
      if (this.begun) reply.header("connection", "close");
      done(null, payload);
    });
  }

  /** @param patience how long clients get to come by and be sent away, in milliseconds; less where none is connected */
  async close(patience: number): Promise<void> {
    this.begun = true;
    await this.until(async () => (await this.connected()) === 0, patience);
    const closed = this.http.close();
    if (patience > 0) await this.until(async () => (await this.connected()) === 0, UNUSED_MS);
    await this.until(() => Promise.resolve([...this.underWay.values()].every((left) => left === 0)), Infinity);
    // What never brings a request would be waited for until its headers are overdue.
    this.http.server.closeAllConnections();
    await closed;
  }

  private async until(done: () => Promise<boolean>, limit: number): Promise<void> {
    for (let waited = 0; waited < limit && !(await done()); waited += LOOK_MS) await sleep(LOOK_MS);
  }

  private connected(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.http.server.getConnections((error, count) => {
        if (error === null) resolve(count);
        else reject(error);
      });
    });
  }
}
