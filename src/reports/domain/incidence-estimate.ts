import { type FatesAt, stepCumulativeIncidence } from "../../statistics/step-cumulative-incidence";
import { wilsonInterval } from "../../statistics/wilson-interval";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, qualityOf, type Reason } from "./estimate";
import type { Thresholds } from "./thresholds";

/**
 * Share of those who came to a step that has given up there by the horizon: Aalen–Johansen, proceeding competing, those in
 * flight counted as long as they were seen (METHODS 6.6 b). Its interval is Wilson's on the effective number, F(1−F) ÷ Var F:
 * without anybody in flight, the Wilson interval of the plain share. Where nobody was watched up to the horizon, the share
 * still open at the last look widens it upwards (`IMMATURE`); more than `manyUnresolved`, and there is no figure.
 *
 * @param fates by time since coming to the step, in order or not; half of those last seen in an interval are at risk in it
 * @param horizon in the unit of the times
 */
export function incidenceEstimate(fates: readonly FatesAt[], horizon: number, thresholds: Thresholds): Estimate {
  const count = (of: (row: FatesAt) => number): number => fates.reduce((sum, row) => sum + of(row), 0);
  const resolvedBy = count((row) => (row.time <= horizon ? row.proceeded + row.abandoned : 0));
  const beyond = count((row) => (row.time > horizon ? row.proceeded + row.abandoned + row.censored : 0));
  // Parts of a transaction come from sharing out; together they are whole.
  const reached = Math.round(count((row) => row.proceeded + row.abandoned + row.censored));
  if (reached === 0) return absentEstimate("SHARE", "AALEN_JOHANSEN", "NO_DATA");
  const last = stepCumulativeIncidence(fates, "MIDWAY").findLast(({ time }) => time <= horizon);
  // Nobody is left to watch before the horizon. What became of those not resolved is not known: some of them may give up.
  const unknown = beyond === 0 ? (last?.inFlight ?? 1) : 0;
  if (unknown > thresholds.manyUnresolved) return { ...absentEstimate("SHARE", "AALEN_JOHANSEN", "IMMATURE"), n: reached };
  const value = last?.abandon ?? 0;
  const variance = last?.abandonVariance ?? 0;
  const effectiveN = variance > 1e-15 ? Math.min(reached, (value * (1 - value)) / variance) : resolvedBy + beyond;
  const interval = wilsonInterval(Math.min(effectiveN, value * effectiveN), effectiveN, thresholds.confidence);
  const reasons: readonly Reason[] = [...(unknown > 1e-9 ? (["IMMATURE"] as const) : []), ...(effectiveN < thresholds.minimumCell ? (["FEW_OBSERVATIONS"] as const) : [])];
  return {
    unit: "SHARE",
    method: "AALEN_JOHANSEN",
    value,
    low: interval?.low ?? null,
    high: interval === null ? null : Math.min(1, interval.high + unknown),
    confidence: thresholds.confidence,
    n: reached,
    effectiveN,
    quality: qualityOf(effectiveN, thresholds),
    suppressed: false,
    reasons,
  };
}
