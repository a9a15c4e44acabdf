import { DOCUMENT_LIMITS, documentProblem } from "../../src/graphql/document-limits";
import { everyField } from "../support/every-field";
import { startTestApp, type TestApp } from "../support/test-app";

let app: TestApp;
const keys: Record<string, string> = {};
beforeAll(async () => {
  app = await startTestApp({ development: false });
  keys["office"] = await app.key({ role: "office" });
  keys["portal"] = await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" });
});
afterAll(() => app.close());

const times = (n: number, of: (i: number) => string): string => Array.from({ length: n }, (_, i) => of(i)).join(" ");
const nested = (depth: number): string => "{ viewer ".repeat(depth) + "{ role }" + " }".repeat(depth);
const fragments = (n: number): string => `${times(n, (i) => `fragment F${String(i)} on Query { ...F${String(i + 1)} ...F${String(i + 1)} }`)} fragment F${String(n)} on Query { viewer { role } } { ...F0 }`;
const INTROSPECT = "query { __schema { types { name fields { type { name ofType { name } } } } } }";

/** Each is refused with one error: as text, or as a whole request. */
const HOSTILE: Readonly<Record<string, string | { readonly body?: string; readonly headers?: Readonly<Record<string, string>>; readonly method?: string; readonly path?: string }>> = {
  ...Object.fromEntries([21, 100, 1_000].map((depth) => [`depth ${String(depth)}`, nested(depth)])),
  ...Object.fromEntries([101, 1_000, 10_000].map((n) => [`${String(n)} aliases`, `{ ${times(n, (i) => `a${String(i)}: viewer { role }`)} }`])),
  ...Object.fromEntries([62, 500, 2_000].map((n) => [`one field ${String(n)} times`, `{ ${times(n, () => "viewer { role }")} }`])),
  ...Object.fromEntries([61, 500, 5_000].map((n) => [`${String(n)} directives`, `{ viewer ${times(n, () => "@skip(if: false)")} { role } }`])),
  ...Object.fromEntries([10, 61, 1_000].map((n) => [`${String(n)} unknown directives`, `{ viewer ${times(n, (i) => `@no${String(i)}`)} { role } }`])),
  ...Object.fromEntries([20, 59].map((n) => [`fragments within fragments, 2^${String(n)}`, fragments(n)])),
  "fragment that holds itself": "{ ...F } fragment F on Query { ...F }",
  "fragments in a circle": "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
  "100 kB of text in an argument": `{ service(code: "${"x".repeat(100_000)}") { __typename } }`,
  "5,000 fields": `{ ${times(5_000, (i) => `f${String(i)}`)} }`,
  "a list of 6,000 items": `{ service(code: [${times(6_000, () => "1")}]) { __typename } }`,
  "an input 2,000 deep": `{ service(code: ${"{a: ".repeat(2_000)}1${"}".repeat(2_000)}) { __typename } }`,
  "include storm": `{ ${times(300, () => "... @include(if: true) { viewer { role } }")} }`,
  "30 operations": times(30, (i) => `query Q${String(i)} { viewer { role } }`),
  "two operations and no name": "query A { viewer { role } } query B { viewer { role } }",
  "a huge whole number": "{ services(first: 99999999999999999999) { totalCount } }",
  "a huge fraction": "{ services(first: 1e400) { totalCount } }",
  "90 kB of comments, then nothing": `#${"x".repeat(90_000)}\n`,
  "200 kB of comments": `#${"x".repeat(200_000)}\n{ viewer { role } }`,
  "nothing": "",
  "blanks": "   \n\t",
  "half a document": "{ viewer { role }",
  "a lone surrogate": '{ service(code: "\\ud800") { ',
  "a zero byte": "{ viewer\0 { role } }",
  "a name of the prototype": "{ __proto__ { role } }",
  "another name of the prototype": "{ constructor { role } }",
  "an unknown field": "{ viewr { role } }",
  "an unknown type": "{ ... on Nobody { role } }",
  "a subscription": "subscription { viewer { role } }",
  "a fragment alone": "fragment F on Query { viewer { role } }",
  "a type definition": "type Query { x: Int }",
  "two tokens": '{ a: survey(token: "x") { __typename } b: survey(token: "y") { __typename } }',
  "two tokens in fragments": '{ ...A ...B } fragment A on Query { a: survey(token: "x") { __typename } } fragment B on Query { b: survey(token: "y") { __typename } }',
  "two tokens in inline fragments": '{ ... { a: survey(token: "x") { __typename } } ... on Query { b: survey(token: "y") { __typename } } }',
  "no JSON": { body: "{" },
  "JSON that is no object": { body: "1" },
  "a batch": { body: JSON.stringify(Array.from({ length: 10 }, () => ({ query: "{ viewer { role } }" }))) },
  "null": { body: "null" },
  "no query": { body: "{}" },
  "a query that is no text": { body: '{"query":1}' },
  "variables that are no object": { body: '{"query":"{ viewer { role } }","variables":"x"}' },
  "prototype among the variables": { body: '{"query":"query ($a: String!) { service(code: $a) { __typename } }","variables":{"__proto__":{"a":"x"}}}' },
  "prototype in the body": { body: '{"__proto__":{"query":"{ viewer { role } }"}}' },
  "text/plain": { headers: { "content-type": "text/plain" } },
  "urlencoded": { body: "query=%7Bviewer%7Brole%7D%7D", headers: { "content-type": "application/x-www-form-urlencoded" } },
  "multipart": { body: "--x\r\ncontent-disposition: form-data; name=operations\r\n\r\n{}\r\n--x--", headers: { "content-type": "multipart/form-data; boundary=x" } },
  "compressed": { headers: { "content-encoding": "gzip" } },
  "a charset of its own": { headers: { "content-type": "application/json; charset=utf-7" } },
  "2 MB": { body: JSON.stringify({ query: "{ viewer { role } }", variables: { x: "x".repeat(2_000_000) } }) },
  "a GET": { method: "GET", path: `/graphql?query=${encodeURIComponent("{ viewer { role } }")}` },
  "a mutation by GET": { method: "GET", path: `/graphql?query=${encodeURIComponent('mutation { revokeKey(keyId: "x") { __typename } }')}` },
  "a PUT": { method: "PUT" },
  "a DELETE": { method: "DELETE" },
};

