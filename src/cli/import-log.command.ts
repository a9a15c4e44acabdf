import { type Command, InvalidArgumentError, Option } from "commander";
import { Channel } from "../catalogue/domain/channel";
import { InputProblem } from "../shared/input-file";
import { Refusal } from "../shared/refusal";
import type { LogReceipt, LogToImport } from "../transactions/domain/log-import";
import { FINAL_OUTCOMES, type OutcomeReading } from "../transactions/domain/outcome-of-trace";
import { Mark } from "../transactions/domain/passages-of-trace";
import { meaningOf, readValueMap, type ValueMap } from "../transactions/domain/value-map";
import type { AddCommand, CliContext, Progress } from "./cli-context";
import { commandGroup } from "./command-group";
import { valuePairs } from "./value-pairs";

interface Options {
  readonly agency: string;
  readonly service: string;
  readonly mark?: Mark;
  readonly channelAttribute?: string;
  readonly channelMap?: string;
  readonly outcome?: keyof typeof FINAL_OUTCOMES;
  readonly outcomeAttribute?: string;
  readonly outcomeMap?: string;
  readonly caseColumn?: string;
  readonly activityColumn?: string;
  readonly timeColumn?: string;
  readonly startColumn?: string;
  readonly lifecycleColumn?: string;
  readonly timeZone?: string;
  readonly create: boolean;
  readonly json?: true;
}

const HELP = `
A log in XES or CSV, packed (.gz) or not. Where events have one time only, say what it marks: --mark completed if a row
is written when the step is done, --mark entered if it is written when the step begins. There is no default, because the
wrong reading charges a step's time to its neighbour.

The columns of a CSV are named with --case-column, --activity-column and --time-column; with --start-column each row has
two times and needs no mark. In an XES log the same options name attributes. Times need an offset, or --time-zone.

An agency and a service that are not there are entered into the catalogue (not with --no-create). A service on its
standard procedure gets one made of the log's activities, in force since the first event; where its owner is drafting
one, that draft has to be published first. Nobody is invited. Importing
again adds nothing, so an import that was cut off is finished by starting it again.`;

/** `yusr import log`: takes in the event log of a system that has been running for years. */
export const addImportLogCommand: AddCommand = (program, context) => {
  commandGroup(program, "import")
    .command("log <file>")
    .description("take in an event log (XES or CSV)")
    .requiredOption("--agency <code>", "agency that owns the service")
    .requiredOption("--service <code>", "service that the log is about")
    .addOption(new Option("--mark <what>", "what the one time of an event marks: entered or completed").argParser(markOf))
    .option("--channel-attribute <name>", "attribute (column) of the case that says by which channel it came")
    .option("--channel-map <file>", "what its values stand for: JSON object or CSV, value → channel")
    .addOption(new Option("--outcome <outcome>", "outcome of every case of this log").argParser(outcomeOf))
    .option("--outcome-attribute <name>", "attribute (column) of the case that says how it ended")
    .option("--outcome-map <file>", "what its values stand for; without --outcome-attribute: what activities end a case, and how")
    .option("--case-column <name>", "where the case's own number stands")
    .option("--activity-column <name>", "where the activity stands")
    .option("--time-column <name>", "where the time stands; with --start-column: when the step was over")
    .option("--start-column <name>", "where it stands when the step began")
    .option("--lifecycle-column <name>", "where start and complete stand")
    .option("--time-zone <name>", "zone whose clocks times without an offset were read from, such as Asia/Muscat")
    .option("--no-create", "refuse an unknown agency or service instead of entering it")
    .option("--json", "print the receipt as JSON")
    .addHelpText("after", HELP)
    .action((file: string, options: Options, _command: Command) => importLog(file, options, context));
};

async function importLog(path: string, options: Options, context: CliContext): Promise<void> {
  const log = await logOf(path, options).catch((error: unknown) => {
    if (error instanceof InputProblem) return error.toRefusal();
    throw error;
  });
  if (log instanceof Refusal) return context.fail(log.code, log.message);
  const bars = new Bars(context);
  const receipt = await context
    .withHouse((house) =>
      house.transactions.importLog.import(context.operator, log, {
        reading: (done, total) => {
          bars.to("Reading", done, total);
        },
        recording: (done, total) => {
          bars.to("Recording", done, total);
        },
        notTaken: ({ line, refusal }) => {
          context.say(`line ${String(line)}: ${refusal.code}: ${refusal.message}`);
        },
      }),
    )
    .finally(() => {
      bars.end();
    });
  if (receipt instanceof Refusal) return context.fail(receipt.code, withHint(receipt));
  context.print(options.json === true ? JSON.stringify(receipt, null, 2) : inWords(receipt));
  if (receipt.notTaken > 0) context.fail("ROWS_NOT_TAKEN", `${String(receipt.notTaken)} rows or cases were not taken; each is named above with its line.`);
}

