// The shapes of the API's answers, which --json prints, carry decorators.
import "reflect-metadata";
import { type Command, Option } from "commander";
import { Automation } from "../catalogue/domain/automation";
import { Channel } from "../catalogue/domain/channel";
import { StepKind } from "../catalogue/domain/step-kind";
import { pageOf } from "../graphql/connection";
import { toEffortReportType } from "../reports/api/effort-report.type";
import { toProcessMapType } from "../reports/api/process-map.type";
import { toSatisfactionSeriesType } from "../reports/api/satisfaction.type";
import { toRankedStepType, toStepRankingType } from "../reports/api/step-ranking.type";
import { figureRows } from "../reports/domain/figure-rows";
import { Interval } from "../reports/domain/interval";
import type { ReportFilter } from "../reports/domain/report-filter";
import { StepOrder } from "../reports/domain/step-order";
import { Refusal } from "../shared/refusal";
import { Moment } from "../surveys/domain/moment";
import type { AddCommand, CliContext } from "./cli-context";
import { commandGroup } from "./command-group";
import { figuresCsv, processMapCsv, rankingCsv, seriesCsv } from "./report-csv";
import { effortText, processMapText, rankingText, seriesText } from "./report-text";

interface OutputOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
}

interface FilterOptions extends OutputOptions {
  readonly from: string;
  readonly to: string;
  readonly service?: string[];
  readonly agency?: string[];
  readonly channel?: Channel[];
  readonly segment?: string[];
  readonly stepKind?: StepKind[];
  readonly automation?: Automation[];
  readonly moment?: Moment;
}

interface EffortOptions extends FilterOptions {
  readonly first: number;
  readonly after?: string;
  readonly all?: true;
}

interface StepsOptions extends FilterOptions {
  readonly order: StepOrder;
  readonly first: number;
}

interface SeriesOptions extends OutputOptions {
  readonly from: string;
  readonly to: string;
  readonly service: string;
  readonly interval: keyof typeof INTERVALS;
}

interface ProcessOptions extends OutputOptions {
  readonly from: string;
  readonly to: string;
  readonly service: string;
  readonly edges: number;
  readonly variants: number;
}

/** `yusr report …`: the reports of the API on the command line, from the same use cases. */
export const addReportCommand: AddCommand = (program, context) => {
  const report = commandGroup(program, "report");
  withFilter(report.command("effort").description("which step of which service costs people the most effort, and how sure that is"))
    .option("--first <n>", "services at most, 1–500", rows, 50)
    .option("--after <cursor>", "go on after this one")
    .option("--all", "every figure in the table, under its name in the API")
    .addOption(jsonOption())
    .addOption(csvOption())
    .action((options: EffortOptions) => effort(context, options));
  withFilter(report.command("steps").description("the steps of all services by one measure, the worst first"))
    .addOption(new Option("--order <measure>", "by which measure").choices(Object.keys(StepOrder)).default(StepOrder.EASE))
    .option("--first <n>", "steps at most, 1–500", rows, 50)
    .addOption(jsonOption())
    .addOption(csvOption())
    .action((options: StepsOptions) => steps(context, options));
  report
    .command("satisfaction")
    .description("what people say of a service over time")
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .requiredOption("--from <day>", "first day, YYYY-MM-DD")
    .requiredOption("--to <day>", "first day after the period")
    .addOption(new Option("--interval <interval>", "how the period is cut").choices(["day", "week", "month"]).default("month"))
    .addOption(jsonOption())
    .addOption(csvOption())
    .action((options: SeriesOptions) => satisfaction(context, options));
  report
    .command("process")
    .description("which steps of a service really follow each other, how often and how fast")
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .requiredOption("--from <day>", "first day, YYYY-MM-DD")
    .requiredOption("--to <day>", "first day after the period")
    .option("--edges <n>", "edges at most, 1–500", rows, 500)
    .option("--variants <n>", "variants at most, 1–500", rows, 10)
    .addOption(jsonOption())
    .addOption(csvOption())
    .action((options: ProcessOptions) => processMap(context, options));
};

/** What every report takes that is narrowed down by a filter. */
function withFilter(command: Command): Command {
  return command
    .requiredOption("--from <day>", "first day, YYYY-MM-DD")
    .requiredOption("--to <day>", "first day after the period")
    .option("--service <name...>", "services, CODE or AGENCY/CODE; without: all")
    .option("--agency <code...>", "agencies; without: all")
    .addOption(new Option("--channel <channel...>", "channels of the transactions").choices(Object.keys(Channel)))
    .option("--segment <code...>", "segments of the transactions")
    .addOption(new Option("--step-kind <kind...>", "kinds of the steps listed").choices(Object.keys(StepKind)))
    .addOption(new Option("--automation <automation...>", "automation of the steps listed").choices(Object.keys(Automation)))
    .addOption(new Option("--moment <moment>", "when the answers were given (AFTER_OUTCOME)").choices(Object.keys(Moment)));
}

