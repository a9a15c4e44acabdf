import { getNamedType, type GraphQLField, isObjectType, isUnionType, type GraphQLOutputType, parse, validate } from "graphql";
import { WorstQueries } from "../support/worst-queries";
import { COST_LIMIT } from "../../src/app";
import { queryCost } from "../../src/graphql/query-cost";
import { makeSchema } from "../../src/graphql/schema";
import { givenService } from "../support/fixtures";
import { statementsOf } from "../support/count-statements";
import { startTestApp, type TestApp } from "../support/test-app";

const schema = makeSchema();
const PERIOD = `{ from: "2025-01-01", to: "2026-01-01" }`;
/** What a required argument of a query may be. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  "method.code": "WILSON", code: '"X"', service: '"X"', agency: '"X"', token: '"X"', procedure: '"X"', instrument: '"X"', change: '"019a0000-0000-7000-8000-000000000000"', portal: '"X"', from: '"2025-01-01"', to: '"2026-01-01"', on: '"2025-01-01"', period: PERIOD, filter: `{ period: ${PERIOD} }`,
};
/** Arguments that make an answer larger, at their largest. */
const LARGEST: Readonly<Record<string, string>> = { first: "500", edges: "500", variants: "500", interval: "DAY" };

let app: TestApp;
let admin: string;
beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-01-15T08:00:00Z") });
  admin = await app.key({ role: "admin" });
  await givenService(app);
});
afterAll(() => app.close());

function argumentsOf(field: GraphQLField<unknown, unknown>): string {
  const written = field.args.flatMap(({ name, type, defaultValue }) => {
    const required = String(type).endsWith("!") && defaultValue === undefined;
    const value = LARGEST[name] ?? (required ? (ARGUMENTS[`${field.name}.${name}`] ?? ARGUMENTS[name]) : undefined);
    if (value === undefined && required) throw new Error(`what may ${field.name}.${name} be?`);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  return written.length === 0 ? "" : `(${written.join(", ")})`;
}

/**
 * Every field with its largest arguments, down to where a type would stand inside itself. Members of a union need other
 * names for fields of the same name; aliases everywhere would be refused as too many, before the cost is looked at.
 */
function worst(type: GraphQLOutputType, above: readonly string[], member = false): string {
  const named = getNamedType(type);
  const path = [...above, named.name];
  if (isUnionType(named)) return `{ __typename ${named.getTypes().map((member) => `... on ${member.name} ${worst(member, path, true)}`).join(" ")} }`;
  if (!isObjectType(named)) return "";
  const fields = Object.values(named.getFields()).filter((field) => !path.includes(getNamedType(field.type).name));
  return `{ __typename ${fields.map((field) => `${member ? `${named.name}_${field.name}: ` : ""}${field.name}${argumentsOf(field)} ${worst(field.type, path)}`).join(" ")} }`;
}

async function decision(query: string): Promise<string> {
  const { status, body } = await app.send(admin, query);
  const codes = (body.errors ?? []).map(({ extensions }: any) => extensions.code);
  if (codes.includes("DOCUMENT_TOO_LARGE") || codes.includes("QUERY_TOO_COSTLY")) return `${String(status)} refused`;
  return status >= 500 || codes.some((code: string) => code.startsWith("GRAPHQL_")) ? JSON.stringify(body).slice(0, 300) : "runs";
}

test("the worst query of every root field is refused before it runs, or runs", async () => {
  const decisions: Record<string, string> = {};
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) decisions[field.name] = await decision(`{ ${field.name}${argumentsOf(field)} ${worst(field.type, ["Query"])} }`);
  expect(decisions).toMatchObject({ viewer: "runs", agency: "400 refused", agencies: "400 refused", effortReport: "400 refused", services: "400 refused", processMap: "runs" });
  expect(Object.values(decisions).filter((one) => one !== "runs" && one !== "400 refused")).toEqual([]);
});

/** What is cheap to work out, whatever is asked of it: a row or two, or what is in memory. */
const CHEAP = ["agencies", "agency", "effortPolicy", "instrument", "instruments", "method", "methods", "namedPeriods", "portals", "samplingRates", "service", "services", "survey", "surveys", "surveysInForce", "unmappedCodes", "viewer"];

test("S6 what is worked out whatever is selected of it has its price at the root: nothing dear is asked a hundred times", () => {
  const dear = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ name }) => !CHEAP.includes(name));
  const prices = dear.map((field) => [field.name, queryCost(schema, parse(`{ ${field.name}${argumentsOf(field)} { __typename } }`), null, {})] as const);
  expect(prices.filter(([, price]) => price < 15_000)).toEqual([]);
});

