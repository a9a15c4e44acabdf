import { checkEffortSignals } from "./check-effort-signals";
import { correlatedLength } from "./correlated-length";
import type { EffortEvidence, EffortSignal } from "./effort-signal";
import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { wilsonInterval } from "./wilson-interval";

/** One observed signal inside an index; shares of burden in [0, 1], `contribution` in points. */
export interface EffortPart {
  readonly signal: EffortSignal;
  /** x/n as measured, and its Wilson interval. */
  readonly share: number;
  readonly shareInterval: Interval;
  /** Share between the goalposts, and its interval: 0 at the lower one, 1 at the upper one and above. */
  readonly burden: number;
  readonly burdenInterval: Interval;
  /** The share is at the upper goalpost or above it: this signal alone is as bad as it can be. */
  readonly saturated: boolean;
  /** Saturated, and surely near it: the lower limit of the share is at 80 % of the upper goalpost at least. */
  readonly redFlag: boolean;
  /** Points of the index that come from this signal; they sum to it. */
  readonly contribution: number;
}

export interface StepEffortIndex {
  /** 0 (easy) to 100 (hard); null where nothing was measured, never 0. */
  readonly index: number | null;
  /** Limits in points; 0 to 100 where nothing was measured. */
  readonly interval: Interval;
  /** Weight of what was measured, 0 to 1. */
  readonly coverage: number;
  /** Points of the interval's width that come from what was not measured. */
  readonly missingPoints: number;
  readonly grade: "A" | "B" | "C" | null;
  /** What was measured, in the order of the signals. */
  readonly parts: readonly EffortPart[];
}

/** How alike signals of one step move: the upper end of the r = .3–.5 that Sauro & Kindlund report. */
export const DEFAULT_CORRELATION = 0.5;

// A grade is not lost to the last bit of a sum of decimals.
const ROUNDING = 1e-9;
const RED_FLAG_FROM = 0.8;

/**
 * Step Effort Index: the weighted mean of burden shares, each brought to [0, 1] between two goalposts, in points of 100.
 *
 * Interval: Wilson limits of each share, combined by MOVER with a common correlation; what was not measured may be
 * anything from 0 to 100, so the lower limit counts it as 0 and the upper one as 1. Contributions sum to the index.
 * Edge cases: a signal without evidence is missing, not 0; no evidence → null with 0 to 100; a configuration whose
 * weights do not sum to 1, or whose goalposts are not in order, throws, and so does evidence for an unknown signal.
 * METHODS 5.2 and 5.3; Zou & Donner (2008) for MOVER, Manski (1989) for the bounds.
 */
export function stepEffortIndex(evidence: EffortEvidence, signals: readonly EffortSignal[], confidence = DEFAULT_CONFIDENCE, correlation = DEFAULT_CORRELATION): StepEffortIndex {
  const wrong = checkEffortSignals(signals);
  if (wrong !== null) throw new RangeError(`stepEffortIndex: ${wrong}`);
  const stranger = Object.keys(evidence).find((name) => !signals.some((signal) => signal.name === name));
  if (stranger !== undefined) throw new RangeError(`stepEffortIndex: nobody weighs ${stranger}`);
  const bare = signals.flatMap((signal) => partOf(signal, evidence, confidence));
  const coverage = Math.min(1, bare.reduce((sum, { signal }) => sum + signal.weight, 0));
  const measured = bare.reduce((sum, { signal, burden }) => sum + signal.weight * burden, 0);
  const missing = 1 - coverage;
  const below = correlatedLength(bare.map(({ signal, burden, burdenInterval }) => signal.weight * (burden - burdenInterval.low)), correlation);
  const above = correlatedLength(bare.map(({ signal, burden, burdenInterval }) => signal.weight * (burdenInterval.high - burden)), correlation);
  return {
    index: coverage === 0 ? null : Math.min(100, (100 * measured) / coverage),
    interval: { low: 100 * Math.max(0, measured - below), high: 100 * Math.min(1, measured + above + missing) },
    coverage,
    missingPoints: 100 * missing,
    grade: grade(coverage),
    parts: bare.map((part) => ({ ...part, contribution: (100 * part.signal.weight * part.burden) / coverage })),
  };
}

function partOf(signal: EffortSignal, evidence: EffortEvidence, confidence: number): Omit<EffortPart, "contribution">[] {
  const seen = evidence[signal.name];
  const wilson = seen === undefined ? null : wilsonInterval(seen.x, seen.n, confidence);
  if (seen === undefined || wilson === null) return [];
  const share = seen.x / seen.n;
  // At 0 and n the limits are exact; elsewhere rounding may put one a hair to the wrong side of the share itself.
  const shareInterval = { low: Math.min(wilson.low, share), high: Math.max(wilson.high, share) };
  const between = (value: number): number => Math.min(1, Math.max(0, (value - signal.low) / (signal.high - signal.low)));
  const saturated = share >= signal.high;
  return [
    {
      ...{ signal, share, shareInterval, saturated },
      burden: between(share),
      burdenInterval: { low: between(shareInterval.low), high: between(shareInterval.high) },
      redFlag: saturated && shareInterval.low >= RED_FLAG_FROM * signal.high,
    },
  ];
}

function grade(coverage: number): StepEffortIndex["grade"] {
  if (coverage === 0) return null;
  if (coverage >= 0.8 - ROUNDING) return "A";
  return coverage >= 0.5 - ROUNDING ? "B" : "C";
}
