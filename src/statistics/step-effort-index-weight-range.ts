import type { EffortEvidence, EffortSignal } from "./effort-signal";
import { effortWeightCorners } from "./effort-weight-corners";
import { stepEffortIndex } from "./step-effort-index";

/**
 * Least and greatest Step Effort Index, in points, when each pillar's weight is put up or down by `relative` and the
 * weights are brought back to a sum of 1: how much of the index is judgement. METHODS 5.4.
 *
 * Edge cases: nothing measured → null; one pillar alone → both are the index.
 */
export function stepEffortIndexWeightRange(evidence: EffortEvidence, signals: readonly EffortSignal[], relative = 0.5): { readonly min: number; readonly max: number } | null {
  const indexes = effortWeightCorners(signals, relative).flatMap((corner) => stepEffortIndex(evidence, corner).index ?? []);
  return indexes.length === 0 ? null : { min: Math.min(...indexes), max: Math.max(...indexes) };
}
