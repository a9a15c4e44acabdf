import type { ProcedureFacts, SegmentRule } from "../../catalogue/domain/service-facts";

/** What the catalogue says about a service, as far as taking in its transactions needs it. */
export interface IntakeRules {
  readonly segments: readonly SegmentRule[];
  /** Published and retired versions, oldest first. */
  readonly procedures: readonly ProcedureFacts[];
  /** Codes of the steps of a version; empty for a version that is not known (any more). */
  stepCodes(procedureId: string): ReadonlySet<string>;
}

/** The rules of a service; looks at each procedure once, however many transactions pass through it. */
export function intakeRules(facts: { readonly segments: readonly SegmentRule[]; readonly procedures: readonly ProcedureFacts[] }): IntakeRules {
  const codes = new Map(facts.procedures.map((procedure) => [procedure.id, new Set(procedure.steps.map((step) => step.code))]));
  const none = new Set<string>();
  return { segments: facts.segments, procedures: facts.procedures, stepCodes: (procedureId) => codes.get(procedureId) ?? none };
}
