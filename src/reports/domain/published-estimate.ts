import type { Estimate, Reason, Unit } from "./estimate";

/** What a procedure says of itself; its interval is itself. */
export function publishedEstimate(unit: Unit, value: number, n: number): Estimate {
  return { unit, value, low: value, high: value, confidence: null, n, effectiveN: n, method: "PUBLISHED", quality: "FULL", suppressed: false, reasons: [] };
}

/** At least so much, because some of it is not said: no figure, but a lower end. */
export function publishedInPart(unit: Unit, low: number, n: number, reason: Reason): Estimate {
  return { unit, value: null, low, high: null, confidence: null, n, effectiveN: n, method: "PUBLISHED", quality: "NONE", suppressed: false, reasons: [reason] };
}
