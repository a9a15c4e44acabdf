import type { ActedBy } from "../../catalogue/domain/acted-by";
import type { BeneficiaryKind } from "../../catalogue/domain/beneficiary-kind";
import type { Channel } from "../../catalogue/domain/channel";
import type { Turn } from "../../catalogue/domain/turn";
import type { Outcome } from "./outcome";

/** One beneficiary going through one service once, as far as it is known. Null: nobody has said yet. */
export interface Transaction {
  readonly serviceId: string;
  readonly id: string;
  readonly procedureId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: Outcome;
  /** An outcome that Yusr inferred yields to whatever the portal says later. */
  readonly outcomeSource: "PORTAL" | "INFERRED" | null;
  readonly channel: Channel | null;
  readonly touchpointId: string | null;
  readonly beneficiary: BeneficiaryKind | null;
  readonly actedBy: ActedBy | null;
  readonly firstTime: boolean | null;
  /** BCP 47 tag of the language the beneficiary used. */
  readonly language: string | null;
  /** Code of the service's segment its rules put the transaction in; null where none fits. */
  readonly segment: string | null;
  /** Pseudonym of the person whom the service is for, within the agency. */
  readonly subjectKey: string | null;
  /** Pseudonym of the clerk or device, within the agency. */
  readonly operatorKey: string | null;
  /** 0–31, drawn once from the subject, else from the id. */
  readonly jackknifeGroup: number;
  /** The first day promised to the beneficiary, `YYYY-MM-DD`. */
  readonly promisedBy: string | null;
  /** Taken back by `correctTransactions`: kept for its reference, counted nowhere. */
  readonly withdrawn: boolean;
  /** Revision of the agency's calendar by which its working time is counted; 0: counted without. */
  readonly calendarRevision: number;
  /** By (enteredAt, ordinal): the order in which things happened, whatever order they arrived in. */
  readonly passages: readonly Passage[];
}

/** A transaction as a link in the chain of its subject's transactions of one service, by (startedAt, id). */
export type ChainLink = Pick<Transaction, "id" | "startedAt" | "channel" | "procedureId">;

/** One passing of a transaction through a step. */
export interface Passage {
  /** The portal's number, unique in the transaction; gaps allowed. */
  readonly ordinal: number;
  /** Code in the procedure, or `UNMAPPED`. */
  readonly step: string;
  /** The code the portal sent. */
  readonly sourceCode: string;
  readonly enteredAt: Date;
  readonly leftAt: Date | null;
  /** Whose turn it was, where a status mapping says so; null: as the step says. */
  readonly turn: Turn | null;
  /** Null: not measured. Never zero for "not measured". */
  readonly errors: number | null;
  readonly retries: number | null;
  readonly helpRequests: number | null;
  readonly channelSwitched: boolean | null;
}
