import { Option } from "commander";
import { toRankedStepType, toStepRankingType } from "../../reports/api/step-ranking.type";
import { EffortProfile } from "../../reports/domain/effort-index/effort-policy";
import { isIndexOrder, StepOrder } from "../../reports/domain/step-order";
import { Refusal } from "../../shared/refusal";
import type { CliContext } from "../cli-context";
import { rankingCsv } from "../../printed/csv/report-csv";
import { rankingText } from "../report-text";
import { indexRankingCsv } from "../../printed/csv/effort-index-csv";
import { type AddReport, checkRows, fail, filterOf, type FilterOptions, print, rows, withFilter } from "./report-options";

interface StepsOptions extends FilterOptions {
  readonly order: StepOrder;
  readonly profile?: EffortProfile;
  readonly first: number;
}

/** `yusr report steps`. */
export const addStepRanking: AddReport = (report, context) => {
  withFilter(report.command("steps").description("the steps of all services by one measure, the worst first"))
    .addOption(new Option("--order <measure>", "by which measure").choices(Object.keys(StepOrder)).default(StepOrder.EASE))
    .addOption(new Option("--profile <profile>", "of an order by index: in which profile (the one that most steps can be ranked in)").choices(Object.keys(EffortProfile)))
    .option("--first <n>", "steps at most, 1–500", rows, 50)
    .action((options: StepsOptions) => steps(context, options));
};

async function steps(context: CliContext, options: StepsOptions): Promise<void> {
  const { order, first, profile = null } = options;
  checkRows(context, { first });
  const wanted = { services: { first: 0, after: null }, steps: [{ orderBy: order, profile, first }], times: "ALL" as const };
  const report = await context.withHouse((house) => house.reports.effort.report(context.operator, filterOf(options), wanted));
  if (report instanceof Refusal) return fail(context, report);
  const { freshness, period, moment, flagged, thresholds } = report;
  for (const ranking of report.rankings) {
    print(context, options, ranking, {
      json: () => ({ freshness, period, moment, flagged, thresholds, ranking: toStepRankingType(ranking), steps: ranking.rows.map(toRankedStepType) }),
      csv: () => (isIndexOrder(order) ? indexRankingCsv(ranking, freshness) : rankingCsv(ranking, freshness)),
      text: () => rankingText(report, ranking),
    });
  }
}
