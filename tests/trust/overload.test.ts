import { setTimeout as sleep } from "node:timers/promises";
import { figure } from "../support/figures";
import { givenPortal, givenService, type ServiceFixture } from "../support/fixtures";
import { startTestApp, type TestApp } from "../support/test-app";
import { unusedReference } from "../transactions/intake-support";

/** Floods of the long form and of CI. */
const FLOODS = Number(process.env["TRUST_FLOODS"] ?? 1);
/** So small that a test can flood them. */
const PLACES = 16;
const AT_ONCE = 80;
const ITEMS = 20;
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
