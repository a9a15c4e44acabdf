import { type GraphQLField, getNamedType, isEnumType, isScalarType, isUnionType } from "graphql";
import { pino } from "pino";
import { makeSchema } from "../../src/graphql/schema";
import { exampleArguments, type Known, withValueAt } from "../support/example-arguments";
import { fine, givenAgency, givenPortal, givenService, unusedCode } from "../support/fixtures";
import { knownNames } from "../support/known-names";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";

/** Whoever holds the token of a link needs no key. */
const BY_TOKEN = ["survey", "saveAnswers", "submitResponse", "optOut"];

const schema = makeSchema();
const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

const errors: string[] = [];
let app: TestApp;
const keys: Record<string, string> = {};
let known: Known;
beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-03-10T08:00:00Z"), log: pino({ level: "error" }, { write: (line: string) => errors.push(line) }) });
  const agency = await givenAgency(app);
  const service = await givenService(app, { agency, steps: [{ code: "FILL", kind: "FILL_IN" }] });
  fine(await app.house.catalogue.calendars.definePeriod(OPERATOR, { code: "RAMADAN", names: { en: "Ramadan" }, from: "2026-02-18", to: "2026-03-20" }));
  const portal = await givenPortal(app, { agency, services: [service] });
  keys["admin"] = await app.key({ role: "admin" });
  keys["portal"] = await app.key({ role: "portal", portalId: portal.id });
  known = knownNames({ service: service.name, agency: agency.code, portal: portal.code });
});
afterAll(() => app.close());

function documentOf(field: GraphQLField<unknown, unknown>): string {
  const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(", ");
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(", ");
  const type = getNamedType(field.type);
  const selection = isScalarType(type) || isEnumType(type) ? "" : isUnionType(type) ? "{ __typename ... on Refusal { code path } }" : "{ __typename }";
  return `${mutations.includes(field) ? "mutation" : "query"} ${declared === "" ? "" : `(${declared})`} { ${field.name}${passed === "" ? "" : `(${passed})`} ${selection} }`;
}

test("every operation asks who you are before anything else, but for the four that ask for a token instead", async () => {
  const answers: Record<string, unknown> = {};
  for (const field of [...queries, ...mutations]) {
    const { status, errors: problems, data } = await app.send(undefined, documentOf(field), exampleArguments(field, known).values);
    if (status !== 401 || problems[0].extensions.code !== "UNAUTHENTICATED") answers[field.name] = data?.[field.name];
  }
  expect(answers).toEqual(Object.fromEntries(BY_TOKEN.map((name) => [name, { __typename: "Refusal", code: "NOT_FOUND", path: ["token"] }])));
});

/** What PostgreSQL, JavaScript or a calendar may choke on. */
const HOSTILE: Readonly<Record<string, readonly unknown[]>> = {
  String: ["\0", "A\0", "\ud800", "", "x".repeat(5_000), "__proto__", "A/B/C", Buffer.from("a/\0@1e400").toString("base64url")],
  Int: [-2_147_483_648, -1, 0, 2_147_483_647],
  Float: [-1e308, 0, 5e-324, 1e308],
  Date: ["0001-01-01", "9999-12-31"],
  Timestamp: ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "\0"],
  DateTime: ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"],
  Texts: [{}, { en: "" }, JSON.parse('{"__proto__": "x", "en": "Name"}'), { ar: "x".repeat(2_000) }],
};

test.each(["admin", "portal"])("no value in any place of any operation breaks anything of ours, for %s", async (role) => {
  const broken: string[] = [];
  let asked = 0;
  for (const field of [...queries, ...mutations]) {
    // What a role may not do at all ends before its input is looked at.
    if ((await app.send(keys[role], documentOf(field), exampleArguments(field, known).values)).status === 403) continue;
    for (const { path, type } of exampleArguments(field, known).places) {
      for (const value of HOSTILE[type] ?? []) {
        // New names every time, or what was made before would be the answer.
        const fresh = { ...known, reference: unusedCode("R"), batchReference: unusedCode("B"), [`${field.name}.code`]: known[`${field.name}.code`] ?? unusedCode("C"), ...newCode(field.name) };
        const answer = await app.send(keys[role], documentOf(field), withValueAt(exampleArguments(field, fresh).values, path, value));
        asked += 1;
        if (answer.status >= 500 || JSON.stringify(answer.body).includes("INTERNAL_SERVER_ERROR")) broken.push(`${field.name} ${path.join(".")} ${JSON.stringify(value).slice(0, 40)}`);
      }
    }
  }
  expect(asked).toBeGreaterThan(role === "admin" ? 1_000 : 200);
  expect([broken, errors]).toEqual([[], []]);
}, 120_000);

/** A code of its own for what is created. */
function newCode(operation: string): Known {
  const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input`;
  return operation.startsWith("create") ? { [`${type}.code`]: unusedCode("N") } : {};
}
