import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { wilsonInterval } from "./wilson-interval";

/** What became of the transactions that came to a step. */
export interface StepFates {
  readonly entered: number;
  readonly proceeded: number;
  readonly abandoned: number;
}

/** Of those whose fate is known, how many gave up. */
export interface DropOff {
  readonly resolved: number;
  /** Null: no fate is known. */
  readonly dropOff: number | null;
  readonly interval: Interval | null;
  /** 1 − proceeded ÷ entered, which takes everybody in flight for lost: for comparison only. Null: nobody came. */
  readonly naive: number | null;
}

/**
 * Resolved share that gave up at each step, abandoned ÷ (proceeded + abandoned), with its Wilson interval. Those in flight
 * leave the denominator, which favours fast outcomes: for live figures while few are in flight; else
 * `stepCumulativeIncidence`. METHODS 6.6.
 */
export function dropOffFunnel(steps: readonly StepFates[], confidence = DEFAULT_CONFIDENCE): readonly DropOff[] {
  return steps.map(({ entered, proceeded, abandoned }) => {
    const resolved = proceeded + abandoned;
    return {
      resolved,
      dropOff: resolved === 0 ? null : abandoned / resolved,
      interval: wilsonInterval(abandoned, resolved, confidence),
      naive: entered === 0 ? null : 1 - proceeded / entered,
    };
  });
}
