import type { ActedBy } from "../../catalogue/domain/acted-by";
import type { BeneficiaryKind } from "../../catalogue/domain/beneficiary-kind";
import type { Channel } from "../../catalogue/domain/channel";
import type { Turn } from "../../catalogue/domain/turn";
import type { FollowsKind } from "./follows";
import type { Outcome } from "./outcome";

type Maybe<T> = T | null | undefined;

/** What a portal (or a log) says about one transaction, in its own names and unchecked. Times are RFC 3339 texts with an offset. */
export interface TransactionMessage {
  /** `CODE` or `AGENCY/CODE`. */
  readonly service: string;
  /** The sender's own id of the transaction. */
  readonly reference: string;
  readonly startedAt: string;
  readonly endedAt?: Maybe<string>;
  readonly outcome?: Maybe<Outcome>;
  readonly channel?: Maybe<Channel>;
  /** Code of a touchpoint of the agency. */
  readonly touchpoint?: Maybe<string>;
  readonly beneficiary?: Maybe<BeneficiaryKind>;
  readonly actedBy?: Maybe<ActedBy>;
  readonly firstTime?: Maybe<boolean>;
  /** BCP 47. */
  readonly language?: Maybe<string>;
  readonly subject?: Maybe<{ readonly scheme: string; readonly value: string }>;
  readonly operator?: Maybe<string>;
  readonly procedureVersion?: Maybe<number>;
  readonly passages?: Maybe<readonly PassageMessage[]>;
  readonly follows?: Maybe<{ readonly service?: Maybe<string>; readonly reference: string; readonly kind: FollowsKind }>;
  readonly batchReference?: Maybe<string>;
  /** `YYYY-MM-DD`. */
  readonly promisedBy?: Maybe<string>;
}

export interface PassageMessage {
  readonly ordinal: number;
  /** Code of the step, as the sender calls it. */
  readonly step: string;
  readonly enteredAt: string;
  readonly leftAt?: Maybe<string>;
  /** Whose turn it was, where a status mapping says so. */
  readonly turn?: Maybe<Turn>;
  readonly errors?: Maybe<number>;
  readonly retries?: Maybe<number>;
  readonly helpRequests?: Maybe<number>;
  readonly channelSwitched?: Maybe<boolean>;
}
