import { toProcessMapType } from "../../reports/api/process-map.type";
import type { CliContext } from "../cli-context";
import { processMapCsv } from "../report-csv";
import { processMapText } from "../report-text";
import { type AddReport, checkRows, type PeriodOptions, print, rows, withPeriod } from "./report-options";

interface ProcessOptions extends PeriodOptions {
  readonly service: string;
  readonly edges: number;
  readonly variants: number;
}

/** `yusr report process`. */
export const addProcessMap: AddReport = (report, context) => {
  withPeriod(report.command("process").description("which steps of a service really follow each other, how often and how fast"))
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .option("--edges <n>", "edges at most, 1–500", rows, 500)
    .option("--variants <n>", "variants at most, 1–500", rows, 10)
    .action((options: ProcessOptions) => processMap(context, options));
};

async function processMap(context: CliContext, options: ProcessOptions): Promise<void> {
  const { service, from, to, edges, variants } = options;
  checkRows(context, { edges, variants });
  const map = await context.withHouse((house) => house.reports.processMap.map(context.operator, service, { from, to }, { edges, variants }));
  print(context, options, map, { json: toProcessMapType, csv: processMapCsv, text: processMapText });
}
