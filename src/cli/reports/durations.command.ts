import { Option } from "commander";
import { toDurationSeriesType } from "../../reports/api/duration-series.type";
import { Interval } from "../../reports/domain/interval";
import type { CliContext } from "../cli-context";
import { durationsCsv } from "../../printed/csv/durations-csv";
import { durationsText } from "./durations-text";
import { type AddReport, type PeriodOptions, print, withPeriod } from "./report-options";

interface DurationsOptions extends PeriodOptions {
  readonly service: string;
  readonly interval: keyof typeof INTERVALS;
}

const INTERVALS = { day: Interval.DAY, week: Interval.WEEK, month: Interval.MONTH } as const;

/** `yusr report durations`. */
export const addDurations: AddReport = (report, context) => {
  withPeriod(report.command("durations").description("how long a service took over time: by the clock and by the working calendar of its agency"))
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .addOption(new Option("--interval <interval>", "how the period is cut").choices(Object.keys(INTERVALS)).default("month"))
    .action((options: DurationsOptions) => durations(context, options));
};

async function durations(context: CliContext, options: DurationsOptions): Promise<void> {
  const { service, from, to } = options;
  const cut = { period: { from, to }, interval: INTERVALS[options.interval] };
  const series = await context.withHouse((house) => house.reports.durations.named(context.operator, service, cut));
  print(context, options, series, { json: toDurationSeriesType, csv: durationsCsv, text: durationsText });
}
