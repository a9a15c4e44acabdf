import { Option } from "commander";
import { toSatisfactionSeriesType } from "../../reports/api/satisfaction.type";
import { Interval } from "../../reports/domain/interval";
import type { CliContext } from "../cli-context";
import { seriesCsv } from "../report-csv";
import { seriesText } from "../report-text";
import { type AddReport, type PeriodOptions, print, withPeriod } from "./report-options";

interface SeriesOptions extends PeriodOptions {
  readonly service: string;
  readonly interval: keyof typeof INTERVALS;
}

const INTERVALS = { day: Interval.DAY, week: Interval.WEEK, month: Interval.MONTH } as const;

/** `yusr report satisfaction`. */
export const addSatisfaction: AddReport = (report, context) => {
  withPeriod(report.command("satisfaction").description("what people say of a service over time"))
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .addOption(new Option("--interval <interval>", "how the period is cut").choices(Object.keys(INTERVALS)).default("month"))
    .action((options: SeriesOptions) => satisfaction(context, options));
};

async function satisfaction(context: CliContext, options: SeriesOptions): Promise<void> {
  const { service, from, to, interval } = options;
  const series = await context.withHouse((house) => house.reports.satisfaction.named(context.operator, service, { period: { from, to }, interval: INTERVALS[interval] }));
  print(context, options, series, { json: toSatisfactionSeriesType, csv: seriesCsv, text: seriesText });
}
