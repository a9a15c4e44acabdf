import { Field, Int, ObjectType } from "type-graphql";
import { type RefusalType, resultOf, toRefusalType } from "../../graphql/refusal.type";
import type { ResponseResult } from "../record-responses.service";
import { ResponseStatusType } from "./survey-form.type";

@ObjectType("ResponseResult", { description: "What became of one item." })
export class ResponseResultType {
  @Field(() => ResponseStatusType, { description: "What became of it." })
  status!: ResponseResult["status"];

  @Field(() => String, { nullable: true, description: "The same for every repeat; null where the item was rejected." })
  receipt!: string | null;

  @Field(() => String, { nullable: true, description: "Why it was rejected: a stable code for programs." })
  code!: string | null;

  @Field(() => String, { nullable: true, description: "Why it was rejected, for people." })
  message!: string | null;

  @Field(() => [String], { nullable: true, description: "Where in the input the reason lies: `items`, position, field and so on." })
  path!: string[] | null;

  @Field(() => Int, { nullable: true, description: "Smallest number that is allowed there, where a number was out of bounds." })
  minimum!: number | null;

  @Field(() => Int, { nullable: true, description: "Largest number that is allowed there, where a number was out of bounds." })
  maximum!: number | null;
}

@ObjectType("ResponseResults", { description: "What became of a batch." })
export class ResponseResultsType {
  @Field(() => [ResponseResultType], { description: "One result per item, in the order of the items." })
  results!: ResponseResultType[];
}

/** Union of the results and a refusal of the whole call (`EMPTY_BATCH`, `BATCH_TOO_LARGE`). */
export const RecordResponsesResult = resultOf(ResponseResultsType, "RecordResponsesResult");
export type RecordResponsesResult = ResponseResultsType | RefusalType;

export function toResponseResults(results: readonly ResponseResult[]): ResponseResultsType {
  return Object.assign(new ResponseResultsType(), { results: results.map(toResponseResult) });
}

function toResponseResult(result: ResponseResult): ResponseResultType {
  if (result.status !== "REJECTED") return { status: result.status, receipt: result.receipt, code: null, message: null, path: null, minimum: null, maximum: null };
  const { code, message, path, minimum, maximum } = toRefusalType(result.refusal);
  return { status: "REJECTED", receipt: null, code, message, path, minimum, maximum };
}
