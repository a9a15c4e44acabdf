import Fastify from "fastify";
import { Pool } from "pg";
import type { BenchRequest } from "./server";

/** An address to post to: the body is the list of the statement's parameters. */
export interface BareServer {
  readonly address: string;
}

/**
 * The ceiling of one answer: an HTTP server that takes rows ready-made and runs one prepared statement, and does nothing
 * else. Address of the database, the statement, and the size of the pool are its arguments.
 */
async function serve(url: string, text: string, poolSize: number): Promise<void> {
  const pool = new Pool({ connectionString: url, max: poolSize });
  const http = Fastify();
  http.post<{ Body: unknown[] }>("/", async ({ body }) => {
    const { rows } = await pool.query<{ receipt: string }>({ name: "answer", text, values: body });
    return { receipt: rows[0]?.receipt };
  });
  const ready: BareServer = { address: await http.listen({ host: "127.0.0.1", port: 0 }) };
  process.send?.(ready);
  process.on("message", (message: BenchRequest) => {
    if (message === "cpu") process.send?.(process.cpuUsage());
    else void http.close().then(() => pool.end()).then(() => process.exit(0));
  });
}

const [, , url, text, poolSize] = process.argv;
if (url !== undefined && text !== undefined) void serve(url, text, Number(poolSize));
