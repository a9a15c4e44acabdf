import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { DeadlineExceeded } from "../shared/deadline-exceeded";

/**
 * Answers every request in time, whatever it waits for: at its deadline the error handler of its route tells the sender.
 * The clock stands still while a body arrives, which takes as long as the sender's line does; Node has limits for that.
 * What is under way then ends by the limits of its connection to the database. To be called before routes are made.
 */
export function keepDeadline(http: FastifyInstance, milliseconds: number): void {
  /** When a request came; from its headers on, how long it took to decide that its body may come. */
  const spent = new WeakMap<FastifyRequest, number>();
  http.addHook("onRequest", (request, _reply, done) => {
    spent.set(request, performance.now());
    done();
  });
  http.addHook("preParsing", (request, _reply, _payload, done) => {
    spent.set(request, performance.now() - (spent.get(request) ?? 0));
    done();
  });
  http.addHook("onRoute", (route) => {
    const { handler } = route;
    route.handler = function (this: FastifyInstance, request, reply) {
      const outcome: unknown = handler.call(this, request, reply);
      return outcome instanceof Promise ? inTime(outcome, reply, milliseconds - (spent.get(request) ?? 0), milliseconds) : outcome;
    };
  });
}

/** What comes after the deadline, an error too, is nobody's any more. */
async function inTime(outcome: Promise<unknown>, reply: FastifyReply, left: number, milliseconds: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      if (!reply.sent) reject(new DeadlineExceeded("a request", milliseconds));
    }, left);
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}
