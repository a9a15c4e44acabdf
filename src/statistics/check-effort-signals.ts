import type { EffortSignal } from "./effort-signal";

// Weights are decimals with a few digits: their sum is off 1 by rounding only, or by a mistake.
const ROUNDING = 1e-9;

/**
 * What is wrong with a configuration of the Step Effort Index, or null: weights are above 0 and sum to 1, each signal is
 * named once, and every goalpost above lies above the one below, both in [0, 1]. METHODS 5.3, invariant 9.
 */
export function checkEffortSignals(signals: readonly EffortSignal[]): string | null {
  if (new Set(signals.map(({ name }) => name)).size !== signals.length) return "a signal is named twice";
  const bare = signals.find(({ weight }) => !(weight > 0 && weight <= 1));
  if (bare !== undefined) return `the weight of ${bare.name} is not in (0, 1]`;
  const flat = signals.find(({ low, high }) => !(low >= 0 && low < high && high <= 1));
  if (flat !== undefined) return `the goalposts of ${flat.name} are not 0 ≤ low < high ≤ 1`;
  const sum = signals.reduce((total, { weight }) => total + weight, 0);
  return Math.abs(sum - 1) <= ROUNDING ? null : `the weights sum to ${String(sum)} instead of 1`;
}
