import type { Outcome } from "../../transactions/domain/outcome";
import type { DecisionState } from "./decision";
import type { Moment } from "./moment";
import { outcomeGroup, type Stratum, stratumKey, type StratumRate } from "./sampling";

/** A stratum with its rate and what became of its people. */
export interface AskedStratum extends Stratum {
  readonly rate: number;
  /** People who could be asked, in thirty days, when the rate was set; null: there is none yet. */
  readonly volume: number | null;
  readonly invited: number;
  readonly notSampled: number;
  readonly recentlyAsked: number;
  readonly quotaFull: number;
  readonly optedOut: number;
}

const FIGURES = { INVITED: "invited", NOT_SAMPLED: "notSampled", RECENTLY_ASKED: "recentlyAsked", QUOTA_FULL: "quotaFull", OPTED_OUT: "optedOut" } as const satisfies Partial<Record<DecisionState, keyof AskedStratum>>;

const NONE = { invited: 0, notSampled: 0, recentlyAsked: 0, quotaFull: 0, optedOut: 0 };

/** Every stratum that has a rate, or people: one without a rate asks everybody. */
export function askedStrata(
  rates: readonly StratumRate[],
  counts: readonly { readonly moment: Moment; readonly outcome: Outcome; readonly state: DecisionState; readonly n: number }[],
): readonly AskedStratum[] {
  const strata = new Map<string, AskedStratum>(rates.map(({ moment, outcomeGroup: group, rate, volume }) => [stratumKey({ moment, outcomeGroup: group }), { moment, outcomeGroup: group, rate, volume, ...NONE }]));
  for (const { moment, outcome, state, n } of counts) {
    const group = outcomeGroup(outcome);
    if (group === null || !(state in FIGURES)) continue;
    const figure = FIGURES[state as keyof typeof FIGURES];
    const key = stratumKey({ moment, outcomeGroup: group });
    const stratum = strata.get(key) ?? { moment, outcomeGroup: group, rate: 1, volume: null, ...NONE };
    strata.set(key, { ...stratum, [figure]: stratum[figure] + n });
  }
  return [...strata].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, stratum]) => stratum);
}
