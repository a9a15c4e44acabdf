import type { Insertions } from "../../database/insertions";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { Transaction } from "../../transactions/domain/transaction";
import type { CountedInvitations } from "../domain/counted-invitations";
import type { Response } from "../domain/response";

/** One person counted on the way from "might be asked" to "answered": +1, or −1 where an earlier count is taken back. */
export interface InvitationCount extends CountedInvitations {
  readonly n: 1 | -1;
}

/** A response, and the transaction it is about as it is known now, if any: what needs both is counted here or never. */
export interface StoredPair {
  readonly response: Response;
  readonly transaction: Transaction | null;
}

/** Where surveys tell what changed, in the unit of work that changes it. Implemented by `tallies/`. */
export interface SurveyTallyDeltas {
  /** Writes the counts, or adds them to rows that are gathered to be written together. */
  invitationsCounted(unit: UnitOfWork, counts: readonly InvitationCount[], into?: Insertions): Promise<void>;
  /** Adds what the responses count to the rows that are written with them, by one statement. The unit of work is for reading. */
  responsesStored(unit: UnitOfWork, pairs: readonly StoredPair[], into: Insertions): Promise<void>;
}
