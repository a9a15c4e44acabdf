import { type Examples, everyOperation } from "../support/every-operation";
import { givenPortal, givenService } from "../support/fixtures";
import { startTestApp, type TestApp } from "../support/test-app";

/** What the holder of a survey's link may do without a key. */
const BY_TOKEN = ["Mutation.saveAnswers", "Mutation.submitResponse", "Query.survey"];

const PLAIN: Examples = {
  ...{ String: "x", Int: 1, Float: 1, Boolean: true },
  ...{ Date: "2026-03-01", Timestamp: "2026-03-01T09:30:00+04:00", DateTime: "2026-03-01T09:30:00Z", Texts: { en: "x" } },
};

let app: TestApp;
/** What exists, by the name it goes by in the API. */
const known: Record<string, string> = {};
const keys: Record<string, string> = {};
beforeAll(async () => {
  app = await startTestApp();
  const mine = await givenService(app);
  const { id: portalId, code: portal } = await givenPortal(app, { services: [mine] });
  Object.assign(known, { service: mine.name, agency: mine.agencyCode, portal });
  keys["admin"] = await app.key({ role: "admin" });
  keys["portal"] = await app.key({ role: "portal", portalId });
});
afterAll(() => app.close());

const operations = everyOperation(PLAIN, "required");

test.each(operations.filter(({ name }) => !BY_TOKEN.includes(name)))("$name asks who you are before anything else", async ({ document, variables }) => {
  const { status, errors } = await app.send(undefined, document, variables);
  expect([status, errors?.[0]?.extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
});

test.each(operations.filter(({ name }) => BY_TOKEN.includes(name)))("$name asks for a token instead", async ({ document, variables }) => {
  const { status, errors, data } = await app.send(undefined, document, variables);
  expect([status, errors, Object.values(data)]).toEqual([200, undefined, [{ __typename: "Refusal" }]]);
});

const HOSTILE: readonly (readonly [string, Examples])[] = [
  ["NUL", { ...PLAIN, String: "a\0b", Timestamp: "2026-03-01T09:30:00+04:00\0" }],
  ["half a character", { ...PLAIN, String: "\ud800", Timestamp: "\udfff", Float: -0 }],
  ["nothing", { ...PLAIN, String: "", Int: 0, Timestamp: "", Texts: {}, Float: 0 }],
  ["much", { ...PLAIN, String: "ي".repeat(20_000), Int: 2_147_483_647, Float: 1e308, Date: "9999-12-31", Timestamp: "9999-12-31T23:59:59.999999999-12:00", DateTime: "9999-12-31T23:59:59Z" }],
  ["little", { ...PLAIN, String: "-", Int: -2_147_483_648, Float: -1e308, Date: "0001-01-01", Timestamp: "0001-01-01T00:00:00+14:00", DateTime: "0001-01-01T00:00:00Z" }],
  ["names of objects", { ...PLAIN, String: "__proto__", Texts: { constructor: "x" } }],
];

test.each(HOSTILE)("%s everywhere is no reason to break", async (_, examples) => {
  const broken: string[] = [];
  for (const parts of ["required", "all"] as const) {
    for (const { name, document, variables } of everyOperation(examples, parts)) {
      if (await breaks("admin", document, variables)) broken.push(`${name} (${parts})`);
    }
  }
  expect(broken).toEqual([]);
}, 60_000);

test.each([["admin"], ["portal"]])("nor is one bad leaf on a sound tree, for %s", async (role) => {
  const broken = new Set<string>();
  let tried = 0;
  for (const { name, document, variables } of everyOperation(PLAIN, "all")) {
    const sound = naming(variables);
    // What a role may not do at all ends before its input is looked at.
    if ((await app.send(keys[role], document, sound)).status === 403) continue;
    for (const [what, examples] of HOSTILE) {
      for (const bad of withOneBadLeaf(sound, examples)) {
        tried += 1;
        if (await breaks(role, document, bad)) broken.add(`${name}: ${what} in ${JSON.stringify(bad).slice(0, 300)}`);
      }
    }
  }
  expect([...broken]).toEqual([]);
  expect(tried).toBeGreaterThan(200);
}, 120_000);

async function breaks(role: string, document: string, variables: object): Promise<boolean> {
  const { status, errors } = await app.send(keys[role], document, variables);
  return status >= 500 || (errors ?? []).some(({ extensions }: any) => extensions.code === "INTERNAL_SERVER_ERROR");
}

/** Copies of a value, each with another of its leaves replaced by a hostile one of the same type. */
function withOneBadLeaf(value: unknown, examples: Examples): readonly any[] {
  if (Array.isArray(value)) return value.flatMap((one, i) => withOneBadLeaf(one, examples).map((bad) => value.with(i, bad)));
  if (typeof value === "object" && value !== null) return Object.entries(value).flatMap(([key, one]) => withOneBadLeaf(one, examples).map((bad) => ({ ...value, [key]: bad })));
  if (typeof value === "string") return [PLAIN["Date"] === value ? examples["Date"] : PLAIN["Timestamp"] === value ? examples["Timestamp"] : examples["String"]];
  return typeof value === "number" ? [examples["Int"]] : [];
}

/** The same with what exists wherever a service, an agency or a portal is named. */
function naming(value: unknown, name = ""): any {
  if (typeof value === "string") return known[name.replace(/s$/u, "")] ?? value;
  if (Array.isArray(value)) return value.map((one) => naming(one, name));
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, naming(one, key)]));
  return value;
}
