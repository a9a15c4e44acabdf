import { pageOf } from "../../graphql/connection";
import { toBurdenReportType } from "../../reports/api/burden.type";
import type { CliContext } from "../cli-context";
import { burdenCsv } from "../../printed/csv/burden-csv";
import { burdenText } from "./burden-text";
import { type AddReport, checkRows, filterOf, type FilterOptions, print, rows, withFilter } from "./report-options";

interface BurdenOptions extends FilterOptions {
  readonly first: number;
  readonly after?: string;
}

/** `yusr report burden`. */
export const addBurden: AddReport = (report, context) => {
  withFilter(report.command("burden").description("what services cost people in time, trips, papers, fees and days"))
    .option("--first <n>", "services at most, 1–500", rows, 50)
    .option("--after <cursor>", "go on after this one")
    .action((options: BurdenOptions) => burden(context, options));
};

async function burden(context: CliContext, options: BurdenOptions): Promise<void> {
  const { first, after } = options;
  checkRows(context, { first });
  const outcome = await context.withHouse((house) => house.reports.burden.report(context.operator, filterOf(options), pageOf({ first, after: after ?? null })));
  const made = print(context, options, outcome, { json: toBurdenReportType, csv: burdenCsv, text: burdenText });
  const { pageInfo, edges, totalCount } = toBurdenReportType(made).services;
  if (pageInfo.hasNextPage) context.say(`${String(edges.length)} of ${String(totalCount)} services; go on with --after ${pageInfo.endCursor ?? ""}`);
}
