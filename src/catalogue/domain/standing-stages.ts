import type { StageOutline } from "./procedure-outline";

/** What every service has before its first logged step: finding out, gathering. No log sees it; only people can tell. */
export const BEFORE_APPLYING: StageOutline = { code: "BEFORE_APPLYING", names: { ar: "قبل التقديم", en: "Before applying" } };

/** What every service has after the decision: receiving the result, following up. */
export const AFTER_APPLYING: StageOutline = { code: "AFTER_APPLYING", names: { ar: "بعد إنجاز المعاملة", en: "After the decision" } };

/** The stages with the two that every procedure has, first and last, where they were not written down. */
export function withStandingStages(stages: readonly StageOutline[]): readonly StageOutline[] {
  const missing = (standing: StageOutline): StageOutline[] => (stages.some((stage) => stage.code === standing.code) ? [] : [standing]);
  return [...missing(BEFORE_APPLYING), ...stages, ...missing(AFTER_APPLYING)];
}
