// First of all: what is traced must not be loaded before.
import { tracing } from "./web/tracing";
import { type Logger, pino } from "pino";
import { createApp, type House, openHouse, type ServerSettings } from "./app";
import { summaryText } from "./cli/demo/demonstration-summary";
import { loadDemonstration } from "./cli/demo/load-demonstration";
import { explain, terminal } from "./cli/terminal";
import { type Config, readConfig, readerOf } from "./config/config";
import { oidcOf } from "./config/oidc-of";
import { periodsOf } from "./config/periods-of";
import { signalsOf } from "./config/signals-of";
import { secretKeys, secretStore } from "./config/secret-store";
import type { Connections } from "./database/connections";
import { openDatabase } from "./database/open-database";
import { Probe } from "./database/probe";
import { lastResort } from "./last-resort";
import { allMetrics, Metrics } from "./web/metrics";
import { serveOperations } from "./web/serve-operations";
import { beWorker, isWorker, startWorkers, type WorkerOrders } from "./workers";

/** Whose key a newcomer gets, to record a transaction with. */
const SHOWN_PORTAL = "DEMO-ROADS-PORTAL";

/** What is kept of a log that nobody takes, in bytes; more is dropped. */
const UNWRITTEN_LOG = 1_048_576;

const NOT_READY = { READY: undefined, AWAY: "DATABASE_AWAY", BEHIND: "MIGRATIONS_BEHIND", FULL: "DATABASE_FULL" } as const;

async function main(): Promise<void> {
  const config = readConfig();
  const log = openLog(config);
  lastResort(log);
  if (isWorker) {
    await beWorker(async (orders) => {
      const app = await createApp({ ...settingsOf(config, log, orders), jobs: false });
      return { address: app.address, close: (patience) => app.close(patience).finally(() => tracing.close()) };
    });
    return;
  }
  const database = await openDatabase({
    url: config.DATABASE_URL,
    migrationUrl: config.DATABASE_MIGRATION_URL,
    dataDir: config.dataDir,
    mayAttach: false,
  });
  const orders: WorkerOrders = { connections: database.connections, secretsDir: database.dataDir ?? config.dataDir };
  const settings = settingsOf(config, log, orders);
  const processes = config.YUSR_PROCESSES;
  const failed = new AbortController();
  const app = await (processes === 1 ? createApp(settings) : createApp(settings, () => startWorkers(processes, orders, log, (error) => { failed.abort(error); }))).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });

  const stopping = new AbortController();
  const operations = await openOperations(config, database.connections, settings.metrics, stopping.signal).catch(async (error: unknown) => {
    await app.close();
    await database.close();
    throw error;
  });
  let welcomed = Promise.resolve();
  const stop = async (reason: string, patience: number): Promise<void> => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    terminal.say(`${reason}: finishing what is under way…`);
    await welcomed;
    await app.close(patience);
    await operations?.close();
    await database.close();
    await tracing.close();
    terminal.say("Stopped. The data are safe.");
  };
  const stopFor = (reason: string, patience = 0): void => {
    stop(reason, patience).catch((error: unknown) => {
      log.error(error, "could not stop cleanly");
      process.exitCode = 1;
    });
  };
  process.on("SIGINT", () => {
    stopFor("SIGINT");
  });
  // Whoever is at the keyboard does not want to wait for clients; whoever replaces this process does.
  process.on("SIGTERM", () => {
    stopFor("SIGTERM", config.YUSR_DRAIN_SECONDS * 1000);
  });
  failed.signal.addEventListener("abort", () => {
    process.exitCode = 1;
    stopFor(explain(failed.signal.reason));
  });

  if (database.moved) terminal.say(`Root may not run PostgreSQL, and its user cannot enter ${config.dataDir}: binaries and data are in ${database.dataDir ?? ""}.`);
  terminal.print(`Yusr is ready after ${(process.uptime() * 1000).toFixed(0)} ms.
  GraphQL   ${app.address}/graphql${config.NODE_ENV === "development" ? `\n  Explorer  ${app.address}/explore` : ""}
${operations === undefined ? "" : `\n  Operators ${operations.address}/ready`}
  Data      ${database.dataDir ?? "DATABASE_URL"} (${database.origin})`);

  if (database.origin === "created") {
    welcomed = welcome(settings, app.address, config.YUSR_DEMO === "on", stopping.signal);
    await welcomed;
  }
}

