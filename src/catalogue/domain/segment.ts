import { Refusal } from "../../shared/refusal";
import type { Texts } from "../../shared/texts";
import { checkCode } from "./code";
import { checkNames } from "./names";
import type { SegmentRule } from "./service-facts";

/** Segments are a key of the tallies: their number multiplies what every report reads. */
export const MOST_SEGMENTS = 12;

/** A class of transactions that a portal can tell apart. */
export interface Segment extends SegmentRule {
  readonly names: Texts;
}

/**
 * Everything that is wrong with a list of segments; empty: nothing. `known` are all that the service ever had. A code
 * keeps its rule for ever, also after it was taken from the list: transactions carry it, and a line in a report must not
 * change its meaning half-way. Paths start at the list.
 *
 * Codes: `TOO_MANY_SEGMENTS`, `INVALID_CODE`, `SEGMENT_REPEATED`, `TEXT_REQUIRED` (and the other text codes), `SEGMENT_RULE_FIXED`.
 */
export function checkSegments(segments: readonly Segment[], known: readonly SegmentRule[]): readonly Refusal[] {
  if (segments.length > MOST_SEGMENTS) return [new Refusal("TOO_MANY_SEGMENTS", `A service has at most ${String(MOST_SEGMENTS)} segments.`)];
  const rules = new Map(known.map((rule) => [rule.code, rule]));
  return segments.flatMap((segment, i) => {
    const problems = [checkCode(segment.code, [i, "code"]), checkNames(segment.names, [i, "names"])];
    if (segments.findIndex((other) => other.code === segment.code) < i) {
      problems.push(new Refusal("SEGMENT_REPEATED", "An earlier segment of the list has this code.", [i, "code"]));
    }
    const rule = rules.get(segment.code);
    if (rule !== undefined && !sameRule(rule, segment)) {
      problems.push(new Refusal("SEGMENT_RULE_FIXED", "This code already stands for another rule, and transactions carry it: give the new rule a new code.", [i]));
    }
    return problems.filter((problem) => problem !== undefined);
  });
}

function sameRule(a: SegmentRule, b: SegmentRule): boolean {
  return a.beneficiary === b.beneficiary && a.actedBy === b.actedBy && a.firstTime === b.firstTime;
}
