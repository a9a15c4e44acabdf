import { absentEstimate } from "./absent-estimate";
import type { Estimate, Unit } from "./estimate";

/** An exact number of things counted; its interval is itself. */
export function countEstimate(n: number): Estimate {
  return exact("COUNT", "COUNT", n, n);
}

/** How many a register lets expect in a period: a year's number spread over its days, so no whole one. Null: no register says. */
export function expectedCount(n: number | null): Estimate {
  if (n === null) return absentEstimate("COUNT", "SUM", "NOT_DECLARED");
  return { unit: "COUNT", value: n, low: null, high: null, confidence: null, n: null, effectiveN: null, method: "SUM", quality: "FULL", suppressed: false, reasons: ["YEAR_SPREAD", "NO_INTERVAL"] };
}

/** An exact total of seconds over `n` durations. */
export function totalSeconds(ms: number, n: number): Estimate {
  return exact("SECONDS", "SUM", ms / 1_000, n);
}

/** An exact total in any unit, over `n` things. */
export function totalOf(unit: Unit, value: number, n: number): Estimate {
  return exact(unit, "SUM", value, n);
}

function exact(unit: Unit, method: "COUNT" | "SUM", value: number, n: number): Estimate {
  return { unit, value, low: value, high: value, confidence: null, n, effectiveN: n, method, quality: "FULL", suppressed: false, reasons: [] };
}

/**
 * A number that is only known to lie between two exact ones (how many reached a stage, from how many reached its steps).
 * Where the two meet it is known.
 */
export function boundedCount(low: number, high: number): Estimate {
  if (low === high) return countEstimate(low);
  const bounds = { value: null, low, high, confidence: null, n: null, effectiveN: null };
  return { unit: "COUNT", ...bounds, method: "BOUNDS", quality: "NONE", suppressed: false, reasons: ["STEPS_OVERLAP"] };
}
