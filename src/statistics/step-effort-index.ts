import { checkEffortSignals } from "./check-effort-signals";
import { type EffortBurden, effortBurden } from "./effort-burden";
import type { EffortEvidence, EffortSignal } from "./effort-signal";
import { DEFAULT_CONFIDENCE } from "./interval";
import { type WeighedEffort, weighEffort } from "./weigh-effort";

/** One observed signal inside an index. */
export interface EffortPart extends EffortBurden {
  readonly signal: EffortSignal;
  /** Points of the index that come from this signal; they sum to it. */
  readonly contribution: number;
}

export interface StepEffortIndex extends WeighedEffort {
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

/**
 * Step Effort Index: the weighted mean of burden shares, each brought to [0, 1] between two goalposts, in points of 100.
 *
 * Interval: Wilson limits of each share, combined by MOVER with a common correlation; what was not measured may be
 * anything from 0 to 100, so the lower limit counts it as 0 and the upper one as 1. Contributions sum to the index.
 * Edge cases: a signal without evidence is missing, not 0; no evidence → null with 0 to 100; a configuration whose
 * weights do not sum to 1, or whose goalposts are not in order, throws, and so does evidence for an unknown signal.
 * METHODS 5.2 and 5.3.
 */
export function stepEffortIndex(evidence: EffortEvidence, signals: readonly EffortSignal[], confidence = DEFAULT_CONFIDENCE, correlation = DEFAULT_CORRELATION): StepEffortIndex {
  const wrong = checkEffortSignals(signals);
  if (wrong !== null) throw new RangeError(`stepEffortIndex: ${wrong}`);
  const stranger = Object.keys(evidence).find((name) => !signals.some((signal) => signal.name === name));
  if (stranger !== undefined) throw new RangeError(`stepEffortIndex: nobody weighs ${stranger}`);
  const observed = signals.flatMap((signal) => {
    const burden = effortBurden(signal, evidence[signal.name], confidence);
    return burden === null ? [] : [{ signal, ...burden }];
  });
  const weighed = weighEffort(observed, observed.map(({ signal }) => signal.weight), correlation);
  const { coverage } = weighed;
  return {
    ...weighed,
    missingPoints: 100 * (1 - coverage),
    grade: grade(coverage),
    parts: observed.map((part) => ({ ...part, contribution: (100 * part.signal.weight * part.burden) / coverage })),
  };
}

function grade(coverage: number): StepEffortIndex["grade"] {
  if (coverage === 0) return null;
  if (coverage >= 0.8 - ROUNDING) return "A";
  return coverage >= 0.5 - ROUNDING ? "B" : "C";
}
