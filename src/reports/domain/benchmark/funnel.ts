import { benjaminiHochberg } from "../../../statistics/benjamini-hochberg";
import { betaBinomialMle } from "../../../statistics/beta-binomial-mle";
import { betaBinomialPosterior } from "../../../statistics/beta-binomial-posterior";
import { expectedRank } from "../../../statistics/expected-rank";
import { funnelLimits } from "../../../statistics/funnel-limits";
import { funnelOverdispersion } from "../../../statistics/funnel-overdispersion";
import type { Interval } from "../../../statistics/interval";
import { normalCdf } from "../../../statistics/normal-cdf";
import { pauleMandel } from "../../../statistics/paule-mandel";
import { probExceeds } from "../../../statistics/prob-exceeds";
import { reliability } from "../../../statistics/reliability";
import type { Estimate } from "../estimate";
import { empiricalBayesEstimate, expectedRankEstimate } from "../peer-estimate";
import { standardisedShareEstimate } from "../standardised-estimate";
import type { Thresholds } from "../thresholds";
import type { Evened } from "./case-mix";

/** Where a unit lies in the funnel. */
export const FunnelPlace = { BELOW_998: "BELOW_998", BELOW_95: "BELOW_95", WITHIN: "WITHIN", ABOVE_95: "ABOVE_95", ABOVE_998: "ABOVE_998" } as const;
export type FunnelPlace = keyof typeof FunnelPlace;

/** What the funnel says about one unit. */
export interface FunnelPoint {
  readonly limits95: Interval;
  readonly limits998: Interval;
  readonly place: FunnelPlace;
  /** Whether it stands out even though so many are looked at: Benjamini–Hochberg at 5 %. */
  readonly standsOut: boolean;
  /** Drawn towards its peers. */
  readonly shrunk: Estimate;
  /** Probability that it is truly above what all have in common. */
  readonly aboveCentre: number;
  /** How far its difference from the others is more than chance, 0–1. */
  readonly reliability: number;
  /** Null: the differences are too unreliable to put anybody in a place. */
  readonly expectedRank: Estimate | null;
}

/** What the comparable units have in common. */
export interface Funnel {
  readonly centre: Estimate;
  /** Mean squared distance from the centre in standard errors, winsorised: about 1 where there is chance only. */
  readonly phi: number;
  /** Variance between units that chance does not explain; the limits are that much wider. */
  readonly tau2: number;
  /** Median reliability: places are told from 0.70 on. */
  readonly reliability: number;
  /** Effective answers that a unit needs to reach that; null where units do not differ. */
  readonly answersNeeded: number | null;
  readonly points: readonly FunnelPoint[];
}

/** The usual bar of the CAHPS surveys. METHODS 2.1. */
const RELIABLE = 0.7;

/** False flags among the flagged, at most: benchmarks are published. METHODS 2.3. */
const FALSE_FLAGS = 0.05;

const LEVELS = [0.95, 0.998];

/** Standardised shares of comparable units in a funnel with over-dispersion, drawn towards each other. METHODS 2.1–2.4. */
export function funnel(units: readonly Evened[], thresholds: Thresholds): Funnel | null {
  const n = units.map(({ share }) => share.effectiveN);
  const p = units.map(({ share }) => share.value);
  const x = p.map((share, i) => share * (n[i] ?? 0));
  const spread = units.length === 0 ? null : funnelOverdispersion(x, n);
  const prior = betaBinomialMle(x, n);
  if (spread === null || prior === null) return null;
  const { p0, phi, tau2, zAdj } = spread;
  const flags = benjaminiHochberg(zAdj.map((z) => Math.min(1, 2 * normalCdf(-Math.abs(z)))), FALSE_FLAGS).flagged;
  const sigma2 = p0 * (1 - p0);
  const between = pauleMandel(p, n.map((one) => sigma2 / one))?.tau2 ?? 0;
  const { reliability: each, median, nForTarget } = reliability(between, sigma2, n, RELIABLE);
  // A prior of nothing but yes, or nothing but no, is no distribution: the shares are what they are.
  const posteriors = x.map((one, i) => betaBinomialPosterior(one, n[i] ?? 0, { alpha: Math.max(prior.alpha, 1e-6), beta: Math.max(prior.beta, 1e-6) }));
  const [means, variances] = [posteriors.map(({ mean }) => mean), posteriors.map(({ sd }) => sd * sd)];
  const ranks = (median ?? 0) >= RELIABLE ? expectedRank(means, variances) : null;
  const points = units.map(({ share }, i) => {
    const [limits95, limits998] = funnelLimits(p0, share.effectiveN, LEVELS, tau2);
    const all = { low: 0, high: 1 };
    const limits = { limits95: limits95 ?? all, limits998: limits998 ?? all };
    const posterior = posteriors[i];
    if (posterior === undefined) throw new RangeError("one posterior for each unit");
    return {
      ...limits,
      place: placeOf(share.value, limits),
      standsOut: flags[i] ?? false,
      shrunk: empiricalBayesEstimate(posterior, share, thresholds),
      aboveCentre: probExceeds(posterior.mean, posterior.sd ** 2, p0),
      reliability: each[i] ?? 0,
      expectedRank: ranks === null ? null : expectedRankEstimate(ranks[i] ?? 0, share, thresholds),
    };
  });
  const total = { value: p0, effectiveN: n.reduce((sum, one) => sum + one, 0), n: units.reduce((sum, { share }) => sum + share.n, 0) };
  return { centre: standardisedShareEstimate(total, thresholds), phi, tau2, reliability: median ?? 0, answersNeeded: nForTarget, points };
}

function placeOf(value: number, { limits95, limits998 }: Pick<FunnelPoint, "limits95" | "limits998">): FunnelPlace {
  if (value < limits998.low) return "BELOW_998";
  if (value < limits95.low) return "BELOW_95";
  if (value > limits998.high) return "ABOVE_998";
  return value > limits95.high ? "ABOVE_95" : "WITHIN";
}
