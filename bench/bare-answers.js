// The ceiling of one answer: an HTTP server that takes rows ready-made and runs one prepared statement, and does nothing
// else. The body of a call is the list of the statement's parameters. Address of the database, size of the pool and the
// statement are its arguments.
const { fastify } = require("fastify");
const { Pool } = require("pg");

async function serve(url, poolSize, text) {
  const pool = new Pool({ connectionString: url, max: Number(poolSize) });
  const http = fastify();
  http.post("/", async ({ body }) => {
    const { rows } = await pool.query({ name: "answer", text, values: body });
    return { receipt: rows[0]?.receipt };
  });
  process.on("message", async (question) => {
    if (question === "stop") {
      await http.close();
      await pool.end();
      process.exit(0);
    }
    const { user, system } = process.cpuUsage();
    process.send({ cpu: (user + system) / 1e6 });
  });
  process.send({ ready: { address: await http.listen({ host: "127.0.0.1", port: 0 }) } });
}

void serve(...process.argv.slice(2));
