import { Field, ObjectType } from "type-graphql";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { Method } from "../domain/estimate";
import type { ExplainedMethod } from "../methods.service";
import { MethodType } from "./estimate.type";

@ObjectType("ExplainedMethod", { description: "What a number made by one method says and what it does not, for a reader who is no statistician." })
export class ExplainedMethodType implements ExplainedMethod {
  @Field(() => MethodType, { description: "The `method` of an estimate." })
  code!: Method;

  @Field(() => TextsScalar, { description: "What the number says, in one sentence." })
  says!: Texts;

  @Field(() => TextsScalar, { description: "What it does not say, in one sentence." })
  doesNotSay!: Texts;
}

export function toExplainedMethodType(method: ExplainedMethod): ExplainedMethodType {
  return Object.assign(new ExplainedMethodType(), method);
}
