import { type GraphQLField, type GraphQLInputType, type GraphQLObjectType, type GraphQLOutputType, getNamedType, isObjectType, isUnionType } from "graphql";
import { getMetadataStorage } from "type-graphql";
import { makeSchema } from "../../src/graphql/schema";
import { exampleArguments, type Known } from "../support/example-arguments";

const schema = makeSchema();
const { Query, Mutation } = { Query: schema.getQueryType()?.getFields() ?? {}, Mutation: schema.getMutationType()?.getFields() ?? {} };

type Field = GraphQLField<unknown, unknown>;

/** One call of the matrix: a root field with all its plain output, or a field further in that is read apart. */
export interface Call {
  /** `service`, or `Service.satisfaction`. */
  readonly row: string;
  readonly mutation: boolean;
  readonly document: string;
  /** Output fields it asks for, as `Type.field`. */
  readonly asks: readonly string[];
  /** Arguments that are about what is known. */
  values(known: Known): Record<string, unknown>;
}

/** Output fields of object types that a resolver reads apart, and that may therefore have a rule of their own. */
function readApart(): ReadonlySet<string> {
  const { fieldResolvers, objectTypes } = getMetadataStorage();
  const nameOf = new Map<unknown, string>(objectTypes.map(({ target, name }) => [target, name]));
  return new Set(fieldResolvers.filter(({ kind }) => kind === "external").map((field) => `${nameOf.get(field.getObjectType?.()) ?? ""}.${field.schemaName}`));
}
const APART = readApart();

/** Every output field of the SDL, as `Type.field`. */
export function outputFields(): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith("__") && name !== "Query" && name !== "Mutation")
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
}

/** Everything of a type that is not read apart. Members of a union that mean different things by a name get each their own. */
function selection(type: GraphQLOutputType, asks: string[], above: readonly string[] = [], beside: readonly GraphQLObjectType[] = []): string {
  const named = getNamedType(type);
  if (isUnionType(named)) return `{ __typename ${named.getTypes().map((member) => `... on ${member.name} ${selection(member, asks, above, named.getTypes())}`).join(" ")} }`;
  if (!isObjectType(named)) return "";
  const fields = Object.values(named.getFields())
    .filter((field) => !APART.has(`${named.name}.${field.name}`) && field.args.length === 0 && !above.includes(getNamedType(field.type).name))
    .map((field) => {
      asks.push(`${named.name}.${field.name}`);
      const alike = beside.every((other) => String(other.getFields()[field.name]?.type ?? field.type) === String(field.type));
      return `${alike ? "" : `${named.name}_${field.name}: `}${field.name} ${selection(field.type, asks, [...above, named.name])}`;
    });
  return `{ __typename ${fields.join(" ")} }`;
}

/** The way from a root field to a field, shortest first; through roots that are about something named, where there are any. */
function wayTo(wanted: string): readonly Field[] {
  const roots = Object.values(Query).sort((a, b) => Number(required(b)) - Number(required(a)));
  const ways: (readonly Field[])[] = roots.map((root) => [root]);
  const seen = new Set<string>();
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    const named = getNamedType((way.at(-1) as Field).type);
    for (const type of isUnionType(named) ? named.getTypes() : isObjectType(named) ? [named] : []) {
      if (seen.has(type.name)) continue;
      seen.add(type.name);
      for (const field of Object.values(type.getFields())) {
        if (`${type.name}.${field.name}` === wanted) return [...way, field];
        ways.push([...way, field]);
      }
    }
  }
  throw new Error(`no way to ${wanted}`);
}

function required({ args }: Field): boolean {
  return args.some(({ type }) => String(type).endsWith("!") && isText(type));
}
function isText(type: GraphQLInputType): boolean {
  return getNamedType(type).name === "String";
}

/** A call along a way of fields: all arguments as variables, and at the end everything plain. */
function callAlong(row: string, way: readonly Field[], mutation: boolean): Call {
  const asks = row.includes(".") ? [row] : [];
  const name = (depth: number, arg: string): string => `a${String(depth)}_${arg}`;
  const declared = way.flatMap((field, depth) => field.args.map(({ name: arg, type }) => `$${name(depth, arg)}: ${String(type)}`));
  const inner = (depth: number): string => {
    const field = way[depth] as Field;
    const passed = field.args.map(({ name: arg }) => `${arg}: $${name(depth, arg)}`).join(", ");
    const next = way[depth + 1];
    const type = getNamedType(field.type);
    const owner = isUnionType(type) ? type.getTypes().find((member) => next !== undefined && member.getFields()[next.name] === next)?.name : undefined;
    const below = next === undefined ? selection(field.type, asks) : owner === undefined ? `{ ${inner(depth + 1)} }` : `{ __typename ... on ${owner} { ${inner(depth + 1)} } ... on Refusal { code message path } }`;
    return `${field.name}${passed === "" ? "" : `(${passed})`} ${below}`;
  };
  const document = `${mutation ? "mutation" : "query"} ${declared.length === 0 ? "" : `(${declared.join(", ")})`} { ${inner(0)} }`;
  const values = (known: Known): Record<string, unknown> =>
    Object.fromEntries(way.flatMap((field, depth) => Object.entries(exampleArguments(field, known).values).map(([arg, value]) => [name(depth, arg), value])));
  return { row, mutation, document, asks, values };
}

/** What ends what others need comes last, and after it what opens what was closed. */
const LAST = [/^(?:end|retire|withdraw)/u, /^grant/u];

function lateness({ name }: Field): number {
  return LAST.findIndex((late) => late.test(name));
}

/** A call for every root field, and one for every field that is read apart; reading before writing. */
export function everyCall(): readonly Call[] {
  const mutations = Object.values(Mutation).sort((a, b) => lateness(a) - lateness(b));
  return [
    ...Object.values(Query).map((field) => callAlong(field.name, [field], false)),
    ...[...APART].map((name) => callAlong(name, wayTo(name), false)),
    ...mutations.map((field) => callAlong(field.name, [field], true)),
  ];
}
