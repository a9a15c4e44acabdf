import Fastify from "fastify";

/** Why requests should go elsewhere for now. */
export type NotReady = "DRAINING" | "DATABASE_AWAY" | "DATABASE_FULL" | "MIGRATIONS_BEHIND";

export interface OperationsDoor {
  readonly host: string;
  readonly port: number;
  /** Undefined: ready. */
  readonly notReady: () => Promise<NotReady | undefined>;
  /** In Prometheus' text format. */
  readonly metrics: () => Promise<string>;
}

/**
 * The door for whoever runs Yusr, on a port of its own that the public does not reach: `/live` (the process answers),
 * `/ready` (requests may come: 503 with a reason otherwise) and `/metrics`.
 */
export async function serveOperations({ host, port, notReady, metrics }: OperationsDoor): Promise<{ readonly address: string; close(): Promise<void> }> {
  const http = Fastify({ logger: false, forceCloseConnections: true });
  http.addHook("onSend", (_request, reply, payload, done) => {
    reply.header("cache-control", "no-store").header("x-content-type-options", "nosniff");
    done(null, payload);
  });
  http.get("/live", () => ({ status: "live" }));
  http.get("/ready", async (_request, reply) => {
    const reason = await notReady();
    if (reason === undefined) return { status: "ready" };
    return reply.code(503).header("retry-after", "1").send({ status: "not ready", reason });
  });
  http.get("/metrics", async (_request, reply) => reply.type("text/plain; version=0.0.4; charset=utf-8").send(await metrics()));
  const address = await http.listen({ host, port });
  return { address, close: () => http.close() };
}
