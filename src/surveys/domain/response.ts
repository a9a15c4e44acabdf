import type { Channel } from "../../catalogue/domain/channel";
import type { Outcome } from "../../transactions/domain/outcome";
import type { Collector, Mode } from "./collector";
import type { Moment } from "./moment";
import type { QualitySignal } from "./quality-signal";

/** A response as it counts: the transaction's circumstances as they were when it was answered, and no way back to it. */
export interface Response {
  readonly serviceId: string;
  readonly id: string;
  readonly surveyId: string;
  readonly procedureId: string;
  readonly moment: Moment;
  readonly mode: Mode;
  readonly collector: Collector;
  /** What is unusual about how it was answered; in the order of the list, none twice. */
  readonly signals: readonly QualitySignal[];
  /** Local day of the agency; the time of day is not kept. */
  readonly day: string;
  readonly channel: Channel | null;
  readonly touchpointId: string | null;
  readonly segment: string | null;
  readonly language: string;
  /** Null: about no transaction that is known. */
  readonly outcome: Outcome | null;
  readonly jackknifeGroup: number;
  readonly answers: readonly Answer[];
}

/** One answer to one instrument, perhaps about one step. */
export interface Answer {
  readonly instrumentCode: string;
  readonly instrumentVersion: number;
  readonly stepCode: string | null;
  /** A rating or count; null for a choice, a skip, or "does not apply". */
  readonly score: number | null;
  /** Code of the chosen option; null for a rating. */
  readonly choice: string | null;
  /** Codes of the options chosen, of a multiple choice; else null. */
  readonly choices: readonly string[] | null;
  /** Codes of the options that were offered beside those and not chosen: known while it is counted, not stored. */
  readonly notChosen: readonly string[] | null;
  readonly skipped: boolean;
  readonly notApplicable: boolean;
  /** Probability with which this question was put to this person. */
  readonly inclusionProbability: number;
}
