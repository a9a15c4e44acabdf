import { type GraphQLField, type GraphQLInputType, getNullableType, isEnumType, isInputObjectType, isListType, isNonNullType } from "graphql";

/** What to write into a field, by its name or, where that says too little, by `Type.name`; null: it may be left out, and is. */
export type Known = Readonly<Record<string, unknown>>;

/** A place in the arguments that holds one value, such as `["input", "items", 0, "reference"]`. */
export interface Place {
  readonly path: readonly (string | number)[];
  /** GraphQL type of the value. */
  readonly type: string;
}

/** Arguments for a query or mutation, with every field of every input filled in, and the places in them. */
export function exampleArguments(field: GraphQLField<unknown, unknown>, known: Known): { readonly values: Record<string, unknown>; readonly places: readonly Place[] } {
  const places: Place[] = [];
  const values: Record<string, unknown> = {};
  for (const { name, type } of field.args) {
    const value = example(type, [name], `${field.name}.${name}` in known ? known[`${field.name}.${name}`] : known[name], known, places);
    if (value !== undefined) values[name] = value;
  }
  return { values, places };
}

/** The same arguments with another value in one place. */
export function withValueAt(values: Record<string, unknown>, path: Place["path"], value: unknown): Record<string, unknown> {
  const copy = structuredClone(values);
  let at: any = copy;
  // A list that was left out is made.
  for (const key of path.slice(0, -1)) at = at[key] ??= [];
  at[path.at(-1) ?? ""] = value;
  return copy;
}

function example(type: GraphQLInputType, path: Place["path"], given: unknown, known: Known, places: Place[]): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) {
    const item = example(bare.ofType, [...path, 0], given, known, places);
    return given === null && !isNonNullType(type) ? undefined : [item];
  }
  if (isInputObjectType(bare)) {
    const fields = Object.values(bare.getFields()).map((field) => {
      const wanted = `${bare.name}.${field.name}` in known ? known[`${bare.name}.${field.name}`] : known[field.name];
      return [field.name, example(field.type, [...path, field.name], wanted, known, places)] as const;
    });
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  }
  places.push({ path, type: bare.name });
  if (given === null && !isNonNullType(type)) return undefined;
  if (isEnumType(bare)) return bare.getValue(String(given)) === undefined ? bare.getValues()[0]?.name : given;
  return given ?? EXAMPLES[bare.name] ?? "X";
}

const EXAMPLES: Known = { Int: 1, Float: 0.5, Boolean: false, Date: "2026-03-01", Timestamp: "2026-03-01T08:00:00Z", DateTime: "2026-03-01T08:00:00Z", Texts: { ar: "اسم", en: "Name" } };
