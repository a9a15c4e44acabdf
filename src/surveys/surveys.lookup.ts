import type { UnitOfWork } from "../database/unit-of-work";
import type { Collector, Mode } from "./domain/collector";
import type { Instrument } from "./domain/instrument";
import type { CountedInvitations } from "./domain/counted-invitations";
import type { Moment } from "./domain/moment";

/** How often a question was answered in one way: with a score or a choice. */
export interface AnswerTotal {
  readonly procedureId: string;
  readonly instrumentCode: string;
  readonly instrumentVersion: number;
  readonly moment: Moment;
  readonly mode: Mode;
  readonly collector: Collector;
  /** Whether a quality signal stands on the response. */
  readonly flagged: boolean;
  /** Of a multiple choice: the option behind `OPTION`, and `choice` is whether it was chosen (`YES`, `NO`). */
  readonly stepCode: string | null;
  readonly score: number | null;
  readonly choice: string | null;
  readonly n: number;
  /** Σ one over the probability of having been asked, each in whole millionths, and Σ of their squares, likewise. */
  readonly weight: number;
  readonly weightSquares: number;
}

/** What other modules may ask of the surveys. */
export interface SurveysLookup {
  /** How many records there are of somebody who was asked lately or opted out. */
  contacts(unit: UnitOfWork): Promise<number>;
  /** Every instrument of every version: its scale and direction say how its answers are to be read. */
  instruments(unit: UnitOfWork): Promise<readonly Instrument[]>;
  /**
   * What `SurveyTallyDeltas.invitationsCounted` was told about a service, added up anew from what is stored.
   *
   * @param withdrawn ids of its transactions that were taken back: nobody was asked about them, but for those who answered
   */
  invitationCounts(unit: UnitOfWork, serviceId: string, withdrawn: readonly string[]): Promise<readonly CountedInvitations[]>;
  /** Every answer of a service that says something, added up: what the counts of answers must agree with. */
  answerTotals(unit: UnitOfWork, serviceId: string): Promise<readonly AnswerTotal[]>;
}
