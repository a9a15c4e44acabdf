import { type Command, Option } from "commander";
import { Automation } from "../../catalogue/domain/automation";
import { Channel } from "../../catalogue/domain/channel";
import { StepKind } from "../../catalogue/domain/step-kind";
import type { ReportFilter } from "../../reports/domain/report-filter";
import { Refusal } from "../../shared/refusal";
import { Moment } from "../../surveys/domain/moment";
import type { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import type { CliContext } from "../cli-context";

export interface OutputOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** What most reports of one service take. */
export interface PeriodOptions extends OutputOptions {
  readonly from: string;
  readonly to: string;
  readonly flagged?: "include" | "exclude";
}

export interface FilterOptions extends PeriodOptions {
  readonly service?: string[];
  readonly agency?: string[];
  readonly channel?: Channel[];
  readonly segment?: string[];
  readonly stepKind?: StepKind[];
  readonly automation?: Automation[];
  readonly moment?: Moment;
}

/** Adds a report to `yusr report`. */
export type AddReport = (report: Command, context: CliContext) => void;

/** How one report is printed. `json` is the answer of the API. */
export interface Printed<R> {
  readonly json: (report: R) => object;
  readonly csv: (report: R) => string;
  readonly text: (report: R) => string;
}

/** Prints a report in the form asked for, or the refusal; answers the report where there is one. */
export function print<R extends object>(context: CliContext, { json, csv }: OutputOptions, outcome: R | Refusal, printed: Printed<R>): R {
  if (outcome instanceof Refusal) return fail(context, outcome);
  if (json === true) context.print(JSON.stringify(printed.json(outcome), null, 2));
  else context.print(csv === true ? printed.csv(outcome) : printed.text(outcome));
  return outcome;
}

/** Ends the command with a refusal. */
export function fail(context: CliContext, { code, path, message }: Refusal): never {
  return context.fail(code, `${path.join(".")}: ${message}`);
}

/** Whether answers with a quality signal count, of reports that read answers; those that read none refuse `exclude`. */
export function withFlagged(command: Command): Command {
  return command.addOption(new Option("--flagged <how>", "answers with a quality signal (include)").choices(["include", "exclude"]));
}

/** The same as reports take it. */
export function flaggedOf({ flagged }: Pick<PeriodOptions, "flagged">): FlaggedAnswers {
  return flagged === "exclude" ? "EXCLUDE" : "INCLUDE";
}

/** What every report takes that is narrowed down by a filter. */
export function withFilter(command: Command): Command {
  return withFlagged(withPeriod(command))
    .option("--service <name...>", "services, CODE or AGENCY/CODE; without: all")
    .option("--agency <code...>", "agencies; without: all")
    .addOption(new Option("--channel <channel...>", "channels of the transactions").choices(Object.keys(Channel)))
    .option("--segment <code...>", "segments of the transactions")
    .addOption(new Option("--step-kind <kind...>", "kinds of the steps listed").choices(Object.keys(StepKind)))
    .addOption(new Option("--automation <automation...>", "automation of the steps listed").choices(Object.keys(Automation)))
    .addOption(new Option("--moment <moment>", "when the answers were given (AFTER_OUTCOME)").choices(Object.keys(Moment)));
}

export function filterOf({ from, to, flagged, service, agency, channel, segment, stepKind, automation, moment }: FilterOptions): ReportFilter {
  return {
    period: { from, to },
    services: service ?? null,
    agencies: agency ?? null,
    channels: channel ?? null,
    segments: segment ?? null,
    stepKinds: stepKind ?? null,
    automation: automation ?? null,
    moments: moment === undefined ? null : [moment],
    flagged: flagged === undefined ? null : flaggedOf({ flagged }),
  };
}

/** The period, and the forms of output. */
export function withPeriod(command: Command): Command {
  return command
    .requiredOption("--from <day>", "first day, YYYY-MM-DD")
    .requiredOption("--to <day>", "first day after the period")
    .addOption(new Option("--json", "the API's answer, unrounded").conflicts("csv"))
    .addOption(new Option("--csv", "one line for each figure, unrounded"));
}

/** A number of rows; what is none becomes NaN, which `checkRows` refuses. */
export function rows(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : NaN;
}

/** Ends the command where a number of rows is not from 1 to 500. */
export function checkRows(context: CliContext, options: Readonly<Record<string, number>>): void {
  for (const [name, n] of Object.entries(options)) if (!(n >= 1 && n <= 500)) context.fail("BAD_USER_INPUT", `--${name} takes a number from 1 to 500.`);
}