async function logOf(path: string, options: Options): Promise<LogToImport | Refusal> {
  const channel = await mapOf(options.channelMap, Channel, "channelMap");
  if (channel instanceof Refusal) return channel;
  if (options.channelMap !== undefined && options.channelAttribute === undefined) {
    return new Refusal("CHANNEL_ATTRIBUTE_MISSING", "--channel-map says what values stand for; say with --channel-attribute where they stand.");
  }
  const outcome = await outcomeReading(options);
  if (outcome instanceof Refusal) return outcome;
  const { caseColumn, activityColumn, timeColumn, startColumn, lifecycleColumn } = options;
  return {
    path,
    agency: options.agency,
    service: options.service,
    mark: options.mark ?? null,
    names: {
      ...(caseColumn === undefined ? {} : { case: caseColumn }),
      ...(activityColumn === undefined ? {} : { activity: activityColumn }),
      ...(timeColumn === undefined ? {} : { time: timeColumn }),
      ...(startColumn === undefined ? {} : { start: startColumn }),
      ...(lifecycleColumn === undefined ? {} : { lifecycle: lifecycleColumn }),
    },
    timeZone: options.timeZone ?? null,
    channel: options.channelAttribute === undefined ? null : { attribute: options.channelAttribute, map: channel },
    outcome,
    create: options.create,
  };
}

async function outcomeReading({ outcome, outcomeAttribute, outcomeMap }: Options): Promise<OutcomeReading | null | Refusal> {
  if (outcome !== undefined && (outcomeAttribute ?? outcomeMap) !== undefined) return new Refusal("OUTCOME_TWICE", "Either --outcome for every case, or --outcome-attribute and --outcome-map.");
  if (outcome !== undefined) return { always: outcome };
  const map = await mapOf(outcomeMap, FINAL_OUTCOMES, "outcomeMap");
  if (map instanceof Refusal) return map;
  if (outcomeAttribute !== undefined) return { attribute: outcomeAttribute, map };
  return outcomeMap === undefined ? null : { activities: map };
}

async function mapOf<T extends string>(path: string | undefined, list: Readonly<Record<T, T>>, name: string): Promise<ValueMap<T> | Refusal> {
  if (path === undefined) return new Map();
  const pairs = await valuePairs(path);
  return pairs instanceof Refusal ? pairs : readValueMap<T>(pairs, list, name);
}

const NO_MAP = new Map<string, never>();

function markOf(text: string): Mark {
  const mark = meaningOf(text, NO_MAP, Mark);
  if (mark === undefined) throw new InvalidArgumentError("Write entered or completed.");
  return mark;
}

function outcomeOf(text: string): keyof typeof FINAL_OUTCOMES {
  const outcome = meaningOf(text, NO_MAP, FINAL_OUTCOMES);
  if (outcome === undefined) throw new InvalidArgumentError(`Write one of ${Object.keys(FINAL_OUTCOMES).join(", ")}.`);
  return outcome;
}

function withHint({ code, message }: Refusal): string {
  return code === "COLUMN_MISSING" ? `${message} Name the columns with --case-column, --activity-column, --time-column (and --channel-attribute).` : message;
}

function inWords(receipt: LogReceipt): string {
  const counted = (counts: Readonly<Record<string, number>>): string => Object.entries(counts).map(([name, n]) => `${name} (${String(n)})`).join(", ");
  return [
    `${receipt.service}: ${String(receipt.cases)} cases, ${String(receipt.events)} events.`,
    ...(receipt.created.length === 0 ? [] : [`Entered into the catalogue: ${receipt.created.join("; ")}.`]),
    `Recorded ${String(receipt.recorded)}, extended ${String(receipt.extended)}, known already ${String(receipt.duplicates)}, not taken ${String(receipt.notTaken)}.`,
    ...(Object.keys(receipt.unmapped).length === 0 ? [] : [`Waiting under UNMAPPED until the procedure has such a step: ${counted(receipt.unmapped)}.`]),
    ...(Object.keys(receipt.unmappedChannels).length === 0 ? [] : [`No channel known for: ${counted(receipt.unmappedChannels)}. Import again with a fuller --channel-map to fill it in.`]),
    ...(Object.keys(receipt.ignoredTransitions).length === 0 ? [] : [`Left aside, because they neither begin nor complete a step: ${counted(receipt.ignoredTransitions)}.`]),
  ].join("\n");
}

/** One bar after the other. */
class Bars {
  private what = "";
  private bar: Progress | undefined;

  constructor(private readonly context: Pick<CliContext, "progress">) {}

  to(what: string, done: number, total: number): void {
    if (this.bar === undefined || this.what !== what) {
      this.bar?.end();
      this.bar = this.context.progress(what, total);
      this.what = what;
    }
    this.bar.to(done);
  }

  end(): void {
    this.bar?.end();
    this.bar = undefined;
  }
}
