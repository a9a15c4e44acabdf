import type { BetaPosterior } from "../../statistics/beta-binomial-posterior";
import { betaQuantile } from "../../statistics/beta-quantile";
import { type Estimate, qualityOf, sampled } from "./estimate";
import type { Thresholds } from "./thresholds";

/** How many stand behind a figure, and how many that is worth. */
interface Behind {
  readonly n: number;
  readonly effectiveN: number;
}

/** A share drawn towards its peers', with the central interval of its posterior. */
export function empiricalBayesEstimate({ mean, alpha, beta }: BetaPosterior, { n, effectiveN }: Behind, thresholds: Thresholds): Estimate {
  const tail = (1 - thresholds.confidence) / 2;
  const figure = { unit: "SHARE", method: "EMPIRICAL_BAYES", value: mean, low: betaQuantile(tail, alpha, beta), high: betaQuantile(1 - tail, alpha, beta), n } as const;
  return { ...sampled(figure, thresholds), effectiveN, quality: qualityOf(effectiveN, thresholds) };
}

/** An expected rank; it has no interval, because it already says how far the places can be told apart. */
export function expectedRankEstimate(rank: number, { n, effectiveN }: Behind, thresholds: Thresholds): Estimate {
  const figure = { unit: "RANK", method: "EXPECTED_RANK", value: rank, low: null, high: null, n } as const;
  return { ...sampled(figure, thresholds, ["NO_INTERVAL"]), effectiveN, quality: qualityOf(effectiveN, thresholds) };
}
