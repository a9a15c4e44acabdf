import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { figure } from "../support/figures";
import { givenPortal, givenService, type ServiceFixture } from "../support/fixtures";
import { type ServerProcess, startServer } from "../support/server-process";
import { startTestApp, TEST_KEY_VARIABLES, type TestApp } from "../support/test-app";
import { unusedReference } from "../transactions/intake-support";
import { atRate, capacity, ITEMS, percentile, record as recordNew, type Sender, type Told as Answered } from "./overload-load";

/** Floods of the long form and of CI. */
const FLOODS = Number(process.env["TRUST_FLOODS"] ?? 1);
/** How long more is sent than a server can do: the long form alone. */
const OVERLOAD_SECONDS = Number(process.env["TRUST_OVERLOAD_SECONDS"] ?? 0);
/** So small that a test can flood them. */
const PLACES = 16;
const AT_ONCE = 80;
const QUERY = "mutation ($input: RecordTransactionsInput!) { recordTransactions(input: $input) { ... on TransactionResults { results { status receipt } } ... on Refusal { code } } }";

interface Portal {
  readonly service: ServiceFixture;
  readonly key: string;
}

async function givenTown(places: number): Promise<{ readonly app: TestApp; readonly greedy: Portal; readonly modest: readonly Portal[] }> {
  const app = await startTestApp({ places, poolSize: 5 });
  const portals = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const service = await givenService(app, { steps: [{ code: "FILL", kind: "FILL_IN" }] });
      return { service, key: await app.key({ role: "portal", portalId: (await givenPortal(app, { services: [service] })).id }) };
    }),
  );
  const [greedy, ...modest] = portals;
  if (greedy === undefined) throw new Error("nobody");
  return { app, greedy, modest };
}

interface Told {
  readonly references: readonly string[];
  readonly status: number;
  readonly retryAfter: string | null;
  readonly code: string | undefined;
  readonly milliseconds: number;
}

async function record({ address }: TestApp, { service, key }: Portal, references = Array.from({ length: ITEMS }, () => unusedReference())): Promise<Told> {
  const items = references.map((reference) => ({ service: service.name, reference, startedAt: "2026-03-01T09:00:00+04:00" }));
  const began = performance.now();
  const response = await fetch(`${address}/graphql`, { method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${key}` }, body: JSON.stringify({ query: QUERY, variables: { input: { items } } }) });
  const { errors } = await response.json();
  return { references, status: response.status, retryAfter: response.headers.get("retry-after"), code: errors?.[0]?.extensions?.code, milliseconds: performance.now() - began };
}

/** One who sends very much at once, and others who each send one after another meanwhile. */
async function flood(app: TestApp, greedy: Portal, modest: readonly Portal[]): Promise<{ readonly greedy: readonly Told[]; readonly modest: readonly Told[]; readonly ahead: number; readonly seconds: number }> {
  const began = performance.now();
  let accepted = 0;
  const flooding = Array.from({ length: AT_ONCE }, async () => {
    const told = await record(app, greedy);
    if (told.status === 200) accepted += 1;
    return told;
  });
  await sleep(20);
  const standing = accepted;
  let ahead = 0;
  const others = modest.map(async (portal, i) => {
    const told = [await record(app, portal)];
    if (i === 0) ahead = accepted - standing;
    for (let more = 0; more < 4; more += 1) told.push(await record(app, portal));
    return told;
  });
  return { modest: (await Promise.all(others)).flat(), greedy: await Promise.all(flooding), ahead, seconds: (performance.now() - began) / 1_000 };
}

async function stored({ house }: TestApp, told: readonly Told[], { service }: Portal): Promise<number> {
  const references = told.flatMap(({ references: all }) => all).map((reference) => house.security.pseudonyms.reference(service.id, reference));
  const [{ n }] = await house.dataSource.query("SELECT count(*)::integer AS n FROM transaction WHERE service_id = $1 AND reference = ANY ($2)", [service.id, references]);
  return n;
}

const p95 = (told: readonly Told[]): number => told.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b)[Math.floor(told.length * 0.95)] ?? 0;

test("F18 one portal floods: it is told to come back before any work is done, nobody else is refused or waits behind it, nothing accepted is lost", async () => {
  const { app, greedy, modest } = await givenTown(PLACES);
  try {
    const alone = (await flood(app, greedy, modest.slice(0, 1))).modest;
    expect(alone.every(({ status }) => status === 200)).toBe(true);
    let [refused, accepted, worst] = [0, 0, 0];
    for (let round = 0; round < FLOODS; round += 1) {
      const told = await flood(app, greedy, modest);
      expect(told.modest.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
      const [taken, away] = [told.greedy.filter(({ status }) => status === 200), told.greedy.filter(({ status }) => status !== 200)];
      expect(taken.length).toBeGreaterThanOrEqual(1);
      expect(away.length).toBeGreaterThanOrEqual(1);
      expect(new Set(away.map(({ status, retryAfter, code }) => `${String(status)} ${String(retryAfter)} ${String(code)}`))).toEqual(new Set(["503 1 OVERLOADED"]));
      expect([await stored(app, taken, greedy), await stored(app, away, greedy)]).toEqual([taken.length * ITEMS, 0]);
      // At most the half of the places that is its own stood before another's request.
      expect(told.ahead).toBeLessThanOrEqual(PLACES);
      worst = Math.max(worst, p95(told.modest));
      refused += away.length;
      accepted += taken.length;
    }
    expect((await record(app, greedy)).status).toBe(200);
    figure("F18", `${String(refused)} of ${String(refused + accepted)} of the one who floods told to come back, 0 of the others'; their p95 ${worst.toFixed(0)} ms; 0 lost`);
  } finally {
    await app.close();
  }
}, 60_000 + FLOODS * 20_000);

