import fc from "fast-check";
import { type GraphQLField, type GraphQLInputType, getNamedType, getNullableType, isEnumType, isInputObjectType, isInterfaceType, isListType, isNonNullType, isObjectType, isUnionType, type GraphQLOutputType } from "graphql";
import { pino } from "pino";
import { makeSchema } from "../../src/graphql/schema";
import { figure } from "../support/figures";
import { fine, givenAgency, givenPortal, givenService } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";

/** Documents for each role; `npm run trust` asks for 20,000. */
const DOCUMENTS = Number(process.env["TRUST_DOCUMENTS"] ?? 250);
const SEED = Number(process.env["TRUST_SEED"] ?? 20_261_122);

const schema = makeSchema();
const fields = (type: typeof schema extends { getQueryType(): infer Q } ? Q : never): GraphQLField<unknown, unknown>[] => Object.values(type?.getFields() ?? {});
const roots = { query: fields(schema.getQueryType()), mutation: fields(schema.getMutationType()) };

let app: TestApp;
const keys: Record<string, string | undefined> = {};
let names: readonly string[] = [];
const logged: string[] = [];
beforeAll(async () => {
  app = await startTestApp({ development: false, log: pino({ level: "error" }, { write: (line: string) => logged.push(line) }) });
  const agency = await givenAgency(app);
  const service = await givenService(app, { agency, steps: [{ code: "FILL", kind: "FILL_IN" }] });
  const portal = await givenPortal(app, { agency, services: [service] });
  fine(await app.house.catalogue.calendars.definePeriod(OPERATOR, { code: "RAMADAN", names: { en: "Ramadan" }, from: "2026-02-18", to: "2026-03-20" }));
  names = [agency.code, service.code, service.name, portal.code, "FILL", "MAIN", "CES5_EASE", "RAMADAN", "ar", "en", "2026-03-01", "2026-03-01T08:00:00Z", "Asia/Muscat"];
  keys["admin"] = await app.key({ role: "admin" });
  keys["office"] = await app.key({ role: "office" });
  keys["owner"] = await app.key({ role: "owner", agencyId: agency.id, serviceIds: undefined });
  keys["portal"] = await app.key({ role: "portal", portalId: portal.id });
  keys["nobody"] = undefined;
});
afterAll(() => app.close());

/** What PostgreSQL, JavaScript or a calendar may choke on. */
const AWKWARD: readonly unknown[] = ["", "\0", "a\0b", "\ud800", "\u202e", "x".repeat(3_000), "__proto__", "constructor", "'; DROP TABLE answer; --", "1e400", "0001-01-01", "9999-12-31T23:59:60Z", "2026-02-30", -1, 0, 2_147_483_647, -2_147_483_648, 1.5, true, [], {}];

type Pick = <T>(from: readonly T[]) => T;

function value(type: GraphQLInputType, pick: Pick, depth: number): unknown {
  if (isNonNullType(type)) return value(type.ofType, pick, depth);
  if (pick([0, 0, 0, 0, 0, 0, 0, 1]) === 1) return pick([null, ...AWKWARD]);
  if (isListType(type)) return Array.from({ length: depth > 5 ? 0 : pick([0, 1, 1, 2]) }, () => value(type.ofType, pick, depth + 1));
  if (isEnumType(type)) return pick(type.getValues()).name;
  if (isInputObjectType(type)) {
    const given = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || (depth < 4 && pick([true, false])));
    return Object.fromEntries(given.map((field) => [field.name, value(field.type, pick, depth + 1)]));
  }
  if (type.name === "Int") return pick([0, 1, 2, 5, 50, 500, 501]);
  if (type.name === "Float") return pick([0, 0.5, 12.5]);
  if (type.name === "Boolean") return pick([true, false]);
  if (type.name === "Texts") return { en: pick(names), ar: "خدمة" };
  if (type.name === "Date") return pick(["2026-01-01", "2026-02-01", "2026-03-01"]);
  if (type.name === "DateTime") return pick(["2026-01-01T08:00:00Z", "2026-03-01T08:00:00+04:00"]);
  return pick(names);
}

function selection(type: GraphQLOutputType, pick: Pick, depth: number): string {
  const named = getNamedType(type);
  if (isUnionType(named)) return `{ __typename ${named.getTypes().map((member) => `... on ${member.name} ${selection(member, pick, depth)}`).join(" ")} }`;
  if (!isObjectType(named) && !isInterfaceType(named)) return "";
  const chosen = Object.values(named.getFields()).filter((field) => {
    const leaf = !isObjectType(getNamedType(field.type)) && !isUnionType(getNamedType(field.type));
    return field.args.every((arg) => !isNonNullType(arg.type)) && (leaf ? pick([true, false]) : depth < 5 && pick([true, false, false]));
  });
  return `{ __typename ${chosen.map((field) => `${field.name} ${selection(field.type, pick, depth + 1)}`).join(" ")} }`;
}

function request(kind: "query" | "mutation", field: GraphQLField<unknown, unknown>, pick: Pick): { query: string; variables: object } {
  const given = field.args.filter(({ type }) => isNonNullType(type) || pick([true, false]));
  const declared = given.map(({ name, type }) => `$${name}: ${String(type)}`).join(", ");
  const passed = given.map(({ name }) => `${name}: $${name}`).join(", ");
  const query = `${kind} ${declared === "" ? "" : `(${declared})`} { ${field.name}${passed === "" ? "" : `(${passed})`} ${selection(getNullableType(field.type), pick, 0)} }`;
  return { query, variables: Object.fromEntries(given.map(({ name, type }) => [name, value(type, pick, 0)])) };
}

test.each(["nobody", "portal", "owner", "office", "admin"])("S7 generated documents as %s: whatever is sent, nothing of ours breaks", async (role) => {
  const broken: unknown[] = [];
  const codes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(0xffff)), async (numbers) => {
      const pick: Pick = (from) => from[Number(numbers.next().value) % from.length] as (typeof from)[number];
      const kind = pick(["query", "query", "mutation"] as const);
      const sent = request(kind, pick(roots[kind]), pick);
      const { status, errors, body } = await app.send(keys[role], sent.query, sent.variables);
      const code = String(errors?.[0]?.extensions?.code ?? "none");
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (status >= 500 || code === "INTERNAL_SERVER_ERROR" || typeof body !== "object") broken.push({ sent, status, errors });
    }),
    { numRuns: DOCUMENTS, seed: SEED },
  );
  expect(broken.slice(0, 3)).toEqual([]);
  expect(logged).toEqual([]);
  figure("S7", `${String(DOCUMENTS)} documents as ${role}: 0 broken; ${[...codes].map(([code, n]) => `${code} ${String(n)}`).join(", ")}`);
  // Documents that fit the schema are no test of the parser: most must get as far as somebody's use case.
  const refusedEarly = (codes.get("GRAPHQL_VALIDATION_FAILED") ?? 0) + (codes.get("GRAPHQL_PARSE_FAILED") ?? 0);
  expect(refusedEarly).toBe(0);
}, 3_600_000);
