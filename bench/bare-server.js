// The least that a server over a database can be, to measure beside: answers every POST to /graphql with the 1 it
// selected. Plain JavaScript, so that no compiling is in its start.
const { fastify } = require("fastify");
const { Pool } = require("pg");

async function serve(url) {
  const pool = new Pool({ connectionString: url });
  const http = fastify();
  http.post("/graphql", async () => ({ data: (await pool.query("SELECT 1 AS one")).rows[0] }));
  console.log(`  GraphQL   ${await http.listen({ host: "127.0.0.1", port: 0 })}/graphql`);
  process.once("SIGTERM", async () => {
    await http.close();
    await pool.end();
    process.exit(0);
  });
}

void serve(process.argv[2]);
