import type { UnitOfWork } from "../../database/unit-of-work";

/** How wide the interval of what is known about one step is, on the scale of the ease of steps. */
export interface StepWidth {
  readonly serviceId: string;
  readonly procedureId: string;
  readonly stepCode: string;
  readonly width: number;
}

/** What surveys ask of those who make figures of the answers: about which steps least is known. Implemented by `tallies/`. */
export interface StepUncertainty {
  /** Steps of some services that anything is known of. */
  intervalWidths(unit: UnitOfWork, serviceIds: readonly string[]): Promise<readonly StepWidth[]>;
}
