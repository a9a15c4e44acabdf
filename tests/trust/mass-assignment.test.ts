import { coerceInputValue, extendSchema, getNullableType, type GraphQLInputType, type GraphQLSchema, isInputObjectType, isListType, parse } from "graphql";
import { makeSchema } from "../../src/graphql/schema";
import { figure } from "../support/figures";
import { exampleArguments } from "../support/example-arguments";
import { startTestApp, type TestApp } from "../support/test-app";

const schema = makeSchema();

/** What the house decides itself, in the names that storage and answers have for it. */
const SERVER_OWNED = [
  "id", "serviceId", "agencyId", "transactionId", "surveyId", "invitationId", "procedureId", "responseId", "portalId", "createdAt", "updatedAt", "recordedAt", "publishedAt", "retiredAt", "receipt",
  "tokenDigest", "tokenKeyId", "contentDigest", "digest", "subjectKey", "operatorKey", "contactKey", "jackknifeGroup", "inclusionProbability", "outcomeSource", "withdrawn", "calendarRevision", "panel",
  "state", "signals", "partial", "flagged", "draft", "drawn", "actor", "role", "isAdmin", "keyHash", "secret", "factsFrom", "__typename", "constructor", "prototype", "toString", "hasOwnProperty",
] as const;

type Path = readonly (string | number)[];

/** Every object within a value of an input type, with the fields that the type has. */
function objectsIn(type: GraphQLInputType, value: unknown, path: Path = []): readonly { readonly path: Path; readonly fields: readonly string[] }[] {
  const plain = getNullableType(type);
  if (isListType(plain)) return Array.isArray(value) ? value.flatMap((one, i) => objectsIn(plain.ofType, one, [...path, i])) : [];
  if (!isInputObjectType(plain) || typeof value !== "object" || value === null) return [];
  const fields = plain.getFields();
  return [{ path, fields: Object.keys(fields) }, ...Object.entries(value).flatMap(([name, inner]) => (fields[name] === undefined ? [] : objectsIn(fields[name].type, inner, [...path, name])))];
}

function withField(value: unknown, path: Path, name: string): unknown {
  const copy = structuredClone(value);
  const place = path.reduce<any>((at, key) => at[key], copy);
  Object.defineProperty(place, name, { value: "x", enumerable: true, configurable: true, writable: true });
  return copy;
}

/** Server-owned fields that an input takes: as `mutation.argument.path.field`. */
function taken(of: GraphQLSchema): { readonly tried: number; readonly accepted: readonly string[] } {
  const accepted: string[] = [];
  let tried = 0;
  for (const field of Object.values(of.getMutationType()?.getFields() ?? {})) {
    const { values } = exampleArguments(field, {});
    for (const { name, type } of field.args) {
      for (const { path, fields } of objectsIn(type, values[name])) {
        for (const owned of SERVER_OWNED.filter((one) => !fields.includes(one) || of !== schema)) {
          tried += 1;
          const refused: string[] = [];
          coerceInputValue(withField(values[name], path, owned), type, (_path, _value, { message }) => refused.push(message));
          if (!refused.some((message) => message.startsWith(`Field "${owned}" is not defined by type`))) accepted.push([field.name, name, ...path, owned].join("."));
        }
      }
    }
  }
  return { tried, accepted };
}

test("S11 no input takes what is the server's to say", () => {
  const { tried, accepted } = taken(schema);
  expect(accepted).toEqual([]);
  expect(tried).toBeGreaterThan(1_000);
  figure("S11", `${String(tried)} fields put into inputs, 0 taken`);
});

/** What a portal measures, what became of a link, and which figures somebody wants: the caller's to say. */
const THEIRS = ["DeclareSignalsInput.signals", "DeliveryInput.state", "ReportFilter.flagged"] as const;

test("S11 no input type has a field of such a name but where it is the caller's to say", () => {
  const found = Object.values(schema.getTypeMap()).filter(isInputObjectType).flatMap((type) => Object.keys(type.getFields()).filter((name) => (SERVER_OWNED as readonly string[]).includes(name)).map((name) => `${type.name}.${name}`));
  expect(found.sort()).toEqual([...THEIRS].sort());
});

test("S11 control: an input that grew such a field is found", () => {
  const grown = extendSchema(schema, parse("extend input TransactionInput { outcomeSource: String, jackknifeGroup: String }"));
  expect(taken(grown).accepted.filter((one) => /\.(?:outcomeSource|jackknifeGroup)$/u.test(one)).length).toBeGreaterThan(1);
});

describe("names of the prototype", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  test("S11 are refused wherever they stand, and change nothing", async () => {
    const key = await app.key({ role: "admin" });
    const query = "mutation ($input: CreateAgencyInput!) { createAgency(input: $input) { __typename } }";
    const wanted = '"code":"POLLUTED","names":{"en":"x"}';
    for (const name of ["__proto__", "constructor", "prototype"]) {
      const inner = name === "__proto__" ? '{"isAdmin":true,"polluted":true}' : '{"prototype":{"isAdmin":true,"polluted":true}}';
      for (const body of [
        `{"query":${JSON.stringify(query)},"${name}":${inner},"variables":{"input":{${wanted},"x":1}}}`,
        `{"query":${JSON.stringify(query)},"variables":{"${name}":${inner},"input":{${wanted},"x":1}}}`,
        `{"query":${JSON.stringify(query)},"variables":{"input":{${wanted},"${name}":${inner}}}}`,
        `{"query":${JSON.stringify(query)},"variables":{"input":{"code":"POLLUTED","names":{"en":"x","${name}":${inner}}}}}`,
      ]) {
        const response = await fetch(`${app.address}/graphql`, { method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${key}` }, body });
        expect([body, response.status]).toEqual([body, 400]);
        expect((await response.json()).errors).toHaveLength(1);
      }
    }
    expect([({} as Record<string, unknown>)["polluted"], ({} as Record<string, unknown>)["isAdmin"]]).toEqual([undefined, undefined]);
    expect((await app.send(key, '{ agency(code: "POLLUTED") { code } }')).data?.agency ?? null).toBeNull();
  });
});
