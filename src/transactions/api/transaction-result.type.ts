import { Field, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { type RefusalType, resultOf } from "../../graphql/refusal.type";
import type { Refusal } from "../../shared/refusal";
import type { NotAskedReason } from "../ports/invitation-desk";
import type { ItemResult } from "../transaction-intake.service";

const IntakeStatus = { RECORDED: "RECORDED", EXTENDED: "EXTENDED", DUPLICATE: "DUPLICATE", REJECTED: "REJECTED" } as const;
export const IntakeStatusType = closedList(IntakeStatus, "IntakeStatus", "What became of an item.", {
  RECORDED: "The reference was new.",
  EXTENDED: "The item added to what was known.",
  DUPLICATE: "Everything in the item was known already. The receipt is the same as the first time.",
  REJECTED: "Nothing of the item was stored; see `code`, `message` and `path`.",
});

const NotAskedReasons = {
  NO_SURVEY: "NO_SURVEY",
  NOT_REACHED: "NOT_REACHED",
  SERVICE_EXCLUDED: "SERVICE_EXCLUDED",
  NOT_SAMPLED: "NOT_SAMPLED",
  RECENTLY_ASKED: "RECENTLY_ASKED",
  QUOTA_FULL: "QUOTA_FULL",
  OPTED_OUT: "OPTED_OUT",
} as const satisfies Record<NotAskedReason, NotAskedReason>;
export const NotAskedReasonType = closedList(NotAskedReasons, "NotAskedReason", "Why no survey was offered about a transaction.", {
  NO_SURVEY: "The service has no published survey.",
  NOT_REACHED: "The transaction has not reached the survey's moment.",
  SERVICE_EXCLUDED: "The office has excluded the service from surveys.",
  NOT_SAMPLED: "The draw fell on others.",
  RECENTLY_ASKED: "The person was asked not long ago.",
  QUOTA_FULL: "Enough people were asked.",
  OPTED_OUT: "The person does not want to be asked.",
});

@ObjectType("IntakeWarning", { description: "Something worth knowing about an item that was taken all the same." })
export class IntakeWarningType {
  @Field(() => String, { description: "Stable code, such as `UNKNOWN_STEP`." })
  code!: string;

  @Field(() => String, { description: "What it means, for people." })
  message!: string;

  @Field(() => [String], { description: "Where in the input." })
  path!: string[];
}

@ObjectType("InvitationLink", { description: "The right to answer once, to be handed to the beneficiary." })
export class InvitationLinkType {
  @Field(() => String, { description: "Secret of the beneficiary; also part of the address." })
  token!: string;

  @Field(() => String, { description: "Address of the survey." })
  url!: string;

  @Field(() => Date, { description: "Until when it may be answered." })
  expiresAt!: Date;
}

@ObjectType("TransactionResult", { description: "What became of one item." })
export class TransactionResultType {
  @Field(() => IntakeStatusType, { description: "What became of it." })
  status!: keyof typeof IntakeStatus;

  @Field(() => String, { nullable: true, description: "Names the transaction, the same for every message about it; null where the item was rejected." })
  receipt!: string | null;

  @Field(() => String, { nullable: true, description: "Why it was rejected: a stable code for programs." })
  code!: string | null;

  @Field(() => String, { nullable: true, description: "Why it was rejected, for people." })
  message!: string | null;

  @Field(() => [String], { nullable: true, description: "Where in the input the reason lies: `items`, position, field and so on." })
  path!: string[] | null;

  @Field(() => [IntakeWarningType], { description: "Empty where all is well." })
  warnings!: IntakeWarningType[];

  @Field(() => InvitationLinkType, { nullable: true, description: "Where the beneficiary is to be asked about the transaction." })
  invitation!: InvitationLinkType | null;

  @Field(() => NotAskedReasonType, { nullable: true, description: "Why not, where nobody is to be asked." })
  notAskedReason!: NotAskedReason | null;
}

@ObjectType("TransactionResults", { description: "What became of a batch." })
export class TransactionResultsType {
  @Field(() => [TransactionResultType], { description: "One result per item, in the order of the items." })
  results!: TransactionResultType[];
}

/** Union of the results and a refusal of the whole call (`EMPTY_BATCH`, `BATCH_TOO_LARGE`). */
export const RecordTransactionsResult = resultOf(TransactionResultsType, "RecordTransactionsResult");
export type RecordTransactionsResult = TransactionResultsType | RefusalType;

export function toTransactionResults(results: readonly ItemResult[]): TransactionResultsType {
  return Object.assign(new TransactionResultsType(), { results: results.map(toTransactionResult) });
}

function toTransactionResult(result: ItemResult): TransactionResultType {
  if (result.status === "REJECTED") {
    return { status: "REJECTED", receipt: null, ...reasonOf(result.refusal), warnings: [], invitation: null, notAskedReason: null };
  }
  const { status, receipt, invitation } = result;
  return {
    status,
    receipt,
    ...NO_REASON,
    warnings: result.warnings.map(({ code, message, path }) => ({ code, message, path: path.map(String) })),
    invitation: invitation?.invited === true ? { token: invitation.token, url: invitation.url, expiresAt: invitation.expiresAt } : null,
    notAskedReason: invitation?.invited === false ? invitation.reason : null,
  };
}

const NO_REASON = { code: null, message: null, path: null };

/** A refusal as the fields of a per-item result. */
export function reasonOf(refusal: Refusal): { code: string; message: string; path: string[] } {
  return { code: refusal.code, message: refusal.message, path: refusal.path.map(String) };
}
