import { type GraphQLOutputType, getNamedType, isObjectType, isUnionType } from "graphql";
import { makeSchema } from "../../src/graphql/schema";

const schema = makeSchema();

/** A selection of everything that can be asked of a type, but for some fields, written `Type.field`. */
export function everyField(name: string, without: readonly string[] = []): string {
  const type = schema.getType(name);
  if (!isObjectType(type) && !isUnionType(type)) throw new Error(`${name} has no fields`);
  return selection(type, without);
}

function selection(type: GraphQLOutputType, without: readonly string[]): string {
  const named = getNamedType(type);
  // A refusal may hold further refusals.
  if (named.name === "Refusal") return "{ code message path }";
  if (isUnionType(named)) return `{ __typename ${named.getTypes().map((member) => `... on ${member.name} ${selection(member, without)}`).join(" ")} }`;
  if (!isObjectType(named)) return "";
  const fields = Object.values(named.getFields()).filter((field) => !without.includes(`${named.name}.${field.name}`));
  return `{ ${fields.map((field) => `${field.name} ${selection(field.type, without)}`).join(" ")} }`;
}
