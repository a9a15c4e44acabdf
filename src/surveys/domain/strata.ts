import type { Outcome } from "../../transactions/domain/outcome";
import type { Moment } from "./moment";
import { outcomeGroup, stratumKey, type StratumVolume } from "./sampling";

/** People by moment and outcome. */
interface Counted {
  readonly moment: Moment;
  readonly outcome: Outcome;
  readonly n: number;
}

/** The strata that people were counted in, with how many. */
export function strataOf(counts: readonly Counted[]): readonly StratumVolume[] {
  const strata = new Map<string, StratumVolume>();
  for (const { moment, outcome, n } of counts) {
    const group = outcomeGroup(outcome);
    if (group === null) continue;
    const key = stratumKey({ moment, outcomeGroup: group });
    strata.set(key, { moment, outcomeGroup: group, n: n + (strata.get(key)?.n ?? 0) });
  }
  return [...strata.values()];
}
