import { logBucket, logBucketValue } from "../../../statistics/log-bucket";
import type { FatesAt } from "../../../statistics/step-cumulative-incidence";
import { countEstimate } from "../count-estimate";
import type { Estimate } from "../estimate";
import { incidenceEstimate } from "../incidence-estimate";
import { shareEstimate } from "../share-estimate";
import type { Thresholds } from "../thresholds";

/** What became of those who came to a step (METHODS 6.6). */
export interface StepDropOff {
  readonly step: string;
  readonly reached: Estimate;
  readonly proceeded: Estimate;
  readonly abandoned: Estimate;
  /** Reached, and without a fate: still there, failed, or given up while somebody else had the turn. */
  readonly inFlight: Estimate;
  /** Given up ÷ (proceeded + given up): quick to know, biased towards what goes fast. */
  readonly resolved: Estimate;
  /** Given up by the horizon, those in flight counted as long as they were seen; who has left the step counts as gone on. */
  readonly byHorizon: Estimate;
}

export interface FateRow {
  readonly stepCode: string;
  readonly fate: "PROCEEDED" | "ABANDONED";
  readonly buckets: ReadonlyMap<number, number>;
  readonly zeros: number;
}

/** How many came to a step on a local day and have no fate. */
export interface OpenRow {
  readonly stepCode: string;
  readonly day: string;
  readonly n: number;
}

export interface ReachedRow {
  readonly stepCode: string;
  readonly reached: number;
  readonly proceeded: number;
  readonly abandoned: number;
  readonly passages: number;
}

/** How many passages of a step have been left. */
export interface LeftRow {
  readonly stepCode: string | null;
  readonly kind: "SERVICE" | "WAITING" | "WHOLE";
  readonly n: number;
}

const DAY_SECONDS = 86_400;

/**
 * Between two steps a transaction has no fate yet, though it has left: waiting for an office, it would count as lingering
 * in the step before, among the few who do, and make giving up look likelier than it is. So those in flight who have left
 * count as gone on, as quickly as the others did, the latest comers first. How many they are: passages left, less those
 * beyond the first, less those who went on.
 *
 * @param left by the clock
 * @param open those who came more than the horizon ago may stand under any earlier day: they are at risk up to the horizon alike
 */
export function stepDropOffs(
  rows: readonly ReachedRow[],
  fates: readonly FateRow[],
  open: readonly OpenRow[],
  left: readonly LeftRow[],
  { horizonDays, now }: { readonly horizonDays: number; readonly now: Date },
  thresholds: Thresholds,
): readonly StepDropOff[] {
  return rows.map(({ stepCode, reached, proceeded, abandoned, passages }) => {
    const of = <R extends { readonly stepCode: string | null }>(all: readonly R[]): readonly R[] => all.filter((row) => row.stepCode === stepCode);
    const inFlight = reached - proceeded - abandoned;
    const gone = of(left).reduce((sum, { kind, n }) => sum + (kind === "SERVICE" ? n : 0), 0) - (passages - reached) - proceeded;
    const many = inFlight > thresholds.manyUnresolved * reached;
    return {
      step: stepCode,
      reached: countEstimate(reached),
      proceeded: countEstimate(proceeded),
      abandoned: countEstimate(abandoned),
      inFlight: countEstimate(inFlight),
      resolved: shareEstimate(abandoned, proceeded + abandoned, "LOG", thresholds, { reasons: many ? ["MANY_UNRESOLVED"] : [] }),
      byHorizon: incidenceEstimate(fatesAt(of(fates), of(open), Math.max(0, Math.min(gone, inFlight)), now), horizonDays * DAY_SECONDS, thresholds),
    };
  });
}

/** By bucket of the time since coming to the step; those in flight by how long ago the middle of their day was, but for `gone` of them. */
function fatesAt(fates: readonly FateRow[], open: readonly OpenRow[], gone: number, now: Date): readonly FatesAt[] {
  const found = new Map<number, { time: number; proceeded: number; abandoned: number; censored: number }>();
  const at = (key: number): { proceeded: number; abandoned: number; censored: number } => {
    const row = found.get(key) ?? { time: key === -Infinity ? 0 : logBucketValue(key), proceeded: 0, abandoned: 0, censored: 0 };
    found.set(key, row);
    return row;
  };
  for (const { fate, buckets, zeros } of fates) {
    const name = fate === "PROCEEDED" ? "proceeded" : "abandoned";
    if (zeros > 0) at(-Infinity)[name] += zeros;
    for (const [key, n] of buckets) at(key)[name] += n;
  }
  const proceeded = [...found.values()].reduce((sum, row) => sum + row.proceeded, 0);
  if (proceeded === 0) at(-Infinity).proceeded += gone;
  else for (const row of found.values()) row.proceeded *= 1 + gone / proceeded;
  let others = gone;
  for (const { day, n } of open.toSorted((a, b) => (a.day < b.day ? 1 : -1))) {
    const taken = Math.min(others, n);
    others -= taken;
    at(logBucket(Math.max(1, (now.getTime() - Date.parse(`${day}T12:00:00Z`)) / 1_000))).censored += n - taken;
  }
  return [...found.values()];
}
