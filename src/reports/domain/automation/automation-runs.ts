import type { Automation } from "../../../catalogue/domain/automation";
import type { StepKind } from "../../../catalogue/domain/step-kind";
import { groupedBy } from "../grouped-by";

/** A step as one version of a procedure describes it. */
export interface StepOfVersion {
  readonly serviceId: string;
  readonly procedureId: string;
  readonly version: number;
  readonly stepCode: string;
  readonly kind: StepKind;
  readonly automation: Automation;
}

/** Versions that follow each other and say the same of how a step is automated. */
export interface Run {
  readonly automation: Automation;
  readonly procedureIds: ReadonlySet<string>;
  readonly firstVersion: number;
  readonly lastVersion: number;
}

/** A step whose automation changed from one version that has it to the next. */
export interface ChangedStep {
  readonly serviceId: string;
  readonly stepCode: string;
  /** As the version after the change says. */
  readonly kind: StepKind;
  readonly before: Run;
  readonly after: Run;
}

/** Every change of automation, in the order of services, steps and versions; a step that changed twice stands twice. */
export function changedSteps(versions: readonly StepOfVersion[]): readonly ChangedStep[] {
  return [...groupedBy(versions, ({ serviceId, stepCode }) => `${serviceId} ${stepCode}`).values()].flatMap((own) => {
    const runs: StepOfVersion[][] = [];
    for (const step of [...own].sort((a, b) => a.version - b.version)) {
      const run = runs.at(-1);
      if (run?.[0]?.automation === step.automation) run.push(step);
      else runs.push([step]);
    }
    return runs.slice(1).flatMap((steps, i) => {
      const [first] = steps;
      const [before, after] = [runOf(runs[i] ?? []), runOf(steps)];
      return first === undefined || before === undefined || after === undefined ? [] : { serviceId: first.serviceId, stepCode: first.stepCode, kind: first.kind, before, after };
    });
  });
}

function runOf(steps: readonly StepOfVersion[]): Run | undefined {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { automation: first.automation, procedureIds: new Set(steps.map(({ procedureId }) => procedureId)), firstVersion: first.version, lastVersion: last.version };
}
