/** How far differences between units are differences, and not chance. */
export interface Reliability {
  /** τ²/(τ²+σ²/n) of each unit, 0–1. */
  readonly reliability: readonly number[];
  /** Median over the units: a ranking is published from 0.70 on. */
  readonly median: number | null;
  /** Observations a unit needs to reach the target; null where units do not differ. */
  readonly nForTarget: number | null;
}

/**
 * Reliability of the values of units: variance between them `tau2`, variance of one observation `sigma2`, `n` observations.
 *
 * Needed n = ⌈σ²/τ² · R/(1−R)⌉ for target R. Edge cases: τ² = 0 → all 0, no n suffices; n = 0 → 0; no units → median null.
 * Source: METHODS 2.1 (the usual bar of CAHPS is 0.70); equals the weight B of `normalShrink`.
 */
export function reliability(tau2: number, sigma2: number, n: readonly number[], target: number): Reliability {
  const each = n.map((one) => (tau2 === 0 || one === 0 ? 0 : tau2 / (tau2 + sigma2 / one)));
  const sorted = each.toSorted((a, b) => a - b);
  const [below, above] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return {
    reliability: each,
    median: below === undefined || above === undefined ? null : (below + above) / 2,
    nForTarget: tau2 === 0 ? null : Math.max(0, Math.ceil(((sigma2 / tau2) * target) / (1 - target) - 1e-9)),
  };
}