test("S6 the bench of the worst legal queries has one of every root field", () => {
  const queries = new WorstQueries(schema, { period: { from: "2024-01-01", to: "2026-01-01" }, service: "A/X", change: "019a0000-0000-7000-8000-000000000000" }, COST_LIMIT);
  for (const root of queries.roots()) {
    const { document, price } = queries.cheapest(root);
    expect([root.name, validate(schema, parse(document))]).toEqual([root.name, []]);
    expect([root.name, price <= COST_LIMIT]).toEqual([root.name, true]);
  }
});

const usual = "steps { code reached { value } returned { value low high } serviceTime { median { value low high unit } } ease { share { value low high n quality reasons } mean { value low high } } }";
const report = (first: number, fields: string) => `{ effortReport(filter: { period: ${PERIOD} }, first: ${String(first)}) { ... on EffortReport { ${fields} } } }`;

test("what people ask for every day runs", async () => {
  expect(await decision(report(50, `services { edges { node { service { code names } ${usual} } } }`))).toBe("runs");
  expect(await decision(report(500, "services { edges { node { service { code names } completion { value low high } } } }"))).toBe("runs");
  expect(await decision(report(50, "steps(first: 500, orderBy: DROP_OFF) { rank service { code names } step { code names } dropOff { value low high n } } ranking(orderBy: DROP_OFF) { ranked }"))).toBe("runs");
  expect(await decision(`{ service(code: "X") { satisfaction(period: ${PERIOD}, interval: DAY) { ... on SatisfactionSeries { lines { measure points { from to share { value low high n quality } } } } } } }`)).toBe("runs");
  const times = "{ median { value low high n reasons } p90 { value low high n reasons } }";
  expect(await decision(`{ service(code: "X") { durations(period: ${PERIOD}, interval: DAY) { ... on DurationSeries { points { from to clock ${times} working ${times} } } } } }`)).toBe("runs");
  expect(await decision(`{ services(first: 20) { edges { node { durations(period: ${PERIOD}) { ... on DurationSeries { points { from to clock ${times} working ${times} } } } } } } }`)).toBe("runs");
  expect(await decision("{ services(first: 500) { edges { cursor node { code names agency { code names } } } pageInfo { hasNextPage endCursor } totalCount } }")).toBe("runs");
});

test("a refusal tells the cost and the limit, and nothing of it runs", async () => {
  const query = `query ($first: Int!) { effortReport(filter: { period: ${PERIOD} }, first: $first) { ...all } } fragment all on EffortReport { services { edges { node { ${usual} } } } }`;
  expect((await app.send(admin, query, { first: 50 })).errors).toBeUndefined();
  let answer: any;
  const statements = await statementsOf(app.house.dataSource, async () => (answer = await app.send(admin, query, { first: 500 })));
  expect([answer.status, answer.data, answer.errors[0].extensions]).toEqual([400, undefined, { code: "QUERY_TOO_COSTLY", cost: expect.any(Number), limit: 1_500_000 }]);
  expect(answer.errors[0].extensions.cost).toBeGreaterThan(1_500_000);
  expect(statements.filter((sql) => /_tally|visible-services/u.test(sql))).toEqual([]);
});

test("the limit is a setting", async () => {
  const small = await startTestApp({ database: app.database, costLimit: 10_000 });
  const { errors } = await small.send(admin, "{ agencies(first: 500) { edges { node { code names services { totalCount edges { node { code } } } } } } }");
  expect(errors[0].extensions).toMatchObject({ code: "QUERY_TOO_COSTLY", limit: 10_000 });
  expect((await small.send(admin, "{ viewer { role } }")).data.viewer.role).toBe("admin");
  await small.close();
});

test("fragments within fragments end in a refusal, not in an endless sum", () => {
  const layers = Array.from({ length: 40 }, (_, i) => `fragment f${String(i)} on Service { ...f${String(i + 1)} ...f${String(i + 1)} }`).join(" ");
  expect(queryCost(schema, parse(`{ service(code: "X") { ...f0 } } ${layers} fragment f40 on Service { code }`), null, {})).toBe(Number.MAX_SAFE_INTEGER);
});

test("what is left out costs nothing; lists shorter than nothing neither", async () => {
  expect(await decision(`query ($no: Boolean = false) { effortReport(filter: { period: ${PERIOD} }, first: 500) { ... on EffortReport { services @include(if: $no) { edges { node { ${usual} } } } } } }`)).toBe("runs");
  expect(await decision(report(-500, `services { edges { node { ${usual} } } }`))).toBe("runs");
});
