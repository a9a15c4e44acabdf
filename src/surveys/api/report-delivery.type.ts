import { Field, ObjectType } from "type-graphql";
import { type RefusalType, resultOf } from "../../graphql/refusal.type";
import type { DeliveryResult } from "../report-delivery.service";
import { DeliveryStatusType } from "./closed-lists.type";

@ObjectType("DeliveryResult", { description: "What came of one report." })
export class DeliveryResultType {
  @Field(() => DeliveryStatusType, { description: "What came of it." })
  status!: DeliveryResult["status"];

  @Field(() => String, { nullable: true, description: "Why it was rejected: a stable code for programs." })
  code!: string | null;

  @Field(() => String, { nullable: true, description: "Why it was rejected, for people." })
  message!: string | null;

  @Field(() => [String], { nullable: true, description: "Where in the input the reason lies: `items`, position, field." })
  path!: string[] | null;
}

@ObjectType("DeliveryResults", { description: "What came of a batch." })
export class DeliveryResultsType {
  @Field(() => [DeliveryResultType], { description: "One result per item, in the order of the items." })
  results!: DeliveryResultType[];
}

/** Union of the results and a refusal of the whole call (`EMPTY_BATCH`, `BATCH_TOO_LARGE`). */
export const ReportDeliveryResult = resultOf(DeliveryResultsType, "ReportDeliveryResult");
export type ReportDeliveryResult = DeliveryResultsType | RefusalType;

export function toDeliveryResults(results: readonly DeliveryResult[]): DeliveryResultsType {
  return Object.assign(new DeliveryResultsType(), { results: results.map(toDeliveryResult) });
}

function toDeliveryResult(result: DeliveryResult): DeliveryResultType {
  if (result.status !== "REJECTED") return { status: result.status, code: null, message: null, path: null };
  const { code, message, path } = result.refusal;
  return { status: "REJECTED", code, message, path: path.map(String) };
}
