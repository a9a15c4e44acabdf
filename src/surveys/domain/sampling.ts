import { samplePlan } from "../../statistics/sample-plan";
import { isDecided, type Outcome } from "../../transactions/domain/outcome";
import type { Moment } from "./moment";

/** What people went home with: strata are asked at rates of their own, so that the refused are heard as well as the granted. */
export const OutcomeGroup = { IN_FLIGHT: "IN_FLIGHT", GRANTED: "GRANTED", REFUSED: "REFUSED", GIVEN_UP: "GIVEN_UP" } as const;
export type OutcomeGroup = keyof typeof OutcomeGroup;

/** People of a service who are asked at one rate. */
export interface Stratum {
  readonly moment: Moment;
  readonly outcomeGroup: OutcomeGroup;
}

/** The group of an outcome. Null: a technical failure, about which nobody is asked. */
export function outcomeGroup(outcome: Outcome): OutcomeGroup | null {
  if (outcome === "IN_FLIGHT") return "IN_FLIGHT";
  if (isDecided(outcome)) return outcome === "GRANTED" || outcome === "PARTLY_GRANTED" ? "GRANTED" : "REFUSED";
  return outcome === "FAILED" ? null : "GIVEN_UP";
}

/** What a stratum is called in a map. */
export function stratumKey({ moment, outcomeGroup: group }: Stratum): string {
  return `${moment}/${group}`;
}

/** Fewer transactions in a month than this: everybody is asked (METHODS 8). */
export const SMALL_SERVICE = 500;
/** Days of a month, for rates. */
export const RATE_DAYS = 30;
/** The share of those asked who are expected to answer, while a service says nothing better. */
export const EXPECTED_RESPONSE = 0.2;
/** The margin that a month's figures are planned for: ± 5 points. */
export const PLANNED_MARGIN = 0.05;

/** Invitations of a service and month where the office set none: what ± 5 points take, at the expected rate of response. */
export const DEFAULT_QUOTA = samplePlan({ populationSize: Number.POSITIVE_INFINITY, margin: PLANNED_MARGIN, designEffect: 1, responseRate: EXPECTED_RESPONSE }).invitations;

/** People of a stratum who could have been asked, counted over some days. */
export interface StratumVolume extends Stratum {
  readonly n: number;
}

/** A stratum with the share that is asked. */
export interface StratumRate extends Stratum {
  /** In (0, 1]. */
  readonly rate: number;
  /** In thirty days. */
  readonly volume: number;
}

/**
 * The rates of a service's strata. A small service asks everybody. Else each stratum has an equal part of the quota; what
 * a small one does not need goes to the others; and whoever has more people than its part asks that share of them:
 * min(1, part ÷ volume).
 *
 * @param counted over `days` days, which are projected to thirty
 * @param quota invitations of a month, above 0
 */
export function samplingRates(counted: readonly StratumVolume[], days: number, quota: number): readonly StratumRate[] {
  const volumes = counted.filter(({ n }) => n > 0).map(({ n, ...stratum }) => ({ ...stratum, volume: (n * RATE_DAYS) / days }));
  const total = volumes.reduce((sum, { volume }) => sum + volume, 0);
  if (total < SMALL_SERVICE && total <= quota) return volumes.map((stratum) => ({ ...stratum, rate: 1 }));
  const rates = new Map<string, number>();
  let left = quota;
  const bySize = [...volumes].sort((a, b) => a.volume - b.volume);
  for (const [i, stratum] of bySize.entries()) {
    const part = Math.min(left / (bySize.length - i), stratum.volume);
    rates.set(stratumKey(stratum), part / stratum.volume);
    left -= part;
  }
  return volumes.map((stratum) => ({ ...stratum, rate: Math.min(1, rates.get(stratumKey(stratum)) ?? 1) }));
}
