import { betaBinomialMoments } from "./beta-binomial-moments";
import { logGamma } from "./log-gamma";
import { nelderMead } from "./nelder-mead";

/** What is known of a share before its own observations: Beta(α, β). */
export interface BetaPrior {
  readonly alpha: number;
  readonly beta: number;
  /** `MLE`: fitted to the peers. `WEAK`: too few peers to fit, so worth two observations only. */
  readonly fit: "MLE" | "WEAK";
}

/** Fewer peers say too little about how peers differ. */
const FEWEST_PEERS = 8;

/** Strength α+β beyond which peers are the same for every purpose. */
const STRONGEST = 1e7;

/**
 * Prior of a group of peers' shares y/n: the α, β that make the counts likeliest under the beta-binomial distribution.
 *
 * Variant: maximum likelihood in (logit of the mean, log of the strength), started at the moments; `y` may be fractional.
 * Edge cases: fewer than 8 peers, or moments without a beta distribution (k ≤ 0) → weak prior α = 2m, β = 2(1−m), m the
 * pooled share; peers that differ by less than chance → strength at its bound, everyone shrinks to the mean; no
 * observations → null. Sources: METHODS 2.1; R package BayesGOF (gMLE.bb).
 */
export function betaBinomialMle(y: readonly number[], n: readonly number[]): BetaPrior | null {
  const peers = y.flatMap((one, i) => ((n[i] ?? 0) > 0 ? [{ y: one, n: n[i] ?? 0 }] : []));
  const total = peers.reduce((sum, peer) => sum + peer.n, 0);
  if (total === 0) return null;
  const pooled = peers.reduce((sum, peer) => sum + peer.y, 0) / total;
  const moments = betaBinomialMoments(y, n);
  if (peers.length < FEWEST_PEERS || moments === null || moments.alpha === null || moments.beta === null) return { alpha: 2 * pooled, beta: 2 * (1 - pooled), fit: "WEAK" };
  const at = ([logit = 0, log = 0]: readonly number[]): { alpha: number; beta: number } => {
    const mean = 1 / (1 + Math.exp(-logit));
    const strength = Math.min(STRONGEST, Math.exp(log));
    return { alpha: mean * strength, beta: (1 - mean) * strength };
  };
  const unlikely = (parameters: readonly number[]): number => {
    const { alpha, beta } = at(parameters);
    const base = logGamma(alpha) + logGamma(beta) - logGamma(alpha + beta);
    return peers.reduce((sum, peer) => sum + base - logGamma(alpha + peer.y) - logGamma(beta + peer.n - peer.y) + logGamma(alpha + beta + peer.n), 0);
  };
  return { ...at(nelderMead(unlikely, [Math.log(moments.alpha / moments.beta), Math.log(moments.alpha + moments.beta)])), fit: "MLE" };
}
