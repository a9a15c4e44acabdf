import type { Period } from "../../shared/period";
import { absentEstimate } from "./absent-estimate";
import type { Estimate } from "./estimate";

/** What a register says there were in a year, over all channels. */
export interface DeclaredYear {
  readonly year: number;
  readonly n: number;
}

/**
 * How many transactions a register lets expect in a period: its number for each year, spread evenly over the days. For a
 * year that no register knows yet, the latest one before it. Null: no register says.
 */
export function declaredIn(period: Period, years: readonly DeclaredYear[]): number | null {
  if (years.length === 0) return null;
  let expected = 0;
  for (let year = Number(period.from.slice(0, 4)); year <= Number(period.to.slice(0, 4)); year += 1) {
    const [first, next] = [`${String(year)}-01-01`, `${String(year + 1)}-01-01`];
    const days = daysBetween(period.from > first ? period.from : first, period.to < next ? period.to : next);
    if (days <= 0) continue;
    const known = years.filter((declared) => declared.year <= year);
    const latest = known.reduce<number | undefined>((found, declared) => Math.max(found ?? declared.year, declared.year), undefined);
    if (latest === undefined) return null;
    const n = known.filter((declared) => declared.year === latest).reduce((sum, declared) => sum + declared.n, 0);
    expected += (n * days) / daysBetween(first, next);
  }
  return expected;
}

/**
 * Recorded ÷ declared, which may exceed 1: it says whether what is reported is all there is. Neither number is a sample, so
 * it has no interval; what is uncertain is how the year was spread (`YEAR_SPREAD`).
 */
export function coverageEstimate(recorded: number, declared: number | null): Estimate {
  if (declared === null || declared === 0) return absentEstimate("RATIO", "RATIO", "NOT_DECLARED");
  return {
    unit: "RATIO", value: recorded / declared, low: null, high: null, confidence: null, n: recorded, effectiveN: recorded,
    method: "RATIO", quality: "FULL", suppressed: false, reasons: ["YEAR_SPREAD", "NO_INTERVAL"],
  };
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}
