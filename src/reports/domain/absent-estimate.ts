import type { Estimate, Method, Reason, Unit } from "./estimate";

/** Reasons under which n is not told: it was not looked up, or it is the small number that must stay hidden. */
const UNTOLD: readonly Reason[] = ["SMALL_CELL", "FILTER_NOT_AVAILABLE", "MONTHS_LEFT_OUT"];

/** No figure, and why. */
export function absentEstimate(unit: Unit, method: Method, reason: Reason): Estimate {
  const n = UNTOLD.includes(reason) ? null : 0;
  const none = { value: null, low: null, high: null, confidence: null, n, effectiveN: n };
  return { unit, ...none, method, quality: "NONE", suppressed: reason === "SMALL_CELL", reasons: [reason] };
}
