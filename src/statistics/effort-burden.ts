import type { EffortShare, EffortSignal } from "./effort-signal";
import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { wilsonInterval } from "./wilson-interval";

/** One signal as it was measured; shares in [0, 1]. */
export interface EffortBurden {
  /** x/n, and its Wilson interval. */
  readonly share: number;
  readonly shareInterval: Interval;
  /** Share between the goalposts, and its interval: 0 at the lower one, 1 at the upper one and above. */
  readonly burden: number;
  readonly burdenInterval: Interval;
  /** The share is at the upper goalpost or above it: this signal alone is as bad as it can be. */
  readonly saturated: boolean;
  /** Saturated, and surely near it: the lower limit of the share is at 80 % of the upper goalpost at least. */
  readonly redFlag: boolean;
}

const RED_FLAG_FROM = 0.8;

/** Burden of one signal between its goalposts. Not measured (undefined, or n = 0) → null, never 0. METHODS 5.2. */
export function effortBurden({ low, high }: Pick<EffortSignal, "low" | "high">, seen: EffortShare | undefined, confidence = DEFAULT_CONFIDENCE): EffortBurden | null {
  const wilson = seen === undefined ? null : wilsonInterval(seen.x, seen.n, confidence);
  if (seen === undefined || wilson === null) return null;
  const share = seen.x / seen.n;
  // Rounding may put a limit a hair to the wrong side of the share itself.
  const shareInterval = { low: Math.min(wilson.low, share), high: Math.max(wilson.high, share) };
  const between = (value: number): number => Math.min(1, Math.max(0, (value - low) / (high - low)));
  const saturated = share >= high;
  return {
    ...{ share, shareInterval, saturated },
    burden: between(share),
    burdenInterval: { low: between(shareInterval.low), high: between(shareInterval.high) },
    redFlag: saturated && shareInterval.low >= RED_FLAG_FROM * high,
  };
}
