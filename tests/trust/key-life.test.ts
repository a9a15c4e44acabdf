import { setTimeout as sleep } from "node:timers/promises";
import type { MadeKey } from "../../src/security/keys.service";
import { fine, givenPortal, givenService, type PortalFixture, type ServiceFixture } from "../support/fixtures";
import { type ServerChild, startServerChild } from "../support/server-child";
import { OPERATOR, send, startTestApp, type TestApp } from "../support/test-app";
import { NOW } from "../surveys/survey-support";

const DAY = 86_400_000;
const VIEWER = "{ viewer { keyId } }";

let app: TestApp;
let now = NOW;
let service: ServiceFixture;
let portal: PortalFixture;
beforeAll(async () => {
  app = await startTestApp({ clock: () => now });
  service = await givenService(app);
  portal = await givenPortal(app, { services: [service] });
});
afterAll(() => app.close());

const works = async (key: string): Promise<boolean> => (await app.send(key, VIEWER)).status === 200;

/** What a key was answered at an address, over and over until told to stop. */
interface Load {
  /** Milliseconds since the beginning of the process and status, in order. */
  readonly answers: (readonly [at: number, status: number])[];
  stop(): Promise<void>;
}

function load(address: string, key: string): Load {
  const answers: (readonly [number, number])[] = [];
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const { status } = await send(address, key, VIEWER);
      answers.push([performance.now(), status]);
    }
  })();
  return {
    answers,
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

describe("S12 key life, on two processes under load", () => {
  let servers: readonly ServerChild[];
  beforeAll(async () => {
    servers = await Promise.all([1, 2].map(() => startServerChild(app.database.url)));
  }, 60_000);
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
  });

  /** Under load of a key that dies and of one that lives, on both processes; `end` ends the first. */
  async function underLoad(dies: MadeKey, lives: MadeKey, end: () => Promise<void>): Promise<{ readonly longest: number; readonly refused: number; readonly asked: number }> {
    const dying = servers.map(({ address }) => load(address, dies.key));
    const living = servers.map(({ address }) => load(address, lives.key));
    await sleep(700);
    await end();
    const ended = performance.now();
    await sleep(1_500);
    await Promise.all([...dying, ...living].map((one) => one.stop()));
    for (const { answers } of dying) expect(new Set(answers.map(([, status]) => status))).toEqual(new Set([200, 401]));
    const welcomed = dying.flatMap(({ answers }) => answers.filter(([, status]) => status === 200).map(([at]) => at - ended));
    const all = living.flatMap(({ answers }) => answers.map(([, status]) => status));
    return { longest: Math.max(...welcomed), refused: all.filter((status) => status !== 200).length, asked: all.length };
  }

  test("a revoked key is refused on every process within a second, and another is never refused", async () => {
    const { keys } = app.house.security;
    const [dies, lives] = [await keys.create(OPERATOR, { role: "office" }, "dies"), await keys.create(OPERATOR, { role: "office" }, "lives")];
    const { longest, refused, asked } = await underLoad(dies, lives, async () => {
      expect(await keys.revoke(OPERATOR, dies.keyId)).toBeUndefined();
    });
    expect(longest).toBeLessThan(1_000);
    expect(refused).toBe(0);
    expect(asked).toBeGreaterThan(50);
  }, 60_000);

  test("both keys of a rotation work on every process while they overlap; afterwards the new one alone", async () => {
    const { keys } = app.house.security;
    const old = await keys.create(OPERATOR, { role: "portal", portalId: portal.id }, "portal");
    const made = fine(await keys.rotate(OPERATOR, old.keyId, DAY));
    for (const { address } of servers) for (const { key } of [old, made]) expect((await send(address, key, VIEWER)).status).toBe(200);
    const [before, after] = [await keys.create(OPERATOR, { role: "office" }, "office"), await keys.create(OPERATOR, { role: "office" }, "control")];
    const { longest, refused } = await underLoad(before, after, async () => {
      fine(await keys.rotate(OPERATOR, before.keyId, 0));
    });
    expect(longest).toBeLessThan(1_000);
    expect(refused).toBe(0);
  }, 60_000);
});

test("the old key ends when the overlap does, and never lives longer for it", async () => {
  const { keys } = app.house.security;
  const old = await keys.create(OPERATOR, { role: "office" }, "old");
  const ending = await keys.create(OPERATOR, { role: "office" }, "ending", new Date(NOW.getTime() + DAY));
  const made = fine(await keys.rotate(OPERATOR, old.keyId, 7 * DAY));
  const next = fine(await keys.rotate(OPERATOR, ending.keyId, 7 * DAY));
  expect([made.oldEndsAt, next.oldEndsAt]).toEqual([new Date(NOW.getTime() + 7 * DAY), new Date(NOW.getTime() + DAY)]);
  expect(await keys.rotate(OPERATOR, old.keyId, DAY)).toMatchObject({ code: "ALREADY_REPLACED" });
  const alive = async (days: number): Promise<readonly boolean[]> => {
    now = new Date(NOW.getTime() + days * DAY - 1);
    const before = await Promise.all([old, made, ending, next].map(({ key }) => works(key)));
    now = new Date(NOW.getTime() + days * DAY);
    return [...before, ...(await Promise.all([old, made, ending, next].map(({ key }) => works(key))))];
  };
  try {
    // What was made for a day is made for a day again.
    expect(await alive(1)).toEqual([true, true, true, true, true, true, false, false]);
    expect(await alive(7)).toEqual([true, true, false, false, false, true, false, false]);
    expect(await keys.rotate(OPERATOR, ending.keyId, DAY)).toMatchObject({ code: "ALREADY_REPLACED" });
    expect(await keys.rotate(OPERATOR, next.keyId, DAY)).toMatchObject({ code: "NOT_FOUND" });
  } finally {
    now = NOW;
  }
  expect(await app.house.dataSource.query("SELECT actor, target ->> 'by' AS by FROM audit_entry WHERE action = 'rotateKey' AND target ->> 'keyId' = $1", [old.keyId])).toEqual([{ actor: "operator:test", by: made.keyId }]);
});

