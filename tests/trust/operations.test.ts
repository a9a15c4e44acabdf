import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { SECRET_VARIABLES } from "../../src/config/config";
import { withClient } from "../../src/database/roles";
import { freePort, type ServerProcess, startServer } from "../support/server-process";
import { type TcpProxy, tcpProxy } from "../support/tcp-proxy";
import { createTestDatabase, type TestDatabase } from "../support/test-database";

const secrets = Object.fromEntries(Object.values(SECRET_VARIABLES).map((variable) => [variable, randomBytes(32).toString("base64url")]));
/** A well-formed key of nobody: to look it up, the database is needed. */
const A_KEY = `yusr_office_${"a".repeat(12)}_${"b".repeat(43)}`;

let database: TestDatabase;
let proxy: TcpProxy;
let server: ServerProcess;
let address: string;
let operations: string;

const databasePort = (): number => Number(new URL(database.url).port);

beforeAll(async () => {
  database = await createTestDatabase({ plain: true });
  proxy = await tcpProxy();
  proxy.lead(databasePort());
  const url = new URL(database.url);
  url.hostname = "127.0.0.1";
  url.port = String(proxy.port);
  const port = await freePort();
  operations = `http://127.0.0.1:${String(port)}`;
  server = startServer({ DATABASE_URL: url.href, YUSR_OPERATIONS_PORT: String(port), YUSR_JOBS: "off", ...secrets });
  address = await server.ready();
});
afterAll(async () => {
  server.child.kill("SIGTERM");
  await server.ended();
  await proxy.close();
  await database.drop();
});

async function look(path: string): Promise<{ status: number; text: string; milliseconds: number; headers: Headers }> {
  const began = performance.now();
  const response = await fetch(`${operations}${path}`);
  return { status: response.status, text: await response.text(), milliseconds: performance.now() - began, headers: response.headers };
}

const ask = (query: string, key?: string): Promise<Response> =>
  fetch(`${address}/graphql`, { method: "POST", headers: { "content-type": "application/json", ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) }, body: JSON.stringify({ query }) });

test("a process says that it lives, that it is ready, and what it did, where the public does not look", async () => {
  expect(await look("/live")).toMatchObject({ status: 200, text: '{"status":"live"}' });
  expect(await look("/ready")).toMatchObject({ status: 200, text: '{"status":"ready"}' });
  expect((await ask("query aNameOfTheClients { viewer { role } }")).status).toBe(401);
  const { text, headers } = await look("/metrics");
  expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(text).toContain('yusr_operation_seconds_count{operation="viewer",ending="REFUSED"} 1');
  expect(text).toContain('yusr_http_answers_total{route="/graphql",status="401"} 1');
  expect(text).toMatch(/yusr_database_connections\{state="free"\} \d/u);
  expect(text).not.toContain("aNameOfTheClients");
  for (const path of ["/live", "/ready", "/metrics"]) expect((await fetch(`${address}${path}`)).status).toBe(404);
});

test("S26 every answer says how it may be kept and read, and which request it answers", async () => {
  const answers = await Promise.all([ask("{ viewer { role } }"), ask("{ viewer { role } }", A_KEY), ask("{"), fetch(`${address}/nothing`), fetch(`${address}/graphql`, { method: "POST", body: "{" })]);
  for (const { headers } of answers) {
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("strict-transport-security")).toContain("max-age=31536000");
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/u);
    expect([headers.get("referrer-policy"), headers.get("cross-origin-resource-policy")]).toEqual(["no-referrer", "same-origin"]);
    expect(headers.get("content-type")).toContain("charset=utf-8");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/u);
    expect([headers.get("x-powered-by"), headers.get("server")]).toEqual([null, null]);
  }
  expect(new Set(answers.map(({ headers }) => headers.get("x-request-id"))).size).toBe(answers.length);
  // A key that opened nothing is in the log, under the id that its answer had.
  const id = answers[1].headers.get("x-request-id") ?? "none";
  const line = (): string | undefined => server.output().split("\n").find((one) => one.includes(id));
  // It comes by another way than the answer.
  for (let waited = 0; waited < 5_000 && line() === undefined; waited += 50) await sleep(50);
  const refused = line();
  expect(refused).toContain("a key or token was refused");
  expect(refused).not.toContain(A_KEY.slice(0, 20));
});

test("F2 the database goes: not ready within a second, alive throughout, callers are told when to come back; ready again within three", async () => {
  proxy.lead(1);
  proxy.cut();
  const away = await look("/ready");
  expect(away).toMatchObject({ status: 503, text: '{"status":"not ready","reason":"DATABASE_AWAY"}' });
  expect(away.milliseconds).toBeLessThan(1_000);
  expect((await look("/live")).status).toBe(200);
  const refused = await ask("{ viewer { role } }", A_KEY);
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: "UNAVAILABLE" } }] });
  const id = refused.headers.get("x-request-id") ?? "";
  while (!server.output().includes(id)) await sleep(20);
  const lines = server.output().split("\n").filter((line) => line.includes(id));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ request: id, trouble: "UNAVAILABLE" });

  proxy.lead(databasePort());
  const back = performance.now();
  while ((await look("/ready")).status !== 200) await sleep(20);
  while ((await ask("{ viewer { role } }", A_KEY)).status !== 401) await sleep(20);
  expect(performance.now() - back).toBeLessThan(3_000);
});

test("a database that says nothing is away, not waited for; one that lacks a table of this release is behind", async () => {
  proxy.silence(true);
  const silent = await look("/ready");
  expect(silent).toMatchObject({ status: 503, text: expect.stringContaining("DATABASE_AWAY") });
  expect(silent.milliseconds).toBeLessThan(1_000);
  proxy.silence(false);
  proxy.cut();
  await withClient({ url: database.url }, async (client) => {
    const { rows } = await client.query<{ id: number }>("SELECT max(id) AS id FROM schema_migration");
    await client.query("UPDATE schema_migration SET name = name || '_' WHERE id = $1", [rows[0]?.id]);
    // The connection that was cut is noticed by the first who uses it.
    await look("/ready");
    expect(await look("/ready")).toMatchObject({ status: 503, text: expect.stringContaining("MIGRATIONS_BEHIND") });
    await client.query("UPDATE schema_migration SET name = rtrim(name, '_') WHERE id = $1", [rows[0]?.id]);
  });
  expect((await look("/ready")).status).toBe(200);
});
