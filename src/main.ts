import { pino } from "pino";
import { createApp } from "./app";
import { explain, terminal } from "./cli/terminal";
import { type Config, readConfig } from "./config/config";
import { secretKeys } from "./config/secret-store";
import { openDatabase } from "./database/open-database";
import type { KeysService } from "./security/keys.service";

async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.YUSR_LOG_LEVEL, base: null }, pino.destination(2));
  const database = await openDatabase({
    url: config.DATABASE_URL,
    migrationUrl: config.DATABASE_MIGRATION_URL,
    dataDir: config.dataDir,
    mayAttach: false,
  });
  const app = await createApp({
    connections: database.connections,
    secretKeys: secretKeys(config, database.dataDir ?? config.dataDir),
    log,
    publicUrl: publicUrl(config),
    minimumCell: config.YUSR_MINIMUM_CELL,
    poolSize: config.YUSR_DATABASE_POOL,
    host: config.YUSR_HOST,
    port: config.PORT,
    development: config.NODE_ENV === "development",
    jobs: config.YUSR_JOBS === "on",
  }).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });

  let stopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stopping) return;
    stopping = true;
    terminal.say(`${signal}: finishing what is under way…`);
    await app.close();
    await database.close();
    terminal.say("Stopped. The data are safe.");
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      stop(signal).catch((error: unknown) => {
        log.error(error, "could not stop cleanly");
        process.exitCode = 1;
      });
    });
  }

  if (database.moved) terminal.say(`Root may not run PostgreSQL, and its user cannot enter ${config.dataDir}: binaries and data are in ${database.dataDir ?? ""}.`);
  terminal.print(`Yusr is ready after ${(process.uptime() * 1000).toFixed(0)} ms.
  GraphQL   ${app.address}/graphql${config.NODE_ENV === "development" ? `\n  Explorer  ${app.address}/explore` : ""}
  Data      ${database.dataDir ?? "DATABASE_URL"} (${database.origin})`);

  if (database.origin === "created") await welcome(app.house.security.keys);
}

/** The very first start: a key to begin with. */
async function welcome(keys: KeysService): Promise<void> {
  const admin = await keys.create(terminal.operator, { role: "admin" }, "made at the first start");
  terminal.print(`\nYour admin key, shown this once:\n  ${admin.key}`);
}

function publicUrl(config: Config): string {
  return (config.YUSR_PUBLIC_URL ?? `http://${config.YUSR_HOST}:${String(config.PORT)}`).replace(/\/+$/u, "");
}

main().catch((error: unknown) => {
  terminal.say(explain(error));
  process.exit(1);
});
