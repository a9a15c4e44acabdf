import { Option } from "commander";
import { toPooledSatisfactionType } from "../../reports/api/pooled-satisfaction.type";
import { toSatisfactionSeriesType } from "../../reports/api/satisfaction.type";
import { Interval } from "../../reports/domain/interval";
import type { CliContext } from "../cli-context";
import { type AddReport, flaggedOf, type PeriodOptions, print, withFlagged, withPeriod } from "./report-options";
import { pooledCsv, seriesCsv } from "../../printed/csv/satisfaction-csv";
import { pooledText, seriesText } from "./satisfaction-text";

interface SeriesOptions extends PeriodOptions {
  readonly service?: string;
  readonly agency?: string;
  readonly interval: keyof typeof INTERVALS;
}

const INTERVALS = { day: Interval.DAY, week: Interval.WEEK, month: Interval.MONTH } as const;

/** `yusr report satisfaction`. */
export const addSatisfaction: AddReport = (report, context) => {
  withFlagged(withPeriod(report.command("satisfaction").description("what people say over time: of a service, of an agency, or of the country")))
    .addOption(new Option("--service <name>", "CODE or AGENCY/CODE").conflicts("agency"))
    .option("--agency <code>", "all services of an agency together; without both: of the country")
    .addOption(new Option("--interval <interval>", "how the period is cut").choices(Object.keys(INTERVALS)).default("month"))
    .action((options: SeriesOptions) => satisfaction(context, options));
};

async function satisfaction(context: CliContext, options: SeriesOptions): Promise<void> {
  const { service, agency, from, to } = options;
  const cut = { period: { from, to }, interval: INTERVALS[options.interval], flagged: flaggedOf(options) };
  if (service === undefined) {
    const pooled = await context.withHouse((house) => house.reports.pooledSatisfaction.read(context.operator, agency ?? null, cut));
    print(context, options, pooled, { json: toPooledSatisfactionType, csv: pooledCsv, text: pooledText });
    return;
  }
  const series = await context.withHouse((house) => house.reports.satisfaction.named(context.operator, service, cut));
  print(context, options, series, { json: toSatisfactionSeriesType, csv: seriesCsv, text: seriesText });
}
