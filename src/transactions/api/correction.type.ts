import { Field, InputType, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { type RefusalType, resultOf } from "../../graphql/refusal.type";
import type { Correction, CorrectionResult } from "../correct-transactions.service";
import { CorrectionAction } from "../domain/correct-transaction";
import { reasonOf } from "./transaction-result.type";
import { TransactionInput } from "./transaction.input";

export const CorrectionActionType = closedList(CorrectionAction, "CorrectionAction", "What to do with a transaction that was sent wrongly.", {
  REPLACE: "Put another content in its place, as if that had been sent first.",
  WITHDRAW: "Take it back: it counts nowhere; its reference stays taken.",
});

const CorrectionStatus = { REPLACED: "REPLACED", WITHDRAWN: "WITHDRAWN", UNCHANGED: "UNCHANGED", REJECTED: "REJECTED" } as const;
export const CorrectionStatusType = closedList(CorrectionStatus, "CorrectionStatus", "What became of a correction.", {
  REPLACED: "The transaction now has the new content.",
  WITHDRAWN: "The transaction counts nowhere.",
  UNCHANGED: "It was so already.",
  REJECTED: "Nothing was changed; see `code`, `message` and `path`.",
});

@InputType("CorrectionInput", { description: "One transaction to put right." })
export class CorrectionInput implements Correction {
  @Field(() => String, { description: "The service: `CODE`, or `AGENCY/CODE`." })
  service!: string;

  @Field(() => String, { description: "The portal's own id of the transaction." })
  reference!: string;

  @Field(() => CorrectionActionType, { description: "What to do." })
  action!: CorrectionAction;

  @Field(() => TransactionInput, { nullable: true, description: "With `REPLACE`: the whole transaction as it should be, under the same service and reference." })
  transaction?: TransactionInput | null;
}

@InputType({ description: "A batch of corrections." })
export class CorrectTransactionsInput {
  @Field(() => [CorrectionInput], { description: "1–1000 corrections." })
  items!: CorrectionInput[];
}

@ObjectType("CorrectionResult", { description: "What became of one correction." })
export class CorrectionResultType {
  @Field(() => CorrectionStatusType, { description: "What became of it." })
  status!: keyof typeof CorrectionStatus;

  @Field(() => String, { nullable: true, description: "Names the transaction; null where the correction was rejected." })
  receipt!: string | null;

  @Field(() => String, { nullable: true, description: "Why it was rejected: a stable code for programs." })
  code!: string | null;

  @Field(() => String, { nullable: true, description: "Why it was rejected, for people." })
  message!: string | null;

  @Field(() => [String], { nullable: true, description: "Where in the input the reason lies." })
  path!: string[] | null;
}

@ObjectType("CorrectionResults", { description: "What became of a batch of corrections." })
export class CorrectionResultsType {
  @Field(() => [CorrectionResultType], { description: "One result per correction, in order." })
  results!: CorrectionResultType[];
}

/** Union of the results and a refusal of the whole call (`EMPTY_BATCH`, `BATCH_TOO_LARGE`). */
export const CorrectTransactionsResult = resultOf(CorrectionResultsType, "CorrectTransactionsResult");
export type CorrectTransactionsResult = CorrectionResultsType | RefusalType;

export function toCorrectionResults(results: readonly CorrectionResult[]): CorrectionResultsType {
  return Object.assign(new CorrectionResultsType(), {
    results: results.map((result) =>
      result.status === "REJECTED"
        ? { status: result.status, receipt: null, ...reasonOf(result.refusal) }
        : { status: result.status, receipt: result.receipt, code: null, message: null, path: null },
    ),
  });
}
