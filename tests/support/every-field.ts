import { type GraphQLOutputType, getNamedType, isObjectType, isUnionType } from "graphql";
import { makeSchema } from "../../src/graphql/schema";

const schema = makeSchema();

/** A selection of everything that can be asked of a type. */
export function everyField(name: string): string {
  const type = schema.getType(name);
  if (!isObjectType(type) && !isUnionType(type)) throw new Error(`${name} has no fields`);
  return selection(type);
}

function selection(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  // A refusal may hold further refusals.
  if (named.name === "Refusal") return "{ code message path }";
  if (isUnionType(named)) return `{ __typename ${named.getTypes().map((member) => `... on ${member.name} ${selection(member)}`).join(" ")} }`;
  if (!isObjectType(named)) return "";
  return `{ ${Object.values(named.getFields()).map((field) => `${field.name} ${selection(field.type)}`).join(" ")} }`;
}
