import { DEFAULT_CONFIDENCE } from "./interval";
import { type TwoProportion, twoProportion } from "./two-proportion";

/** How many of how many say it was easy. */
export interface SaidEasy {
  readonly easy: number;
  readonly n: number;
}

/**
 * Gap between what the agency's staff believe and what people say: staff's share of "easy" less people's, with Newcombe's
 * interval and the pooled test. Above 0: staff think it easier than it is. To be named only where the interval leaves
 * out 0.
 *
 * Edge case: nobody on one side → null. METHODS 9 (b).
 */
export function perceptionGap(staff: SaidEasy, people: SaidEasy, confidence = DEFAULT_CONFIDENCE): TwoProportion | null {
  return twoProportion(staff.easy, staff.n, people.easy, people.n, confidence);
}
