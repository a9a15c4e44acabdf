import { toProcessMapType } from "../../reports/api/process-map.type";
import type { CliContext } from "../cli-context";
import { processMapCsv } from "../../printed/csv/process-map-csv";
import { processMapText } from "./process-map-text";
import { type AddReport, checkRows, type PeriodOptions, print, rows, withPeriod } from "./report-options";

interface ProcessOptions extends PeriodOptions {
  readonly service: string;
  readonly edges: number;
  readonly variants: number;
  readonly horizon: number;
}

/** `yusr report process`. */
export const addProcessMap: AddReport = (report, context) => {
  withPeriod(report.command("process").description("which steps of a service really follow each other, how often and how fast; what is done again, left out, given up"))
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .option("--edges <n>", "edges at most, 1–500", rows, 500)
    .option("--variants <n>", "variants at most, 1–500", rows, 10)
    .option("--horizon <days>", "days since coming to a step by which to look who gave up, 1–365", rows, 30)
    .action((options: ProcessOptions) => processMap(context, options));
};

async function processMap(context: CliContext, options: ProcessOptions): Promise<void> {
  const { service, from, to, edges, variants, horizon } = options;
  checkRows(context, { edges, variants });
  if (!(horizon >= 1 && horizon <= 365)) context.fail("BAD_USER_INPUT", "--horizon takes a number of days from 1 to 365.");
  const map = await context.withHouse((house) => house.reports.processMap.map(context.operator, service, { from, to }, { edges, variants, horizonDays: horizon }));
  print(context, options, map, { json: toProcessMapType, csv: processMapCsv, text: processMapText });
}
