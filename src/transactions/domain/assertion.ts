import type { KnownTransaction } from "./known-transaction";
import type { Outcome } from "./outcome";
import type { Passage } from "./transaction";

/** An outcome that ends a transaction. */
export type FinalOutcome = Exclude<Outcome, "IN_FLIGHT">;

/**
 * What one message says about one transaction, checked and with every name replaced by what it stands for. Null: the
 * message does not say. Several messages about one transaction add up, in any order, to the same.
 */
export interface Assertion
  extends Pick<
    KnownTransaction,
    | "serviceId"
    | "reference"
    | "startedAt"
    | "channel"
    | "touchpointId"
    | "beneficiary"
    | "actedBy"
    | "firstTime"
    | "language"
    | "subjectKey"
    | "operatorKey"
    | "batchReference"
    | "promisedBy"
    | "follows"
  > {
  /** The version the message names. */
  readonly procedureId: string | null;
  readonly end: { readonly at: Date; readonly outcome: FinalOutcome } | null;
  /** What stood for subject and operator under the keys before. Absent: there are none, or nobody is named. */
  readonly formerSubject?: string | null;
  readonly formerOperator?: string | null;
  /** In the order of the message, each ordinal once. */
  readonly passages: readonly PassageAssertion[];
}

/** A passage as a message tells it: which step of the procedure it is follows from the procedure. */
export type PassageAssertion = Omit<Passage, "step">;
