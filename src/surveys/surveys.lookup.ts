import type { UnitOfWork } from "../database/unit-of-work";
import type { Instrument } from "./domain/instrument";

/** What other modules may ask of the surveys. */
export interface SurveysLookup {
  /** Every instrument of every version: its scale and direction say how its answers are to be read. */
  instruments(unit: UnitOfWork): Promise<readonly Instrument[]>;
}
