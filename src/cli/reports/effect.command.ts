import { Option } from "commander";
import { toChangeEffectType } from "../../improvement/api/change-effect.type";
import { Interval } from "../../reports/domain/interval";
import type { CliContext } from "../cli-context";
import { effectCsv } from "../../printed/csv/effect-csv";
import { effectText } from "./effect-text";
import { type AddReport, type PeriodOptions, print, withPeriod } from "./report-options";

interface EffectOptions extends PeriodOptions {
  readonly service: string;
  readonly change: string;
  readonly comparison?: string;
  readonly comparisonStep?: string;
  readonly interval: keyof typeof INTERVALS;
}

const INTERVALS = { day: Interval.DAY, week: Interval.WEEK, month: Interval.MONTH } as const;

/** `yusr report effect`: did it work? */
export const addEffect: AddReport = (report, context) => {
  withPeriod(report.command("effect").description("what came of a change that was written down with `yusr change record`"))
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .requiredOption("--change <id>", "as `yusr change list` shows it")
    .option("--comparison <name>", "a service that was not touched, to compare with")
    .option("--comparison-step <code>", "its step, where the change is one of a step")
    .addOption(new Option("--interval <interval>", "how the period is cut").choices(Object.keys(INTERVALS)).default("month"))
    .action((options: EffectOptions) => effect(context, options));
};

async function effect(context: CliContext, options: EffectOptions): Promise<void> {
  const { service, change, from, to, interval, comparison, comparisonStep } = options;
  const compared = comparison === undefined ? null : { service: comparison, step: comparisonStep ?? null };
  const found = await context.withHouse((house) => house.improvement.effect.read(context.operator, { service, change, comparison: compared, period: { from, to }, interval: INTERVALS[interval] }));
  print(context, options, found, { json: toChangeEffectType, csv: effectCsv, text: effectText });
}
