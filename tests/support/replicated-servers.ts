import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type EmbeddedServer, startEmbedded } from "../../src/database/embedded";
import { migrate } from "../../src/database/migrate";

/**
 * A process that runs a PostgreSQL and a streaming replica of it, for tests (which cannot load the package of the
 * binaries themselves). The replica starts from a copy of the stopped primary: there is no pg_basebackup among them.
 */
async function main(dir: string): Promise<void> {
  const [first, second] = [join(dir, "first"), join(dir, "second")];
  const fast = { durable: false };
  const made = await startEmbedded(first, fast);
  await migrate(made.connections.owner);
  await made.stop();
  mkdirSync(second, { mode: 0o755 });
  // As the same user, with the same rights: PostgreSQL refuses files that are somebody else's.
  execFileSync("cp", ["-a", join(first, "postgres"), second]);
  cpSync(join(first, "postgres.password"), join(second, "postgres.password"));

  // Commits as in production, because the lag is measured by what is written.
  const primary = await startEmbedded(first);
  const from = new URL(primary.url);
  writeFileSync(join(second, "postgres/standby.signal"), "");
  appendFileSync(
    join(second, "postgres/postgresql.auto.conf"),
    `primary_conninfo = 'host=127.0.0.1 port=${from.port} user=${from.username} password=${from.password} application_name=replica'
wal_retrieve_retry_interval = '200ms'
log_statement = 'all'
`,
  );
  let replica: EmbeddedServer | undefined;
  const orders: Readonly<Record<string, () => Promise<unknown>>> = {
    start: async () => {
      replica = await startEmbedded(second, fast);
      return { primary: primary.url, connections: primary.connections, replica: replica.url, log: join(second, "postgres/server.log") };
    },
    kill: () => Promise.resolve(replica?.stopNow()),
    close: async () => {
      await replica?.stop();
      await primary.stop();
    },
  };
  process.on("message", (order: string) => {
    void orders[order]?.().then((done) => {
      process.send?.({ done });
      if (order === "close") process.disconnect();
    });
  });
  process.send?.({ done: undefined });
}

void main(process.argv[2] ?? "");
