import { Option } from "commander";
import { pageOf } from "../../graphql/connection";
import { toEffortReportType } from "../../reports/api/effort-report.type";
import { ReportWindow } from "../../reports/domain/effort-index/report-window";
import { figureRows } from "../../reports/domain/figure-rows";
import type { CliContext } from "../cli-context";
import { figuresCsv } from "../../printed/csv/report-csv";
import { effortText } from "../report-text";
import { type AddReport, checkRows, filterOf, type FilterOptions, print, rows, withFilter } from "./report-options";

interface EffortOptions extends FilterOptions {
  readonly first: number;
  readonly after?: string;
  readonly all?: true;
  readonly window: ReportWindow;
}

/** `yusr report effort`. */
export const addEffortReport: AddReport = (report, context) => {
  withFilter(report.command("effort").description("which step of which service costs people the most effort, and how sure that is"))
    .option("--first <n>", "services at most, 1–500", rows, 50)
    .option("--after <cursor>", "go on after this one")
    .addOption(new Option("--window <window>", "AUTO: for each service the shortest of month, quarter and year with enough answers").choices(Object.keys(ReportWindow)).default(ReportWindow.AS_ASKED))
    .option("--all", "every figure in the table, under its name in the API")
    .action((options: EffortOptions) => effort(context, options));
};

async function effort(context: CliContext, options: EffortOptions): Promise<void> {
  const { first, after } = options;
  checkRows(context, { first });
  const wanted = { services: pageOf({ first, after: after ?? null }), steps: [], times: "ALL" as const, window: options.window };
  const outcome = await context.withHouse((house) => house.reports.effort.report(context.operator, filterOf(options), wanted));
  const made = print(context, options, outcome, {
    json: (report) => {
      const { rankings: _, ...answer } = toEffortReportType(report);
      return answer;
    },
    csv: ({ services, freshness }) => figuresCsv(services.rows.flatMap((row) => figureRows(row.effort)), freshness),
    text: (report) => effortText(report, options.all),
  });
  const { pageInfo, edges, totalCount } = toEffortReportType(made).services;
  if (pageInfo.hasNextPage) context.say(`${String(edges.length)} of ${String(totalCount)} services; go on with --after ${pageInfo.endCursor ?? ""}`);
}
