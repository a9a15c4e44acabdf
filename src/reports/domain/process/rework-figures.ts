import { rework, type Rework } from "../../../statistics/rework";
import { caseMeanEstimate } from "../case-mean-estimate";
import { countEstimate } from "../count-estimate";
import type { Estimate } from "../estimate";
import { shareEstimate } from "../share-estimate";
import type { Thresholds } from "../thresholds";

/** One way in which transactions go over the same ground again. */
export interface Repetition {
  /** Transactions that did, and their share. */
  readonly transactions: Estimate;
  readonly share: Estimate;
  /** Events of it, and how many to each transaction, also to those that had none. */
  readonly events: Estimate;
  readonly eventsPerTransaction: Estimate;
}

/** How much of what happened happened again (METHODS 6.3). */
export interface ReworkFigures {
  /** Passages beyond the first of each step: `selfLoops` and `repeats` together. */
  readonly rework: Repetition;
  /** A step again at once. */
  readonly selfLoops: Repetition;
  /** A step again after another. */
  readonly repeats: Repetition;
  /** x, y, x: to and fro between two steps. */
  readonly pingPong: Repetition;
}

const ANY_NUMBER = { unit: "RATIO", min: 0, max: Infinity } as const;

/** From every path, each looked at once and weighted by its count. */
export function reworkFigures(paths: readonly { readonly steps: readonly string[]; readonly n: number }[], thresholds: Thresholds): ReworkFigures {
  const all = paths.map(({ steps, n }) => ({ n, ...rework(steps) }));
  const cases = all.reduce((sum, { n }) => sum + n, 0);
  const repetition = (of: (one: Rework) => number): Repetition => {
    const again = all.reduce((sum, one) => sum + (of(one) > 0 ? one.n : 0), 0);
    return {
      transactions: countEstimate(again),
      share: shareEstimate(again, cases, "LOG", thresholds),
      events: countEstimate(all.reduce((sum, one) => sum + one.n * of(one), 0)),
      eventsPerTransaction: caseMeanEstimate(all.map((one) => ({ count: one.n, value: of(one) })), ANY_NUMBER, thresholds),
    };
  };
  return {
    rework: repetition((one) => one.rework),
    selfLoops: repetition((one) => one.selfLoops),
    repeats: repetition((one) => one.repeats),
    pingPong: repetition((one) => one.pingPong),
  };
}
