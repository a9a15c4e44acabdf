import type { Channel } from "../../catalogue/domain/channel";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { Outcome } from "../../transactions/domain/outcome";
import type { Transaction } from "../../transactions/domain/transaction";
import type { NotAskedReason } from "../../transactions/ports/invitation-desk";
import type { Moment } from "../domain/moment";
import type { Response } from "../domain/response";

/** People counted on the way from "might be asked" to "answered". */
export interface CountedInvitations {
  readonly serviceId: string;
  readonly surveyId: string | null;
  readonly moment: Moment | null;
  /** Local day of the latest thing known to have happened to the transaction when it was decided: docs/decisions/0006. */
  readonly day: string;
  readonly channel: Channel | null;
  readonly segment: string | null;
  readonly language: string | null;
  readonly outcome: Outcome;
  /** `ANSWERED` through Yusr; `ANSWERED_AGENCY` where the agency's own form was quicker. */
  readonly state: "INVITED" | "ANSWERED" | "ANSWERED_AGENCY" | NotAskedReason;
  readonly n: number;
}

/** One person counted on that way: +1, or −1 where an earlier count is taken back. */
export interface InvitationCount extends CountedInvitations {
  readonly n: 1 | -1;
}

/** A response, and the transaction it is about as it is known now: what needs both is counted here or never. */
export interface StoredPair {
  readonly response: Response;
  readonly transaction: Transaction;
}

/** Where surveys tell what changed, in the unit of work that changes it. Implemented by `tallies/`. */
export interface SurveyTallyDeltas {
  invitationsCounted(unit: UnitOfWork, counts: readonly InvitationCount[]): Promise<void>;
  responsesStored(unit: UnitOfWork, pairs: readonly StoredPair[]): Promise<void>;
}