interface Told {
  readonly status: number;
  readonly text: string;
  readonly type: string | null;
}

async function tell(key: string | undefined, one: (typeof HOSTILE)[string]): Promise<Told> {
  const { body = JSON.stringify({ query: "{ viewer { role } }" }), headers = {}, method = "POST", path = "/graphql" } = typeof one === "string" ? { body: JSON.stringify({ query: one }) } : one;
  const response = await fetch(`${app.address}${path}`, {
    method, headers: { "content-type": "application/json", ...headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) }, ...(method === "GET" ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, text, type: response.headers.get("content-type") };
}

describe.each(["nobody", "portal", "office"])("S5 hostile documents, as %s", (who) => {
  test.each(Object.keys(HOSTILE))("%s", async (name) => {
    const told = await tell(keys[who], HOSTILE[name] ?? "");
    // A portal sends thousands of passages at once: for it this is no hostile size.
    if (name === "2 MB" && who === "portal") {
      expect(told.status).toBe(200);
      return;
    }
    expect(told.status).toBeGreaterThanOrEqual(400);
    expect(told.status).toBeLessThan(500);
    expect(told.type).toContain("json");
    const { errors } = JSON.parse(told.text) as { errors: readonly { message: string; extensions: { code: string } }[] };
    expect(errors).toHaveLength(1);
    expect(errors[0]?.extensions.code).toMatch(/^[A-Z][A-Z0-9_]+$/u);
    expect(told.text).not.toMatch(/did you mean|node_modules|at Object|\/src\/|apollo|graphql-js/iu);
  });
});

test("S1 S2 without a key nothing of the schema is told: no introspection, no suggestion, no field that answers unlike one that is not there", async () => {
  const seen = new Set<string>();
  for (const query of [INTROSPECT, "{ __typename }", "{ __type(name: \"Query\") { name } }", "{ viewer { role } }", "{ viewr { role } }", "{ services { totalCount } }", "mutation { x }", "{ a: __typename }"]) {
    const { status, text } = await tell(undefined, query);
    seen.add(`${String(status)} ${text}`);
  }
  expect(seen.size).toBe(1);
  expect([...seen][0]).toContain("UNAUTHENTICATED");
});

test("a key may not introspect where the schema is not shown, and its mistakes are not explained with our names", async () => {
  const { status, text } = await tell(keys["office"], INTROSPECT);
  expect([status, JSON.parse(text).errors.length]).toEqual([400, 1]);
  expect((await tell(keys["office"], "{ viewr { role } }")).text).not.toContain("viewer");
});

test.each(["EffortReport", "Benchmark", "ProcessMap", "WhatChanged", "SimplificationCard", "WhoAnswered", "DataHealth"])("a document that asks %s for everything is not refused, nor is one of half of each limit", (type) => {
  expect(documentProblem(`{ report ${everyField(type)} }`)).toBeUndefined();
  const half = (limit: number, of: (i: number) => string): string => times(limit / 2, of);
  expect(documentProblem(`{ ${half(DOCUMENT_LIMITS.aliases, (i) => `a${String(i)}: b`)} ${half(DOCUMENT_LIMITS.repeats, () => "c")} d ${half(DOCUMENT_LIMITS.directives, () => "@skip(if: true)")} }`)).toBeUndefined();
});

test("what an operation costs is told beside its answer", async () => {
  const { body } = await app.send(keys["office"], "{ viewer { role } }");
  expect(body.extensions.cost).toEqual({ requested: expect.any(Number), limit: 1_500_000 });
});

test("a key that comes too often is told when to come again; others are not held up", async () => {
  const limited = await startTestApp({ development: false, rateLimit: 20 });
  try {
    const [busy, quiet] = [await limited.key({ role: "office" }), await limited.key({ role: "office" })];
    const answers = await Promise.all(Array.from({ length: 30 }, () => fetch(`${limited.address}/graphql`, { method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${busy}` }, body: JSON.stringify({ query: "{ viewer { role } }" }) })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused[0]?.json()).toEqual({ errors: [{ message: expect.any(String), extensions: { code: "TOO_MANY_REQUESTS" } }] });
    expect((await limited.send(quiet, "{ viewer { role } }")).status).toBe(200);
  } finally {
    await limited.close();
  }
});
