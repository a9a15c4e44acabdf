import type { Estimate, Unit } from "./estimate";

/** The same figure in another unit, of which one is `size` of its own: 86 400 for seconds in days. */
export function scaledEstimate(estimate: Estimate, unit: Unit, size: number): Estimate {
  const scaled = (number: number | null): number | null => (number === null ? null : number / size);
  return { ...estimate, unit, value: scaled(estimate.value), low: scaled(estimate.low), high: scaled(estimate.high) };
}
