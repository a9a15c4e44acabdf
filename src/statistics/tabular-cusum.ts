/** Two running sums that tell a slow drift. */
export interface TabularCusum {
  /** Summed excess over target + allowance; 0 wherever it would be negative. */
  readonly cPlus: readonly number[];
  /** The same below target − allowance. */
  readonly cMinus: readonly number[];
  /** Index of the first value at which either exceeds the decision interval; null: none. */
  readonly firstSignal: number | null;
  /** How many values in a row had `cPlus` above 0 at the signal: the drift began so many before. Null without a signal. */
  readonly nPlusAtSignal: number | null;
  readonly nMinusAtSignal: number | null;
}

/**
 * Tabular CUSUM about a target, with allowance k and decision interval h in the units of the values (usually ½σ and 5σ):
 * C⁺ = max(0, x − (target + k) + C⁺), C⁻ = max(0, (target − k) − x + C⁻).
 *
 * Source: Page (1954); Montgomery 9.1; METHODS 3.2.
 */
export function tabularCusum(values: readonly number[], target: number, k: number, h: number): TabularCusum {
  const [cPlus, cMinus]: [number[], number[]] = [[], []];
  let [plus, minus, nPlus, nMinus] = [0, 0, 0, 0];
  let signal: Omit<TabularCusum, "cPlus" | "cMinus"> = { firstSignal: null, nPlusAtSignal: null, nMinusAtSignal: null };
  for (const [index, value] of values.entries()) {
    plus = Math.max(0, value - (target + k) + plus);
    minus = Math.max(0, target - k - value + minus);
    nPlus = plus > 0 ? nPlus + 1 : 0;
    nMinus = minus > 0 ? nMinus + 1 : 0;
    cPlus.push(plus);
    cMinus.push(minus);
    if (signal.firstSignal === null && (plus > h || minus > h)) signal = { firstSignal: index, nPlusAtSignal: nPlus, nMinusAtSignal: nMinus };
  }
  return { cPlus, cMinus, ...signal };
}
