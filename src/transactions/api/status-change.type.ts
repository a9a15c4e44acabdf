import { Field, InputType, Int, ObjectType } from "type-graphql";
import { ChannelType } from "../../catalogue/api/closed-lists.type";
import type { Channel } from "../../catalogue/domain/channel";
import { closedList } from "../../graphql/closed-list";
import { type RefusalType, resultOf } from "../../graphql/refusal.type";
import { TimestampScalar } from "../../graphql/scalars";
import type { StatusMessage } from "../domain/status-message";
import type { NotAskedReason } from "../ports/invitation-desk";
import type { StatusResult } from "../record-status-changes.service";
import { IntakeWarningType, InvitationLinkType, NotAskedReasonType, reasonOf } from "./transaction-result.type";

@InputType({ description: "One row of a status table: since when a transaction has a status. A status lasts until the next one." })
export class StatusChangeInput implements StatusMessage {
  @Field(() => String, { description: "The service: `CODE`, or `AGENCY/CODE` where several agencies use the code." })
  service!: string;

  @Field(() => String, { description: "The portal's own id of the transaction. Stored as a digest only." })
  reference!: string;

  @Field(() => String, { description: "The status as the portal writes it. What it stands for is kept in the catalogue (`mapStatuses`); an unknown one is kept under `UNMAPPED`, with a warning." })
  status!: string;

  @Field(() => TimestampScalar, { description: "Since when. Together with reference and status it names the change: sent again, it adds nothing." })
  at!: string;

  @Field(() => Int, { nullable: true, description: "Order among changes of one transaction that carry the same time; the lower came first. Default 0." })
  sequence?: number | null;

  @Field(() => TimestampScalar, { nullable: true, description: "When the transaction started, where that was before its first status." })
  startedAt?: string | null;

  @Field(() => ChannelType, { nullable: true, description: "How the beneficiary and the service met." })
  channel?: Channel | null;
}

@InputType({ description: "A batch of status changes, in any order." })
export class RecordStatusChangesInput {
  @Field(() => [StatusChangeInput], { description: "1–1000 changes." })
  items!: StatusChangeInput[];
}

const StatusChangeStatus = { RECORDED: "RECORDED", DUPLICATE: "DUPLICATE", REJECTED: "REJECTED" } as const;
export const StatusChangeStatusType = closedList(StatusChangeStatus, "StatusChangeStatus", "What became of a status change.", {
  RECORDED: "It was new, and the transaction's passages were made anew with it.",
  DUPLICATE: "It was known already.",
  REJECTED: "It was not stored; see `code`, `message` and `path`.",
});

@ObjectType("StatusChangeResult", { description: "What became of one status change." })
export class StatusChangeResultType {
  @Field(() => StatusChangeStatusType, { description: "What became of it." })
  status!: keyof typeof StatusChangeStatus;

  @Field(() => String, { nullable: true, description: "Names the transaction, the same for every message about it; null where the change was rejected." })
  receipt!: string | null;

  @Field(() => String, { nullable: true, description: "Why it was rejected: a stable code for programs." })
  code!: string | null;

  @Field(() => String, { nullable: true, description: "Why it was rejected, for people." })
  message!: string | null;

  @Field(() => [String], { nullable: true, description: "Where in the input the reason lies." })
  path!: string[] | null;

  @Field(() => [IntakeWarningType], { description: "`UNKNOWN_STATUS` where nobody has said what the status stands for; empty where all is well." })
  warnings!: IntakeWarningType[];

  @Field(() => InvitationLinkType, { nullable: true, description: "Where the beneficiary is to be asked about the transaction." })
  invitation!: InvitationLinkType | null;

  @Field(() => NotAskedReasonType, { nullable: true, description: "Why not, where nobody is to be asked." })
  notAskedReason!: NotAskedReason | null;
}

@ObjectType("StatusChangeResults", { description: "What became of a batch of status changes." })
export class StatusChangeResultsType {
  @Field(() => [StatusChangeResultType], { description: "One result per change, in order." })
  results!: StatusChangeResultType[];
}

/** Union of the results and a refusal of the whole call (`EMPTY_BATCH`, `BATCH_TOO_LARGE`). */
export const RecordStatusChangesResult = resultOf(StatusChangeResultsType, "RecordStatusChangesResult");
export type RecordStatusChangesResult = StatusChangeResultsType | RefusalType;

export function toStatusChangeResults(results: readonly StatusResult[]): StatusChangeResultsType {
  return Object.assign(new StatusChangeResultsType(), { results: results.map(toStatusChangeResult) });
}

function toStatusChangeResult(result: StatusResult): StatusChangeResultType {
  if (result.status === "REJECTED") return { status: "REJECTED", receipt: null, ...reasonOf(result.refusal), warnings: [], invitation: null, notAskedReason: null };
  const { status, receipt, invitation } = result;
  return {
    status,
    receipt,
    code: null,
    message: null,
    path: null,
    warnings: result.warnings.map(({ code, message, path }) => ({ code, message, path: path.map(String) })),
    invitation: invitation?.invited === true ? { token: invitation.token, url: invitation.url, expiresAt: invitation.expiresAt } : null,
    notAskedReason: invitation?.invited === false ? invitation.reason : null,
  };
}
