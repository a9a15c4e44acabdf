import { Field, ObjectType } from "type-graphql";
import type { Refusal } from "../shared/refusal";

@ObjectType("Refusal", { description: "An expected no. Nothing was changed." })
export class RefusalType {
  @Field(() => String, { description: "Stable code, meant for programs, such as `NOT_FOUND`." })
  code!: string;

  @Field(() => String, { description: "What is wrong and what to do, meant for people." })
  message!: string;

  @Field(() => [String], { description: "Where in the input: field names and list positions, from the outside in." })
  path!: string[];
}

export function toRefusalType(refusal: Refusal): RefusalType {
  return Object.assign(new RefusalType(), { code: refusal.code, message: refusal.message, path: refusal.path.map(String) });
}