test("lists say which keys end soon and which nobody uses", async () => {
  const { keys } = app.house.security;
  const soon = await keys.create(OPERATOR, { role: "office" }, "soon", new Date(NOW.getTime() + 10 * DAY));
  const fineYet = await keys.create(OPERATOR, { role: "office" }, "later", new Date(NOW.getTime() + 200 * DAY));
  const warnings = async (): Promise<Record<string, unknown>> => Object.fromEntries((await keys.list(OPERATOR)).map(({ keyId, warning }) => [keyId, warning]));
  expect(await warnings()).toMatchObject({ [soon.keyId]: "ENDS_SOON", [fineYet.keyId]: null });
  const made = fine(await keys.rotate(OPERATOR, soon.keyId, DAY));
  expect(await warnings()).toMatchObject({ [soon.keyId]: null, [made.keyId]: "ENDS_SOON" });
  now = new Date(NOW.getTime() + 91 * DAY);
  expect(await warnings()).toMatchObject({ [soon.keyId]: null, [fineYet.keyId]: "UNUSED" });
  now = NOW;
});

test("a key made for something does that and nothing else of its role", async () => {
  const portalKey = async (...scopes: readonly ("intake" | "responses" | "invitations")[]): Promise<string> => (await app.house.security.keys.create(OPERATOR, { role: "portal", portalId: portal.id }, "scoped", null, scopes)).key;
  const RECORD = `mutation { recordTransactions(input: { items: [{ service: "${service.name}", reference: "S12", channel: WEB, language: "ar", startedAt: "${NOW.toISOString()}" }] }) { __typename } }`;
  const RESPONSES = `mutation { recordResponses(input: { items: [] }) { __typename } }`;
  const outcome = async (key: string, document: string): Promise<unknown> => {
    const { body } = await app.send(key, document);
    return body.errors?.[0].extensions.code ?? Object.keys(body.data);
  };
  const [intake, responses, both] = [await portalKey("intake"), await portalKey("responses"), await portalKey("intake", "responses")];
  expect(await outcome(intake, RECORD)).toEqual(["recordTransactions"]);
  expect(await outcome(intake, RESPONSES)).toBe("FORBIDDEN");
  expect(await outcome(responses, RECORD)).toBe("FORBIDDEN");
  expect(await outcome(responses, RESPONSES)).not.toBe("FORBIDDEN");
  expect(await outcome(both, RECORD)).toEqual(["recordTransactions"]);
  const reads = (await app.house.security.keys.create(OPERATOR, { role: "owner", agencyId: service.agencyId, serviceIds: undefined }, "reads", null, ["read"])).key;
  const writes = await app.key({ role: "owner", agencyId: service.agencyId, serviceIds: undefined });
  const WRITE = (code: string): string => `mutation { createTouchpoint(input: { agency: "${service.agencyCode}", code: "${code}", channel: SERVICE_CENTRE, names: { ar: "مكتب", en: "Desk" } }) { __typename } }`;
  const READ = `{ effortReport(filter: { period: { from: "2026-01-01", to: "2026-02-01" } }) { __typename } }`;
  expect([await outcome(reads, WRITE("R")), await outcome(reads, READ)]).toEqual(["FORBIDDEN", ["effortReport"]]);
  expect([await outcome(writes, WRITE("W")), await outcome(writes, READ)]).toEqual([["createTouchpoint"], ["effortReport"]]);
  // What comes in the place of a key may no more than that.
  const [, , keyId = ""] = reads.split("_");
  const { key } = fine(await app.house.security.keys.rotate(OPERATOR, keyId, DAY));
  expect([await outcome(key, WRITE("R")), await outcome(key, READ)]).toEqual(["FORBIDDEN", ["effortReport"]]);
});

test("the database refuses a scope that is not the role's", async () => {
  await expect(app.house.security.keys.create(OPERATOR, { role: "office" }, "x", null, ["intake"])).rejects.toThrow(/api_key_scopes_ck/u);
  await expect(app.house.security.keys.create(OPERATOR, { role: "portal", portalId: portal.id }, "x", null, [])).rejects.toThrow(/api_key_scopes_ck/u);
});
