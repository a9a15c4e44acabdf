import type { Digest, Follows } from "./follows";
import type { Transaction } from "./transaction";

/** A transaction with what only intake needs to know: enough to tell a repeat from a contradiction. */
export interface KnownTransaction extends Transaction {
  /** Digest of the portal's own id of the transaction: the idempotency key, for ever. */
  readonly reference: Digest;
  /** Digest of what the portal calls the bundle this one was filed in; a bundle counts once for asking. */
  readonly batchReference: Digest | null;
  readonly follows: Follows | null;
  /** Portal that sent the first message; null where a person with an admin key or the command line did. */
  readonly portalId: string | null;
}