function filterOf({ from, to, service, agency, channel, segment, stepKind, automation, moment }: FilterOptions): ReportFilter {
  return {
    period: { from, to },
    services: service ?? null,
    agencies: agency ?? null,
    channels: channel ?? null,
    segments: segment ?? null,
    stepKinds: stepKind ?? null,
    automation: automation ?? null,
    moments: moment === undefined ? null : [moment],
  };
}

async function effort(context: CliContext, options: EffortOptions): Promise<void> {
  const { first, after } = options;
  checkRows(context, { first });
  const wanted = { services: pageOf({ first, after: after ?? null }), steps: [], times: "ALL" as const };
  const report = await context.withHouse((house) => house.reports.effort.report(context.operator, filterOf(options), wanted));
  if (report instanceof Refusal) return context.fail(report.code, `${report.path.join(".")}: ${report.message}`);
  const { rankings: _, ...answer } = toEffortReportType(report);
  if (options.json === true) context.print(JSON.stringify(answer, null, 2));
  else if (options.csv === true) context.print(figuresCsv(report.services.rows.flatMap((row) => figureRows(row.effort)), report.freshness));
  else context.print(effortText(report, options.all));
  const { services } = answer;
  if (services.pageInfo.hasNextPage) {
    context.say(`${String(services.edges.length)} of ${String(services.totalCount)} services; go on with --after ${services.pageInfo.endCursor ?? ""}`);
  }
}

async function steps(context: CliContext, options: StepsOptions): Promise<void> {
  const { order, first } = options;
  checkRows(context, { first });
  const wanted = { services: { first: 0, after: null }, steps: [{ orderBy: order, first }], times: "ALL" as const };
  const report = await context.withHouse((house) => house.reports.effort.report(context.operator, filterOf(options), wanted));
  if (report instanceof Refusal) return context.fail(report.code, `${report.path.join(".")}: ${report.message}`);
  const { freshness, period, moment, thresholds } = report;
  for (const ranking of report.rankings) {
    const answer = { freshness, period, moment, thresholds, ranking: toStepRankingType(ranking), steps: ranking.rows.map(toRankedStepType) };
    if (options.json === true) context.print(JSON.stringify(answer, null, 2));
    else if (options.csv === true) context.print(rankingCsv(ranking, freshness));
    else context.print(rankingText(report, ranking));
  }
}

async function satisfaction(context: CliContext, { service, from, to, interval, json, csv }: SeriesOptions): Promise<void> {
  const cut = { period: { from, to }, interval: INTERVALS[interval] };
  const series = await context.withHouse((house) => house.reports.satisfaction.named(context.operator, service, cut));
  if (series instanceof Refusal) return context.fail(series.code, `${series.path.join(".")}: ${series.message}`);
  if (json === true) context.print(JSON.stringify(toSatisfactionSeriesType(series), null, 2));
  else if (csv === true) context.print(seriesCsv(series));
  else context.print(seriesText(series));
}

const INTERVALS = { day: Interval.DAY, week: Interval.WEEK, month: Interval.MONTH } as const;

async function processMap(context: CliContext, options: ProcessOptions): Promise<void> {
  const { service, from, to, edges, variants } = options;
  checkRows(context, { edges, variants });
  const map = await context.withHouse((house) => house.reports.processMap.map(context.operator, service, { from, to }, { edges, variants }));
  if (map instanceof Refusal) return context.fail(map.code, `${map.path.join(".")}: ${map.message}`);
  if (options.json === true) context.print(JSON.stringify(toProcessMapType(map), null, 2));
  else if (options.csv === true) context.print(processMapCsv(map));
  else context.print(processMapText(map));
}

function jsonOption(): Option {
  return new Option("--json", "the API's answer, unrounded").conflicts("csv");
}

function csvOption(): Option {
  return new Option("--csv", "one line for each figure, unrounded");
}

function rows(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : NaN;
}

function checkRows(context: CliContext, options: Readonly<Record<string, number>>): void {
  for (const [name, n] of Object.entries(options)) if (!(n >= 1 && n <= 500)) context.fail("BAD_USER_INPUT", `--${name} takes a number from 1 to 500.`);
}