test("F18 control: without places everybody stands behind the one who floods", async () => {
  const { app, greedy, modest } = await givenTown(0);
  try {
    const told = await flood(app, greedy, modest);
    expect(told.greedy.every(({ status }) => status === 200)).toBe(true);
    expect(told.ahead).toBeGreaterThan(PLACES);
    figure("F18", `${String(told.ahead)} requests before the other's; p95 ${p95(told.modest).toFixed(0)} ms`);
  } finally {
    await app.close();
  }
}, 60_000);

/** Kilobytes of memory that a process holds. */
const memoryOf = ({ child }: ServerProcess): number => Number(/^VmRSS:\s+(\d+)/mu.exec(readFileSync(`/proc/${String(child.pid)}/status`, "utf8"))?.[1] ?? 0);

/** A server in a process of its own, and five agencies' portals. */
async function givenServer(settings: Readonly<Record<string, string>>): Promise<{ readonly app: TestApp; readonly server: ServerProcess; readonly address: string; readonly senders: readonly Sender[] }> {
  const app = await startTestApp();
  const senders: Sender[] = [];
  for (let i = 0; i < 5; i += 1) {
    const service = await givenService(app, { steps: [{ code: "FILL", kind: "FILL_IN" }] });
    senders.push({ service: service.name, key: await app.key({ role: "portal", portalId: (await givenPortal(app, { services: [service] })).id }) });
  }
  const server = startServer({ DATABASE_URL: app.database.url, NODE_ENV: "production", YUSR_LOG_LEVEL: "error", YUSR_JOBS: "off", ...TEST_KEY_VARIABLES, ...settings });
  return { app, server, address: await server.ready(), senders };
}

const storedIn = async ({ house }: TestApp): Promise<number> => Number((await house.dataSource.query("SELECT count(*) AS n FROM transaction"))[0].n);
/** How many were answered how. */
function statuses(told: readonly Answered[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, retryAfter } of told) {
    const how = `${String(status)}${retryAfter === undefined ? "" : " Retry-After"}`;
    counts[how] = (counts[how] ?? 0) + 1;
  }
  return counts;
}

