import type { Texts } from "../../shared/texts";
import type { StepOutline } from "./procedure-outline";
import type { ProcedureState } from "./procedure-state";

/** One version of a service's digital process. */
export interface Procedure {
  readonly id: string;
  readonly serviceId: string;
  readonly version: number;
  readonly state: ProcedureState;
  readonly standard: boolean;
  readonly publishedAt: Date | null;
  readonly retiredAt: Date | null;
  readonly abandonAfterDays: number;
  readonly overTimeTolerance: number;
}

/** What a person recognises of it: one or more steps. */
export interface Stage {
  readonly procedureId: string;
  readonly code: string;
  readonly names: Texts;
}

/** One step of it. */
export interface ProcessStep extends StepOutline {
  readonly procedureId: string;
}
