import type { UnitOfWork } from "../database/unit-of-work";
import type { Instrument } from "./domain/instrument";
import type { CountedInvitations } from "./domain/counted-invitations";

/** What other modules may ask of the surveys. */
export interface SurveysLookup {
  /** Every instrument of every version: its scale and direction say how its answers are to be read. */
  instruments(unit: UnitOfWork): Promise<readonly Instrument[]>;
  /**
   * What `SurveyTallyDeltas.invitationsCounted` was told about a service, added up anew from what is stored.
   *
   * @param withdrawn ids of its transactions that were taken back: nobody was asked about them, but for those who answered
   */
  invitationCounts(unit: UnitOfWork, serviceId: string, withdrawn: readonly string[]): Promise<readonly CountedInvitations[]>;
}
