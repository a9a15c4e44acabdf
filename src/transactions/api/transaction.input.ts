import { Field, InputType, Int } from "type-graphql";
import { ActedByType, BeneficiaryKindType, ChannelType } from "../../catalogue/api/closed-lists.type";
import type { ActedBy } from "../../catalogue/domain/acted-by";
import type { BeneficiaryKind } from "../../catalogue/domain/beneficiary-kind";
import type { Channel } from "../../catalogue/domain/channel";
import { TimestampScalar } from "../../graphql/scalars";
import type { FollowsKind } from "../domain/follows";
import type { Outcome } from "../domain/outcome";
import type { PassageMessage, TransactionMessage } from "../domain/transaction-message";
import { FollowsKindType } from "./follows.type";
import { OutcomeType } from "./outcome.type";

@InputType({ description: "One passing of a transaction through a step." })
export class PassageInput implements PassageMessage {
  @Field(() => Int, { description: "The portal's own number of the passage, unique in the transaction; gaps are allowed." })
  ordinal!: number;

  @Field(() => String, { description: "Code of the step. One that the procedure does not know is kept under `UNMAPPED`, with a warning." })
  step!: string;

  @Field(() => TimestampScalar, { description: "When the step began." })
  enteredAt!: string;

  @Field(() => TimestampScalar, { nullable: true, description: "When it ended; may follow in a later message." })
  leftAt?: string | null;

  @Field(() => Int, { nullable: true, description: "Errors shown. Null: not measured, which is not zero. Only where the portal declared the signal." })
  errors?: number | null;

  @Field(() => Int, { nullable: true, description: "Attempts after the first. Null: not measured." })
  retries?: number | null;

  @Field(() => Int, { nullable: true, description: "Requests for help. Null: not measured." })
  helpRequests?: number | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the beneficiary went on in another channel. Null: not measured." })
  channelSwitched?: boolean | null;
}

@InputType({ description: "Whom the service is for. Stored as a keyed pseudonym only." })
export class SubjectInput {
  @Field(() => String, { description: "What sort of number it is. By `CIVIL_NUMBER` and `COMMERCIAL_REGISTRATION`, which are national, nobody is asked too often over all agencies; by any other, at one agency." })
  scheme!: string;

  @Field(() => String, { description: "The number; digits of any script." })
  value!: string;
}

@InputType({ description: "The transaction before this one." })
export class FollowsInput {
  @Field(() => String, { nullable: true, description: "Its service; null: the same." })
  service?: string | null;

  @Field(() => String, { description: "The portal's own id of it." })
  reference!: string;

  @Field(() => FollowsKindType, { description: "Why this one follows." })
  kind!: FollowsKind;
}

@InputType({
  description:
    "What a portal says about one transaction: all of it at once, or piece by piece. Further messages under the same reference add what is missing, in any order; what was said once cannot be said otherwise.",
})
export class TransactionInput implements TransactionMessage {
  @Field(() => String, { description: "The service: `CODE`, or `AGENCY/CODE` where several agencies use the code." })
  service!: string;

  @Field(() => String, { description: "The portal's own id of the transaction, and the idempotency key, for ever. Stored as a digest only." })
  reference!: string;

  @Field(() => TimestampScalar, { description: "When it started; the same in every message." })
  startedAt!: string;

  @Field(() => TimestampScalar, { nullable: true, description: "When it ended; goes with `outcome`." })
  endedAt?: string | null;

  @Field(() => OutcomeType, { nullable: true, description: "How it ended; goes with `endedAt`." })
  outcome?: Outcome | null;

  @Field(() => ChannelType, { nullable: true, description: "How the beneficiary and the service met." })
  channel?: Channel | null;

  @Field(() => String, { nullable: true, description: "Code of the touchpoint, of the service's agency." })
  touchpoint?: string | null;

  @Field(() => BeneficiaryKindType, { nullable: true, description: "Whom the service is for." })
  beneficiary?: BeneficiaryKind | null;

  @Field(() => ActedByType, { nullable: true, description: "Who did it." })
  actedBy?: ActedBy | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the beneficiary uses the service for the first time." })
  firstTime?: boolean | null;

  @Field(() => String, { nullable: true, description: "BCP 47 tag of the language the beneficiary used, such as `ar`." })
  language?: string | null;

  @Field(() => SubjectInput, { nullable: true, description: "Whom the service is for, so that one person is not asked too often." })
  subject?: SubjectInput | null;

  @Field(() => String, { nullable: true, description: "The clerk or device that filed it. Stored as a keyed pseudonym only." })
  operator?: string | null;

  @Field(() => Int, { nullable: true, description: "Version of the procedure; null: the one published when it started. Fixed by the first message." })
  procedureVersion?: number | null;

  @Field(() => [PassageInput], { nullable: true, description: "Passages through steps; more may follow." })
  passages?: PassageInput[] | null;

  @Field(() => FollowsInput, { nullable: true, description: "The transaction before this one." })
  follows?: FollowsInput | null;

  @Field(() => String, { nullable: true, description: "What the portal calls the bundle it was filed in; a bundle counts once for asking." })
  batchReference?: string | null;

  @Field(() => String, { nullable: true, description: "Day promised to the beneficiary, `YYYY-MM-DD`; the first promise counts. A bad one refuses its item with `INVALID_DAY`." })
  promisedBy?: string | null;
}

@InputType({ description: "A batch of transactions." })
export class RecordTransactionsInput {
  @Field(() => [TransactionInput], { description: "1–1000 transactions." })
  items!: TransactionInput[];

  @Field(() => Boolean, { defaultValue: false, description: "Whether one rejected item keeps all others out too." })
  atomic!: boolean;
}
