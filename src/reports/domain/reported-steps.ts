import type { Automation } from "../../catalogue/domain/automation";
import type { ProcedureFacts, ServiceFacts, StageFacts, StepFacts } from "../../catalogue/domain/service-facts";
import { AFTER_APPLYING, BEFORE_APPLYING } from "../../catalogue/domain/standing-stages";
import type { StepKind } from "../../catalogue/domain/step-kind";
import type { Turn } from "../../catalogue/domain/turn";
import { UNMAPPED } from "../../catalogue/domain/unmapped-step";
import type { Texts } from "../../shared/texts";

/** A step as a report lists it. */
export interface ReportedStep {
  readonly code: string;
  readonly names: Texts;
  /** Null for passages that nobody has mapped yet. */
  readonly stage: string | null;
  readonly kind: StepKind | null;
  readonly automation: Automation | null;
  readonly turn: Turn | null;
  readonly expectedSeconds: number | null;
  /** In no version in force any more, but passed in the period. */
  readonly retired: boolean;
  /** Before applying or after the decision, where no portal looks. */
  readonly unlogged: boolean;
}

export interface ReportedStage {
  readonly code: string;
  readonly names: Texts;
}

export interface ReportedSteps {
  readonly stages: readonly ReportedStage[];
  readonly steps: readonly ReportedStep[];
}

const UNMAPPED_NAMES: Texts = { ar: "خطوات لم تُعرَّف بعد", en: "Not mapped yet" };
const STANDING: readonly string[] = [BEFORE_APPLYING.code, AFTER_APPLYING.code];

/**
 * The steps of a service in the order of the version in force (the latest), then those of retired versions that appear
 * in `passed`, the youngest version first, and `UNMAPPED` last where it was passed. Stages likewise. A service's `code`s
 * of steps are the same across versions, so each stands once.
 */
export function reportedSteps(service: Pick<ServiceFacts, "procedures">, passed: ReadonlySet<string>): ReportedSteps {
  const [current, ...earlier] = [...service.procedures].sort((a, b) => b.version - a.version);
  const steps = new Map<string, ReportedStep>();
  const stages = new Map<string, ReportedStage>();
  for (const procedure of current === undefined ? [] : [current, ...earlier]) {
    const retired = procedure !== current;
    for (const stage of inOrder(procedure.stages)) {
      const kept = !retired || procedure.steps.some((step) => step.stageCode === stage.code && passed.has(step.code) && !steps.has(step.code));
      if (kept && !stages.has(stage.code)) stages.set(stage.code, { code: stage.code, names: stage.names });
    }
    for (const step of stepsInOrder(procedure)) {
      if ((!retired || passed.has(step.code)) && !steps.has(step.code)) steps.set(step.code, toReported(step, retired));
    }
  }
  for (const code of passed) if (!steps.has(code) && code !== UNMAPPED) steps.set(code, strange(code, {}));
  if (passed.has(UNMAPPED)) steps.set(UNMAPPED, strange(UNMAPPED, UNMAPPED_NAMES));
  return { stages: [...stages.values()], steps: [...steps.values()] };
}

function inOrder(stages: readonly StageFacts[]): StageFacts[] {
  return [...stages].sort((a, b) => a.position - b.position);
}

function stepsInOrder(procedure: ProcedureFacts): StepFacts[] {
  const stageAt = new Map(inOrder(procedure.stages).map((stage, index) => [stage.code, index]));
  return [...procedure.steps].sort((a, b) => (stageAt.get(a.stageCode) ?? 0) - (stageAt.get(b.stageCode) ?? 0) || a.position - b.position);
}

function toReported(step: StepFacts, retired: boolean): ReportedStep {
  const { code, names, kind, automation, turn, expectedSeconds } = step;
  return { code, names, stage: step.stageCode, kind, automation, turn, expectedSeconds, retired, unlogged: STANDING.includes(step.stageCode) };
}

/** A code that no version knows. */
function strange(code: string, names: Texts): ReportedStep {
  return { code, names, stage: null, kind: null, automation: null, turn: null, expectedSeconds: null, retired: false, unlogged: false };
}
