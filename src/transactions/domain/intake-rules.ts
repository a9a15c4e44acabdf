import type { ProcedureFacts, SegmentRule, ServiceFacts } from "../../catalogue/domain/service-facts";

/** What the catalogue says about a service, as far as taking in its transactions needs it. */
export interface IntakeRules {
  readonly segments: readonly SegmentRule[];
  /** Published and retired versions, oldest first. */
  readonly procedures: readonly ProcedureFacts[];
  /** The newest revision of the agency's calendar that is known. */
  readonly calendarRevision: number;
  /** Id of the first transaction that may still be told whom it is for; of earlier ones that is forgotten. */
  readonly firstNamed: string;
  /** Codes of the steps of a version; empty for a version that is not known (any more). */
  stepCodes(procedureId: string): ReadonlySet<string>;
}

/** The rules of a service; looks at each procedure once, however many transactions pass through it. */
export function intakeRules(facts: Pick<ServiceFacts, "segments" | "procedures" | "calendarRevision">, firstNamed = ""): IntakeRules {
  const codes = new Map(facts.procedures.map((procedure) => [procedure.id, new Set(procedure.steps.map((step) => step.code))]));
  const none = new Set<string>();
  const { segments, procedures, calendarRevision } = facts;
  return { segments, procedures, calendarRevision, firstNamed, stepCodes: (procedureId) => codes.get(procedureId) ?? none };
}