(OVERLOAD_SECONDS === 0 ? test.skip : test)("F18 four times what a server can do, for long: as much is kept as before, the rest is told to come back, and soon after all is as it was", async () => {
  const { app, server, address, senders } = await givenServer({ YUSR_RATE_LIMIT: "0", YUSR_PLACES: "32" });
  try {
    const [modest, ...crowd] = senders as [Sender, ...Sender[]];
    await capacity(address, senders, 8, 5);
    const can = await capacity(address, senders, 16, 15);
    const alone = await atRate(address, modest, 2, 10);
    const [before, memory] = [await storedIn(app), memoryOf(server)];
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, memoryOf(server))), 1_000);
    const began = performance.now();
    const [others, ...told] = await Promise.all([atRate(address, modest, 2, OVERLOAD_SECONDS), ...crowd.map((one) => atRate(address, one, can, OVERLOAD_SECONDS))]);
    const seconds = (performance.now() - began) / 1_000;
    clearInterval(watch);
    const all = [...others, ...told.flat()];
    const [kept, away] = [all.filter(({ status }) => status === 200), told.flat().filter(({ status }) => status !== 200)];
    // Fewer than the half of the places that is for one who comes alone.
    const after = await Promise.all(Array.from({ length: 10 }, () => recordNew(address, modest)));
    figure("F18", `${(all.length / seconds).toFixed(0)} requests/s where ${can.toFixed(0)} can be done, for ${seconds.toFixed(0)} s: kept ${(kept.length / seconds).toFixed(0)}/s (${((kept.length / seconds / can) * 100).toFixed(0)} %), p95 ${percentile(kept, 0.95).toFixed(0)} ms; ${String(away.length)} told to come back, p95 ${percentile(away, 0.95).toFixed(0)} ms; others ${String(others.length)}, 0 refused, p95 ${percentile(others, 0.95).toFixed(0)} ms (alone ${percentile(alone, 0.95).toFixed(0)} ms); memory ${(memory / 1_024).toFixed(0)} → at most ${(most / 1_024).toFixed(0)} MB; at once after, 10 answered in ${percentile(after, 0.99).toFixed(0)} ms`);
    expect(statuses(others)).toEqual({ "200": others.length });
    expect(Object.keys(statuses(away))).toEqual(["503 Retry-After"]);
    expect((await storedIn(app)) - before).toBe((kept.length + after.length) * ITEMS);
    expect(statuses(after)).toEqual({ "200": after.length });
    // With room for a machine on which the clients and others take their share.
    expect(kept.length / seconds).toBeGreaterThan(can * 0.75);
    expect(percentile(kept, 0.95)).toBeLessThan(2_500);
    expect(most).toBeLessThan(memory + 300 * 1_024);
  } finally {
    server.child.kill("SIGKILL");
    await server.ended();
    await app.close();
  }
}, 180_000 + OVERLOAD_SECONDS * 2_000);

(OVERLOAD_SECONDS === 0 ? test.skip : test)("F18 one agency at ten times its quota: nobody else is refused, or notices", async () => {
  const quota = 3;
  const { app, server, address, senders } = await givenServer({ YUSR_RATE_LIMIT: String(quota * 60) });
  try {
    const [greedy, ...modest] = senders as [Sender, ...Sender[]];
    const seconds = Math.max(10, OVERLOAD_SECONDS / 5);
    const others = async (): Promise<readonly Answered[]> => (await Promise.all(modest.map((one) => atRate(address, one, 1, seconds)))).flat();
    await others();
    const alone = await others();
    const [meanwhile, flood] = await Promise.all([others(), atRate(address, greedy, quota * 10, seconds)]);
    figure("F18", `ten times the quota for ${seconds.toFixed(0)} s: ${JSON.stringify(statuses(flood))}; others' p95 ${percentile(meanwhile, 0.95).toFixed(0)} ms (before ${percentile(alone, 0.95).toFixed(0)} ms), 0 refused of ${String(meanwhile.length)}`);
    expect(statuses(meanwhile)).toEqual({ "200": meanwhile.length });
    expect(Object.keys(statuses(flood)).toSorted()).toEqual(["200", "429 Retry-After"]);
    expect(percentile(meanwhile, 0.95)).toBeLessThan(percentile(alone, 0.95) * 5 + 250);
  } finally {
    server.child.kill("SIGKILL");
    await server.ended();
    await app.close();
  }
}, 180_000 + OVERLOAD_SECONDS * 2_000);
