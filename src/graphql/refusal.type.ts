import { type ClassType, createUnionType, Field, Int, ObjectType } from "type-graphql";
import { Refusal } from "../shared/refusal";

@ObjectType("Refusal", { description: "An expected no. Nothing was changed." })
export class RefusalType {
  @Field(() => String, { description: "Stable code, meant for programs, such as `NOT_FOUND`." })
  code!: string;

  @Field(() => String, { description: "What is wrong and what to do, meant for people." })
  message!: string;

  @Field(() => [String], { description: "Where in the input: field names and list positions, from the outside in." })
  path!: string[];

  @Field(() => [RefusalType], { description: "Further problems of the same input, where all were looked for." })
  also!: RefusalType[];

  @Field(() => Int, { nullable: true, description: "Smallest number that is allowed there, where a number was out of bounds." })
  minimum!: number | null;

  @Field(() => Int, { nullable: true, description: "Largest number that is allowed there, where a number was out of bounds." })
  maximum!: number | null;
}

export function toRefusalType(refusal: Refusal): RefusalType {
  const { code, message, path, also, allowed } = refusal;
  return Object.assign(new RefusalType(), { code, message, path: path.map(String), also: also.map(toRefusalType), minimum: allowed?.minimum ?? null, maximum: allowed?.maximum ?? null });
}

/** Declares `union <name> = <type> | Refusal`: what a mutation answers. Export it under its name. */
export function resultOf<T extends object>(type: ClassType<T>, name: string): T | RefusalType {
  return createUnionType({
    name,
    description: "What was made or changed, or an expected no.",
    types: () => [type, RefusalType] as const,
    resolveType: (value) => (value instanceof RefusalType ? RefusalType : type),
  });
}

/** What a use case answered, as the union of `resultOf`. */
export function toResult<R extends object, T>(outcome: R | Refusal, toType: (value: R) => T): T | RefusalType {
  return outcome instanceof Refusal ? toRefusalType(outcome) : toType(outcome);
}
