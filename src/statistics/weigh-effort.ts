import type { Interval } from "./interval";

/** The burden of one signal, 0 to 1, and its interval. */
export interface BoundedBurden {
  readonly burden: number;
  readonly burdenInterval: Interval;
}

export interface WeighedEffort {
  /** 0 (easy) to 100 (hard); null where nothing was measured, never 0. */
  readonly index: number | null;
  /** Limits in points; 0 to 100 where nothing was measured. */
  readonly interval: Interval;
  /** Weight of what was measured, 0 to 1. */
  readonly coverage: number;
}

/**
 * Weighted mean of measured burdens in points of 100, with its interval: limits of the parts combined by MOVER with a
 * common correlation ρ, √((1 − ρ)Σd² + ρ(Σd)²) on each side, and what was not measured (weight 1 − coverage) counted as 0
 * below and as 1 above.
 *
 * `weights` are those of the burdens, in their order; with those of what was not measured they sum to 1. None measured →
 * null, 0 to 100. METHODS 5.2; Zou & Donner (2008), Stat Med 27:1693–1702 (MOVER), Manski (1989).
 */
export function weighEffort(burdens: readonly BoundedBurden[], weights: readonly number[], correlation: number): WeighedEffort {
  if (!(correlation >= 0 && correlation <= 1)) throw new RangeError("a common correlation lies in [0, 1]");
  let coverage = 0;
  let measured = 0;
  let below = 0;
  let belowSquares = 0;
  let above = 0;
  let aboveSquares = 0;
  for (let i = 0; i < burdens.length; i += 1) {
    const part = burdens[i];
    const weight = weights[i];
    if (part === undefined || weight === undefined) continue;
    const down = weight * (part.burden - part.burdenInterval.low);
    const up = weight * (part.burdenInterval.high - part.burden);
    coverage += weight;
    measured += weight * part.burden;
    below += down;
    belowSquares += down * down;
    above += up;
    aboveSquares += up * up;
  }
  coverage = Math.min(1, coverage);
  const length = (sum: number, squares: number): number => Math.sqrt((1 - correlation) * squares + correlation * sum * sum);
  return {
    index: coverage === 0 ? null : Math.min(100, (100 * measured) / coverage),
    interval: { low: 100 * Math.max(0, measured - length(below, belowSquares)), high: 100 * Math.min(1, measured + length(above, aboveSquares) + 1 - coverage) },
    coverage,
  };
}
