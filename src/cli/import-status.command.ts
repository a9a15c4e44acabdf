import { Channel } from "../catalogue/domain/channel";
import { InputProblem } from "../shared/input-file";
import { Refusal } from "../shared/refusal";
import type { StatusReceipt, StatusTable } from "../transactions/domain/status-import";
import { readValueMap } from "../transactions/domain/value-map";
import type { AddCommand, CliContext } from "./cli-context";
import { commandGroup } from "./command-group";
import { valuePairs } from "./value-pairs";

interface Options {
  readonly service: string;
  readonly referenceColumn: string;
  readonly statusColumn: string;
  readonly timeColumn: string;
  readonly sequenceColumn?: string;
  readonly channelColumn?: string;
  readonly channelMap?: string;
  readonly timeZone?: string;
  readonly json?: true;
}

const HELP = `
One row per change: which transaction, which status, since when. A status lasts until the next one. What a status stands
for (step, entered or left, whose turn, outcome) is kept in the catalogue (mapStatuses); one that nobody mapped waits
under UNMAPPED until yusr refile puts it where it belongs. Rows may come late and out of order; importing again adds
nothing. Nobody is invited.`;

/** `yusr import status`: takes in a status-history table. */
export const addImportStatusCommand: AddCommand = (program, context) => {
  commandGroup(program, "import")
    .command("status <file>")
    .description("take in a status-history table (CSV, packed or not)")
    .requiredOption("--service <name>", "service that the table is about: CODE or AGENCY/CODE")
    .option("--reference-column <name>", "where the transaction's own number stands", "reference")
    .option("--status-column <name>", "where the status stands", "status")
    .option("--time-column <name>", "where it stands since when", "at")
    .option("--sequence-column <name>", "order among changes of one instant (default: as in the file)")
    .option("--channel-column <name>", "by which channel the transaction came")
    .option("--channel-map <file>", "what its values stand for: JSON object or CSV, value → channel")
    .option("--time-zone <name>", "zone whose clocks times without an offset were read from, such as Asia/Muscat")
    .option("--json", "print the receipt as JSON")
    .addHelpText("after", HELP)
    .action((file: string, options: Options) => importStatus(file, options, context));
};

async function importStatus(path: string, options: Options, context: CliContext): Promise<void> {
  const table = await tableOf(path, options).catch((error: unknown) => {
    if (error instanceof InputProblem) return error.toRefusal();
    throw error;
  });
  if (table instanceof Refusal) return context.fail(table.code, table.message);
  const bar = context.progress("Recording", 100);
  const receipt = await context
    .withHouse((house) =>
      house.transactions.importStatus.import(context.operator, table, {
        reading: (done, total) => {
          bar.to(total === 0 ? 0 : Math.floor((100 * done) / total));
        },
        notTaken: ({ line, refusal }) => {
          context.say(`line ${String(line)}: ${refusal.code}: ${refusal.message}`);
        },
      }),
    )
    .finally(() => {
      bar.end();
    });
  if (receipt instanceof Refusal) return context.fail(receipt.code, withHint(receipt));
  context.print(options.json === true ? JSON.stringify(receipt, null, 2) : inWords(receipt));
  if (receipt.notTaken > 0) context.fail("ROWS_NOT_TAKEN", `${String(receipt.notTaken)} rows were not taken; each is named above with its line.`);
}

async function tableOf(path: string, options: Options): Promise<StatusTable | Refusal> {
  const pairs = options.channelMap === undefined ? [] : await valuePairs(options.channelMap);
  if (pairs instanceof Refusal) return pairs;
  const channels = readValueMap<Channel>(pairs, Channel, "channelMap");
  if (channels instanceof Refusal) return channels;
  const { referenceColumn: reference, statusColumn: status, timeColumn: at, sequenceColumn, channelColumn } = options;
  return {
    path,
    service: options.service,
    columns: { reference, status, at, sequence: sequenceColumn ?? null, channel: channelColumn ?? null },
    channels,
    timeZone: options.timeZone ?? null,
  };
}

function withHint({ code, message }: Refusal): string {
  return code === "COLUMN_MISSING" ? `${message} Name the columns with --reference-column, --status-column, --time-column.` : message;
}

function inWords(receipt: StatusReceipt): string {
  const counted = (counts: Readonly<Record<string, number>>): string => Object.entries(counts).map(([name, n]) => `${name} (${String(n)})`).join(", ");
  return [
    `${receipt.service}: recorded ${String(receipt.recorded)}, known already ${String(receipt.duplicates)}, not taken ${String(receipt.notTaken)}.`,
    ...(Object.keys(receipt.unmapped).length === 0 ? [] : [`Waiting under UNMAPPED: ${counted(receipt.unmapped)}. Map them (mapStatuses), then run: yusr refile ${receipt.service}`]),
    ...(Object.keys(receipt.unmappedChannels).length === 0 ? [] : [`No channel known for: ${counted(receipt.unmappedChannels)}.`]),
  ].join("\n");
}