/** The log on standard error. That its disk is full, or that nobody reads either stream, is no reason to serve nobody. */
function openLog(config: Config): Logger {
  const destination = pino.destination({ dest: 2, maxLength: UNWRITTEN_LOG });
  const streams: readonly NodeJS.EventEmitter[] = [destination, process.stdout, process.stderr];
  for (const stream of streams) stream.on("error", () => undefined);
  destination.once("error", () => {
    // At the end it would try again for ever, and the process never be gone.
    destination.flush = destination.flushSync = () => undefined;
  });
  return pino({ level: config.YUSR_LOG_LEVEL, base: null }, destination);
}

/** The door for whoever runs Yusr, where one is wanted. */
async function openOperations(config: Config, connections: Connections, metrics: Metrics, stopping: AbortSignal): Promise<{ readonly address: string; close(): Promise<void> } | undefined> {
  if (config.YUSR_OPERATIONS_PORT === 0) return undefined;
  const probe = new Probe(connections.app);
  const door = await serveOperations({
    host: config.YUSR_HOST,
    port: config.YUSR_OPERATIONS_PORT,
    metrics: () => allMetrics(metrics, config.YUSR_PROCESSES > 1),
    notReady: async () => {
      if (stopping.aborted) return "DRAINING";
      return NOT_READY[await probe.look()];
    },
  });
  return {
    address: door.address,
    close: async () => {
      await door.close();
      await probe.close();
    },
  };
}

function settingsOf(config: Config, log: Logger, { connections, secretsDir }: WorkerOrders): ServerSettings & { readonly metrics: Metrics } {
  return {
    metrics: new Metrics(),
    connections,
    secretKeys: secretKeys(config, secretsDir),
    secretStore: secretStore(config, secretsDir),
    log,
    publicUrl: config.publicUrl,
    sendingHours: config.YUSR_SENDING_HOURS,
    minimumCell: config.YUSR_MINIMUM_CELL,
    signals: signalsOf(config),
    periods: periodsOf(config),
    trustedProxy: config.YUSR_TRUSTED_PROXY,
    surveyApproval: config.YUSR_SURVEY_APPROVAL,
    poolSize: config.YUSR_DATABASE_POOL,
    prepares: config.YUSR_PREPARED_STATEMENTS === "on",
    reader: readerOf(config),
    oidc: oidcOf(config),
    houseFacts: { office: { ar: config.YUSR_OFFICE_NAME_AR, en: config.YUSR_OFFICE_NAME_EN }, changesUrl: config.YUSR_CHANGES_URL ?? null },
    host: config.YUSR_HOST,
    port: config.PORT,
    development: config.NODE_ENV === "development",
    costLimit: config.YUSR_QUERY_COST,
    rateLimit: config.YUSR_RATE_LIMIT,
    guessLimit: config.YUSR_GUESS_LIMIT,
    requestSeconds: config.YUSR_REQUEST_SECONDS,
    places: config.YUSR_PLACES,
    jobs: config.YUSR_JOBS === "on",
  };
}

/** The very first start: keys to begin with, and a country to look around in. In a house where nobody waits. */
async function welcome(settings: ServerSettings, address: string, demonstrate: boolean, stopping: AbortSignal): Promise<void> {
  const house = await openHouse({ ...settings, requestSeconds: undefined });
  try {
    await show(house, address, demonstrate, stopping);
  } finally {
    await house.close();
  }
}

async function show(house: House, address: string, demonstrate: boolean, stopping: AbortSignal): Promise<void> {
  const { operator } = terminal;
  const { keys } = house.security;
  const admin = await keys.create(operator, { role: "admin" }, "made at the first start");
  terminal.print(`\nYour admin key, shown this once:\n  ${admin.key}`);
  if (!demonstrate) return;
  try {
    terminal.print("\nLoading the demonstration, an imaginary country (YUSR_DEMO=off does without)…");
    const summary = await loadDemonstration({ house, address, operator, now: house.clock(), progress: (what, total) => terminal.progress(what, total), stopping });
    if (summary === undefined) {
      terminal.say("The demonstration is half loaded; `npx yusr demo` loads the rest.");
      return;
    }
    const portalId = await house.units.read((unit) => house.catalogue.lookup.portal(unit, SHOWN_PORTAL));
    if (portalId !== undefined) {
      const portal = await keys.create(operator, { role: "portal", portalId }, "made at the first start");
      terminal.print(`\nA key of the portal ${SHOWN_PORTAL}, shown this once:\n  ${portal.key}`);
    }
    terminal.print(`\n${summaryText(summary)}`);
  } catch (error) {
    terminal.say(`The demonstration could not be loaded: ${explain(error)}\nYusr goes on without it; \`npx yusr demo\` tries again.`);
  }
}

main().catch((error: unknown) => {
  terminal.say(explain(error));
  process.exit(1);
});
