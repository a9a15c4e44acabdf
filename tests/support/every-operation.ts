import { getNamedType, type GraphQLArgument, type GraphQLInputField, type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, isUnionType } from "graphql";
import { makeSchema } from "../../src/graphql/schema";

/** Something of each scalar, by its name. */
export type Examples = Readonly<Record<string, unknown>>;

export interface Operation {
  /** `Query.survey`. */
  readonly name: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Every query and mutation of the API, filled in with examples: with what must be there alone, or with all that may be. */
export function everyOperation(examples: Examples, parts: "required" | "all"): readonly Operation[] {
  const schema = makeSchema();
  return [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {}).map((field): Operation => {
      const variables = filledIn(field.args, examples, parts);
      const declared = field.args.filter(({ name }) => name in variables).map(({ name, type }) => `$${name}: ${String(type)}`);
      const given = Object.keys(variables).map((name) => `${name}: $${name}`);
      const named = getNamedType(field.type);
      const document = `${root?.name.toLowerCase() ?? ""} ${inBrackets(declared)} { ${field.name} ${inBrackets(given)} ${isObjectType(named) || isUnionType(named) ? "{ __typename }" : ""} }`;
      return { name: `${root?.name ?? ""}.${field.name}`, document, variables };
    }),
  );
}

function inBrackets(list: readonly string[]): string {
  return list.length === 0 ? "" : `(${list.join(", ")})`;
}

function filledIn(fields: readonly (GraphQLArgument | GraphQLInputField)[], examples: Examples, parts: "required" | "all"): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.filter(({ type }) => parts === "all" || isNonNullType(type)).map(({ name, type }) => [name, exampleOf(type, examples, parts)]));
}

function exampleOf(type: GraphQLInputType, examples: Examples, parts: "required" | "all"): unknown {
  if (isNonNullType(type)) return exampleOf(type.ofType, examples, parts);
  if (isListType(type)) return [exampleOf(type.ofType, examples, parts)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) return filledIn(Object.values(type.getFields()), examples, parts);
  if (!(type.name in examples)) throw new Error(`Say in the examples what a ${type.name} looks like.`);
  return examples[type.name];
}
