import { setFlagsFromString } from "node:v8";
import { Command } from "commander";
import { pino } from "pino";
import { type House, openHouse } from "../app";
import { type Config, readConfig, readerOf } from "../config/config";
import { periodsOf } from "../config/periods-of";
import { signalsOf } from "../config/signals-of";
import { secretKeys, secretStore } from "../config/secret-store";
import type { Connections } from "../database/connections";
import { openDatabase, type OpenDatabase } from "../database/open-database";
import type { AddCommand, BareDatabase, CliContext } from "./cli-context";
import { addAbandonCommand } from "./abandon.command";
import { addAuditCommand } from "./audit.command";
import { addBackupCommand } from "./backup.command";
import { addChangeCommand } from "./change.command";
import { addDemoCommand } from "./demo.command";
import { addDistributeCommand } from "./distribute.command";
import { addImportCatalogueCommand } from "./import-catalogue.command";
import { addImportDeliveriesCommand } from "./import-deliveries.command";
import { addImportLogCommand } from "./import-log.command";
import { addImportStatusCommand } from "./import-status.command";
import { addInstrumentCommand } from "./instrument.command";
import { addInvitationsCommand } from "./invitations.command";
import { addKeyCommand } from "./key.command";
import { addQrCommand } from "./qr.command";
import { addRecountCommand } from "./recount.command";
import { addRefileCommand } from "./refile.command";
import { addReleaseCommand } from "./release.command";
import { addReportCommand } from "./report.command";
import { addRestoreCommand } from "./restore.command";
import { addRetentionCommand } from "./retention.command";
import { addSamplingCommand } from "./sampling.command";
import { addSecretsCommand } from "./secrets.command";
import { addSurveyCommand } from "./survey.command";
import { addTallyCommand } from "./tally.command";
import { CommandFailed, explain, terminal } from "./terminal";

/** Every command, in the order of `yusr --help`. */
const COMMANDS: readonly AddCommand[] = [addAbandonCommand, addAuditCommand, addBackupCommand, addChangeCommand, addDemoCommand, addDistributeCommand, addImportCatalogueCommand, addImportDeliveriesCommand, addImportLogCommand, addImportStatusCommand, addInstrumentCommand, addInvitationsCommand, addKeyCommand, addQrCommand, addRecountCommand, addRefileCommand, addReleaseCommand, addReportCommand, addRestoreCommand, addRetentionCommand, addSamplingCommand, addSecretsCommand, addSurveyCommand, addTallyCommand];

async function withDatabase<T>(work: (connections: Connections) => Promise<T>): Promise<T> {
  return open(readConfig(), false, ({ connections }) => work(connections));
}

async function withBareDatabase<T>(work: (database: BareDatabase) => Promise<T>): Promise<T> {
  const config = readConfig();
  return open(config, true, (database) => work({ connections: database.connections, withHouse: (inside) => inHouse(config, database, inside) }));
}

async function withHouse<T>(work: (house: House) => Promise<T>): Promise<T> {
  const config = readConfig();
  return open(config, false, (database) => inHouse(config, database, work));
}

async function open<T>(config: Config, asItIs: boolean, work: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url: config.DATABASE_URL, migrationUrl: config.DATABASE_MIGRATION_URL, dataDir: config.dataDir, mayAttach: true, asItIs });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function inHouse<T>(config: Config, database: OpenDatabase, work: (house: House) => Promise<T>): Promise<T> {
  const house = await openHouse({
    connections: database.connections,
    secretKeys: secretKeys(config, database.dataDir ?? config.dataDir),
    secretStore: secretStore(config, database.dataDir ?? config.dataDir),
    log: pino({ level: config.YUSR_LOG_LEVEL === "info" ? "warn" : config.YUSR_LOG_LEVEL, base: null }, pino.destination(2)),
    publicUrl: config.publicUrl,
    sendingHours: config.YUSR_SENDING_HOURS,
    minimumCell: config.YUSR_MINIMUM_CELL,
    signals: signalsOf(config),
    periods: periodsOf(config),
    surveyApproval: config.YUSR_SURVEY_APPROVAL,
    development: config.NODE_ENV === "development",
    poolSize: config.YUSR_DATABASE_POOL,
    prepares: config.YUSR_PREPARED_STATEMENTS === "on",
    reader: readerOf(config),
  });
  try {
    return await work(house);
  } finally {
    await house.close();
  }
}

async function run(): Promise<void> {
  const program = new Command("yusr")
    .description("Yusr, an open effort observatory for government e-services: the operator's commands.")
    .showHelpAfterError()
    .configureHelp({ showGlobalOptions: true });
  const context: CliContext = { ...terminal, withHouse, withDatabase, withBareDatabase };
  for (const add of COMMANDS) add(program, context);
  await program.parseAsync();
}

// Beside a server, a command that works for an hour takes little memory rather than little time: the heap may grow by this
// share of what is really held, where V8 would let it grow as far as the machine goes.
setFlagsFromString("--heap-growing-percent=30");

run().catch((error: unknown) => {
  if (error instanceof CommandFailed) {
    terminal.say(`${error.code}: ${error.message}`);
    process.exitCode = 1;
    return;
  }
  terminal.say(explain(error));
  process.exitCode = 2;
});
