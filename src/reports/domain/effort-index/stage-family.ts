import type { StepKind } from "../../../catalogue/domain/step-kind";
import type { Texts } from "../../../shared/texts";
import type { EffortShare } from "../../../statistics/effort-signal";
import { isReading, mainReading } from "../rank-steps";
import type { EffortIndex } from "./effort-index";
import type { EffortSignalName } from "./effort-policy";
import type { StepEvidence } from "./step-evidence";

/** A stage of a service, of the kind of its first step. */
export interface StageOfKind {
  readonly code: string;
  readonly names: Texts;
  readonly kind: StepKind;
  readonly evidence: StepEvidence;
}

/** What the stages of one kind of all an agency's services show together, told where one service is too small to tell. */
export interface FamilyStage {
  /** Code and names of the service's own stage. */
  readonly code: string;
  readonly names: Texts;
  readonly kind: StepKind;
  /** How many services of the agency have one of this kind, this one among them. */
  readonly services: number;
  /** Of all of them together, never of this service. */
  readonly index: EffortIndex;
}

/**
 * Evidence of stages added up over services. Answers are those to the reading that most of them belong to; a signal that
 * only some services measure counts out of those that do.
 */
export function pooledEvidence(stages: readonly StepEvidence[]): StepEvidence {
  const reading = mainReading(stages.flatMap((stage) => (stage.reading === null ? [] : [{ ...stage.reading, n: stage.shares.DIFFICULTY?.n ?? 0 }]))) ?? null;
  const shares: Partial<Record<EffortSignalName, EffortShare>> = {};
  for (const stage of stages) {
    for (const [name, share] of Object.entries(stage.shares) as [EffortSignalName, EffortShare][]) {
      const other = name === "DIFFICULTY" && (reading === null || stage.reading === null || !isReading(stage.reading, reading));
      if (!other) shares[name] = { x: (shares[name]?.x ?? 0) + share.x, n: (shares[name]?.n ?? 0) + share.n };
    }
  }
  return { shares, declared: new Set(stages.flatMap((stage) => [...stage.declared])), reading };
}
