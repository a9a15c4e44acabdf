import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SECRET_VARIABLES } from "../../src/config/config";
import { figure } from "../support/figures";
import { freePort, startServer } from "../support/server-process";
import { createTestDatabase, type TestDatabase } from "../support/test-database";

const secrets = Object.fromEntries(Object.values(SECRET_VARIABLES).map((variable) => [variable, randomBytes(32).toString("base64url")]));
const A_KEY = `yusr_office_${"a".repeat(12)}_${"b".repeat(43)}`;
/** Well-formed and signed by nobody: to know so, the provider's keys are needed. */
const A_TOKEN = [{ alg: "RS256", typ: "at+jwt" }, { sub: "somebody" }, "signed"].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase({ plain: true });
  folder = mkdtempSync(join(tmpdir(), "yusr-outbound-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

/** Whom a server tried to reach from its start, through requests at each of its doors and its jobs, to its end; with how often. */
async function reached(settings: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, number>> {
  const file = join(folder, randomBytes(6).toString("hex"));
  const server = startServer({ DATABASE_URL: database.url, NODE_OPTIONS: `-r ${join(__dirname, "../support/record-connections.js")}`, RECORDED_CONNECTIONS: file, ...secrets, ...settings });
  const address = await server.ready();
  for (const path of [`/s/${"a".repeat(48)}`, `/u/${"a".repeat(48)}`, "/embed.js", "/weekly", "/nothing"]) await fetch(`${address}${path}`, { redirect: "manual" });
  for (const key of [A_KEY, A_TOKEN]) {
    await fetch(`${address}/graphql`, { method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${key}` }, body: JSON.stringify({ query: "{ viewer { role } }" }) });
  }
  server.child.kill("SIGTERM");
  expect(await server.ended()).toBe(0);
  const counts = new Map<string, number>();
  for (const line of existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

test("S14 a server reaches its database and nobody else", async () => {
  const { hostname, port } = new URL(database.url);
  const counts = await reached({});
  expect([...counts.keys()].filter((one) => one !== `${hostname}:${port}` && !one.endsWith(`.s.PGSQL.${port}`))).toEqual([]);
  const all = [...counts.values()].reduce((a, b) => a + b, 0);
  expect(all).toBeGreaterThan(0);
  figure("S14", `0 of ${String(all)} connections elsewhere`);
});

test("S14 control: a provider of identities that is configured is seen", async () => {
  const port = await freePort();
  const counts = await reached({ YUSR_OIDC_ISSUER: `http://127.0.0.1:${String(port)}`, YUSR_OIDC_AUDIENCE: "yusr" });
  expect(counts.get(`127.0.0.1:${String(port)}`)).toBeGreaterThan(0);
});
