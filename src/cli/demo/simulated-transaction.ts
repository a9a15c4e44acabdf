import type { ActedBy } from "../../catalogue/domain/acted-by";
import type { BeneficiaryKind } from "../../catalogue/domain/beneficiary-kind";
import type { Channel } from "../../catalogue/domain/channel";
import type { Outcome } from "../../transactions/domain/outcome";

/** A transaction as the portal of the imaginary agency knows it at the end of the ninety days. Instants in milliseconds. */
export interface SimulatedTransaction {
  /** The same for the same number of the same service, on every run. */
  readonly reference: string;
  readonly startedAt: number;
  /** Null: still under way when the ninety days end. */
  readonly end: { readonly at: number; readonly outcome: Exclude<Outcome, "IN_FLIGHT"> } | null;
  readonly channel: Channel;
  readonly touchpoint: string | null;
  readonly beneficiary: BeneficiaryKind;
  readonly actedBy: ActedBy;
  readonly firstTime: boolean;
  readonly language: "ar" | "en";
  readonly subject: string;
  readonly operator: string | null;
  readonly promisedBy: string | null;
  readonly passages: readonly SimulatedPassage[];
  /** How many passages the portal tells of when it opens the transaction, before it tells the rest; null: it tells all at once. */
  readonly openedWith: number | null;
  readonly response: SimulatedResponse | null;
}

export interface SimulatedPassage {
  readonly step: string;
  readonly enteredAt: number;
  readonly leftAt: number | null;
  /** Null: the portal does not measure it. */
  readonly errors: number | null;
  readonly retries: number | null;
  readonly helpRequests: number | null;
  readonly channelSwitched: boolean | null;
}

export interface SimulatedResponse {
  readonly answeredAt: number;
  readonly answers: readonly SimulatedAnswer[];
  readonly comment: string | null;
}

/** A score for a rating, a choice for a question with options. */
export interface SimulatedAnswer {
  readonly instrument: "COMPLETED" | "CES5_EASE" | "CSAT5" | "HARDEST_STEP" | "STEP_EASE5";
  readonly step?: string;
  readonly score?: number;
  readonly choice?: string;
}
