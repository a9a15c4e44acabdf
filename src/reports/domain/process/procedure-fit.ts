import type { ProcedureFacts, ServiceFacts } from "../../../catalogue/domain/service-facts";
import { AFTER_APPLYING, BEFORE_APPLYING } from "../../../catalogue/domain/standing-stages";
import type { PlannedStep } from "../../../statistics/align-sequence";
import { procedureFitness } from "../../../statistics/procedure-fitness";
import { absentEstimate } from "../absent-estimate";
import { caseMeanEstimate } from "../case-mean-estimate";
import { caseRatioEstimate } from "../case-ratio-estimate";
import { countEstimate } from "../count-estimate";
import type { Estimate, Reason } from "../estimate";
import { shareEstimate } from "../share-estimate";
import type { Thresholds } from "../thresholds";
import type { PathCount } from "./path-counts";

/** How far transactions kept to the version of the procedure they ran under (METHODS 6.4). */
export interface ProcedureFit {
  /** Mean fitness of a transaction: 1 − its deviations ÷ the most there could be. */
  readonly average: Estimate;
  /** 1 − all deviations ÷ the most there could be: a long transaction counts more. */
  readonly log: Estimate;
  /** Transactions without any deviation. */
  readonly fitting: Estimate;
  /** Transactions left out because their version is the one every service starts on, which describes nobody's work. */
  readonly notCompared: Estimate;
  /** The steps that deviate, those with most deviations first. */
  readonly deviations: readonly StepDeviation[];
}

/** Where transactions leave the procedure. */
export interface StepDeviation {
  readonly step: string;
  /** Transactions that passed it where the procedure has it not (again, at another place, or not in it at all), and their share. */
  readonly extra: Estimate;
  readonly extraShare: Estimate;
  /** Passages of that sort. */
  readonly extraPassages: Estimate;
  /** Transactions that never passed it at its place, though it is not optional, and their share. */
  readonly skipped: Estimate;
  readonly skippedShare: Estimate;
}

const SHARE = { unit: "SHARE", min: 0, max: 1 } as const;
const STANDING: readonly string[] = [BEFORE_APPLYING.code, AFTER_APPLYING.code];

/**
 * Fitness of every path to its own version, each computed once and weighted by its count. Steps before applying and after
 * the decision, which no portal sees, are no part of what is compared. A transaction still under way, or given up, has not
 * passed what was still to come: where more than `manyUnresolved` are under way the figures say `MANY_UNRESOLVED`.
 */
export function procedureFit(service: ServiceFacts, paths: readonly PathCount[], inFlightShare: number, thresholds: Thresholds): ProcedureFit {
  const plans = new Map(service.procedures.filter(({ standard }) => !standard).map((procedure) => [procedure.id, planOf(procedure)]));
  const fits = paths.flatMap(({ procedureId, steps, n }) => {
    const plan = plans.get(procedureId);
    return plan === undefined ? [] : [{ n, ...procedureFitness(steps, plan) }];
  });
  const compared = fits.reduce((sum, { n }) => sum + n, 0);
  const all = paths.reduce((sum, { n }) => sum + n, 0);
  const notCompared = countEstimate(all - compared);
  if (compared === 0) {
    const none = (method: "T" | "RATIO_T" | "WILSON"): Estimate => absentEstimate("SHARE", method, all > 0 ? "NO_PROCEDURE" : "NO_DATA");
    return { average: none("T"), log: none("RATIO_T"), fitting: none("WILSON"), notCompared, deviations: [] };
  }
  const reasons: readonly Reason[] = inFlightShare > thresholds.manyUnresolved ? ["MANY_UNRESOLVED"] : [];
  return {
    average: caseMeanEstimate(fits.map(({ n, fitness }) => ({ count: n, value: fitness })), SHARE, thresholds, reasons),
    log: caseRatioEstimate(fits.map(({ n, cost, worst }) => ({ count: n, part: cost, whole: worst })), thresholds, reasons),
    fitting: shareEstimate(fits.reduce((sum, { n, cost }) => sum + (cost === 0 ? n : 0), 0), compared, "LOG", thresholds, { reasons }),
    notCompared,
    deviations: deviations(fits, compared, thresholds),
  };
}

function planOf({ stages, steps }: ProcedureFacts): readonly PlannedStep[] {
  const stageAt = new Map(stages.map(({ code, position }) => [code, position]));
  return steps
    .filter(({ stageCode }) => !STANDING.includes(stageCode))
    .sort((a, b) => (stageAt.get(a.stageCode) ?? 0) - (stageAt.get(b.stageCode) ?? 0) || a.position - b.position)
    .map(({ code, optional }) => ({ step: code, optional }));
}

interface Moves {
  extra: number;
  extraPassages: number;
  skipped: number;
}

function deviations(fits: readonly { readonly n: number; readonly extra: readonly string[]; readonly skipped: readonly string[] }[], compared: number, thresholds: Thresholds): readonly StepDeviation[] {
  const found = new Map<string, Moves>();
  const at = (step: string): Moves => {
    const moves = found.get(step) ?? { extra: 0, extraPassages: 0, skipped: 0 };
    found.set(step, moves);
    return moves;
  };
  for (const { n, extra, skipped } of fits) {
    for (const step of new Set(extra)) at(step).extra += n;
    for (const step of extra) at(step).extraPassages += n;
    for (const step of new Set(skipped)) at(step).skipped += n;
  }
  return [...found]
    .sort(([a, x], [b, y]) => y.extra + y.skipped - x.extra - x.skipped || (a < b ? -1 : 1))
    .map(([step, { extra, extraPassages, skipped }]) => ({
      step,
      extra: countEstimate(extra),
      extraShare: shareEstimate(extra, compared, "LOG", thresholds),
      extraPassages: countEstimate(extraPassages),
      skipped: countEstimate(skipped),
      skippedShare: shareEstimate(skipped, compared, "LOG", thresholds),
    }));
}
