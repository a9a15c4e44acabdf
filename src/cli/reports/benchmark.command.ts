import { Option } from "commander";
import { toBenchmarkType } from "../../reports/api/benchmark.type";
import { BenchmarkOf, CaseMix } from "../../reports/domain/benchmark/benchmark-unit";
import { Measure } from "../../reports/domain/measure";
import { Moment } from "../../surveys/domain/moment";
import type { CliContext } from "../cli-context";
import { benchmarkCsv } from "../../printed/csv/benchmark-csv";
import { benchmarkText } from "./benchmark-text";
import { type AddReport, checkRows, filterOf, type FilterOptions, print, rows, withPeriod } from "./report-options";

interface BenchmarkOptions extends FilterOptions {
  readonly of: keyof typeof OF;
  readonly measure: Measure;
  readonly mix: keyof typeof MIXES;
  readonly rows: number;
}

const OF = { agencies: BenchmarkOf.AGENCIES, services: BenchmarkOf.SERVICES } as const;
const MIXES = { channel: CaseMix.CHANNEL, segment: CaseMix.SEGMENT } as const;

/** `yusr report benchmark`. */
export const addBenchmark: AddReport = (report, context) => {
  withPeriod(report.command("benchmark").description("which agencies or services may be compared, how they compare, and why others may not"))
    .addOption(new Option("--of <what>", "what to set side by side").choices(Object.keys(OF)).default("agencies"))
    .addOption(new Option("--measure <measure>", "what the answers are about").choices(Object.keys(Measure)).default("CES"))
    .addOption(new Option("--mix <mix>", "by what the mix of cases is evened out").choices(Object.keys(MIXES)).default("channel"))
    .option("--rows <n>", "agencies or services at most, 1–500", rows, 100)
    .option("--service <name...>", "services, CODE or AGENCY/CODE; without: all")
    .option("--agency <code...>", "agencies; without: all")
    .addOption(new Option("--moment <moment>", "when the answers were given (AFTER_OUTCOME)").choices(Object.keys(Moment)))
    .action((options: BenchmarkOptions) => benchmark(context, options));
};

async function benchmark(context: CliContext, options: BenchmarkOptions): Promise<void> {
  const { of, measure, mix, rows: most } = options;
  checkRows(context, { rows: most });
  const report = await context.withHouse((house) => house.reports.benchmark.compare(context.operator, filterOf(options), { of: OF[of], measure, mix: MIXES[mix], rows: most }));
  print(context, options, report, { json: toBenchmarkType, csv: benchmarkCsv, text: benchmarkText });
}
