import { DEFAULT_CONFIDENCE } from "./interval";
import { sampleSizeProportion } from "./sample-size-proportion";

/** What is asked of a sample. */
export interface SampleAim {
  readonly populationSize: number;
  /** Half the width of the interval, as a share. */
  readonly margin: number;
  /** How many times more answers weighting will cost (Kish). */
  readonly designEffect: number;
  /** Share of those invited who will answer, in (0, 1]. */
  readonly responseRate: number;
  readonly share?: number;
  readonly confidence?: number;
}

/** How many to invite, and how many answers that should bring. */
export interface SamplePlan {
  /** Without the correction for a finite population and without the design effect. */
  readonly base: number;
  readonly completes: number;
  readonly invitations: number;
}

/**
 * How many answers and invitations a margin takes: Cochran's size times the design effect, corrected for a finite
 * population, n ÷ (1 + (n − 1)/N), over the expected rate of response; both rounded up. The correction is right only where
 * exactly these N are described, not where periods are compared.
 *
 * Edge case: an empty population → 0. Source: Cochran (1977). METHODS 8.
 */
export function samplePlan({ populationSize, margin, designEffect, responseRate, share = 0.5, confidence = DEFAULT_CONFIDENCE }: SampleAim): SamplePlan {
  const base = sampleSizeProportion(share, margin, confidence);
  const needed = base * designEffect;
  const completes = populationSize === 0 ? 0 : Math.ceil(needed / (1 + (needed - 1) / populationSize));
  return { base, completes, invitations: Math.ceil(completes / responseRate) };
}
