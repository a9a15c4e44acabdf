// PostGraphile 5 over the same database, set up as its documentation says, without what only development needs. The
// address of the database and the size of the pool are its arguments.
import { createServer } from "node:http";
import { once } from "node:events";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const [url, poolSize] = process.argv.slice(2);

const server = createServer();
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: url, schemas: ["public"], poolConfig: { max: Number(poolSize) } })],
  grafserv: { graphiql: false, watch: false, maxRequestLength: 8_388_608 },
  grafast: { explain: false },
});
await instance.createServ(grafserv).addTo(server);
server.listen(0, "127.0.0.1");
await once(server, "listening");

process.on("message", (question) => {
  if (question === "stop") process.exit(0);
  const { user, system } = process.cpuUsage();
  process.send({ cpu: (user + system) / 1e6 });
});
process.send({ ready: { address: `http://127.0.0.1:${server.address().port}` } });
