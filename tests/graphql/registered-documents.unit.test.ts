import { getNamedType, isObjectType, parse, TypeInfo, validate, visit, visitWithTypeInfo } from "graphql";
import { documentHash, REGISTERED, registeredDocument } from "../../src/graphql/registered-documents";
import { makeSchema } from "../../src/graphql/schema";

const schema = makeSchema();

/** A form is asked for as a whole; of an instrument, what is shown. */
const PARTLY = ["Instrument", "Refusal"];

test.each([...REGISTERED.values()].map((text): [string, string] => [/\w+ (\w+)/u.exec(text)?.[1] ?? "", text]))("%s fits the schema and forgets no field of what it shows", (_, text) => {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const selected = new Map<string, Set<string>>();
  const types = new TypeInfo(schema);
  visit(document, visitWithTypeInfo(types, {
    Field: (node) => {
      const parent = types.getParentType()?.name ?? "";
      selected.set(parent, (selected.get(parent) ?? new Set()).add(node.name.value));
    },
  }));
  for (const [name, fields] of selected) {
    const type = getNamedType(schema.getType(name));
    if (!isObjectType(type) || PARTLY.includes(name) || ["Query", "Mutation"].includes(name)) continue;
    expect([name, Object.keys(type.getFields()).sort()]).toEqual([name, [...fields].sort()]);
  }
});

test("a document is known by its text however it is indented, and by its hash alone; another is not", () => {
  const [[hash, text] = ["", ""]] = [...REGISTERED];
  expect(registeredDocument({ query: `\n\n  ${text.replaceAll("\n", "\n\t")}\n` })).toBe(text);
  expect(registeredDocument({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } })).toBe(text);
  expect(registeredDocument({ query: text.replace("agency", "agency x: agency") })).toBeUndefined();
  expect(registeredDocument({ query: "{ viewer { role } }", extensions: { persistedQuery: { sha256Hash: hash } } })).toBeUndefined();
  for (const odd of [{}, { query: 1 }, { extensions: null }, { extensions: { persistedQuery: 1 } }, { extensions: { persistedQuery: { sha256Hash: ["x"] } } }, { query: " ".repeat(30_000) }]) expect(registeredDocument(odd)).toBeUndefined();
  expect(documentHash(text)).toBe(hash);
});
