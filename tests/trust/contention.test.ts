import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { poolOf } from "../../src/database/data-source";
import { withClient } from "../../src/database/roles";
import { figure } from "../support/figures";
import { type Answer, startTestApp, type TestApp } from "../support/test-app";
import { granted, NOW, openSurveyDesk, RECORD, type SurveyDesk } from "../surveys/survey-support";

/** How long a table is locked, and how many pairs of batches meet in crossed order: more by `npm run trust`. */
const LOCK_MS = Number(process.env["TRUST_LOCK_SECONDS"] ?? 3) * 1_000;
const PAIRS = Number(process.env["TRUST_PAIRS"] ?? 5);
const CLIENTS = 15;
const POOL = 5;
const TOLD_WITHIN_MS = 2_000;
/** What a loaded machine needs on top to say so. */
const SLACK_MS = 1_500;

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
  await desk.publish();
});
afterAll(() => desk.app.close());

const rows = async (): Promise<number> => Number((await desk.behind("SELECT count(*) AS n FROM transaction", []))[0].n);
const record = (app: Pick<TestApp, "send">, items: readonly object[]): Promise<Answer> => app.send(desk.portal, RECORD, { input: { items } });

/** Clients that send without a pause while the table of transactions is locked; what they were told, and when. */
async function whileLocked(app: TestApp): Promise<{ readonly codes: Record<string, number>; readonly kept: number; readonly oldest: number; readonly most: number; readonly sessions: number; readonly recovery: number; readonly lag: number }> {
  const pool = poolOf(app.house.dataSource);
  const codes: Record<string, number> = {};
  const measured = { kept: 0, oldest: 0, most: 0, sessions: 0, recovery: Infinity };
  const delay = monitorEventLoopDelay({ resolution: 10 });
  let over: number | undefined;
  const client = async (): Promise<void> => {
    while (measured.recovery === Infinity) {
      const began = performance.now();
      const answer = await record(app, [granted(desk.service)]);
      const code = answer.errors?.[0]?.extensions.code ?? "kept";
      codes[code] = (codes[code] ?? 0) + 1;
      if (code === "kept") measured.kept += 1;
      if (over === undefined || began < over) measured.oldest = Math.max(measured.oldest, performance.now() - began);
      if (over !== undefined && code === "kept") measured.recovery = Math.min(measured.recovery, performance.now() - over);
      await sleep(10);
    }
  };
  await withClient({ url: app.database.url }, async (blocker) => {
    await blocker.query("BEGIN; LOCK TABLE transaction IN ACCESS EXCLUSIVE MODE");
    delay.enable();
    const clients = Array.from({ length: CLIENTS }, client);
    const until = performance.now() + LOCK_MS;
    while (performance.now() < until) {
      await sleep(50);
      measured.most = Math.max(measured.most, pool.waitingCount);
      const [{ n }] = await desk.behind("SELECT count(*)::integer AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", []);
      measured.sessions = Math.max(measured.sessions, n);
    }
    over = performance.now();
    await blocker.query("ROLLBACK");
    await Promise.all(clients);
    delay.disable();
  });
  return { ...measured, codes, lag: delay.percentile(99) / 1e6 };
}

test("F9 a locked table: everybody is told within two seconds, nobody piles up, and at its end all goes on", async () => {
  const app = await startTestApp({ database: desk.app.database, clock: () => NOW, requestSeconds: 3, poolSize: POOL });
  try {
    await record(app, [granted(desk.service)]);
    const before = await rows();
    const { codes, kept, oldest, most, sessions, recovery, lag } = await whileLocked(app);
    figure("F9", `${String(LOCK_MS / 1_000)} s locked, ${String(CLIENTS)} clients: ${JSON.stringify(codes)}, oldest ${oldest.toFixed(0)} ms, at most ${String(most)} waited for a connection and ${String(sessions)} sessions for the lock, event loop p99 ${lag.toFixed(0)} ms, again after ${recovery.toFixed(0)} ms`);
    expect(Object.keys(codes).sort()).toEqual(["OVERLOADED", "kept"].sort());
    expect(oldest).toBeLessThan(TOLD_WITHIN_MS + SLACK_MS);
    expect(sessions).toBeLessThanOrEqual(POOL);
    expect(most).toBeLessThanOrEqual(CLIENTS - POOL);
    expect(recovery).toBeLessThan(2_000);
    expect(await rows()).toBe(before + kept);
  } finally {
    await app.close();
  }
}, 120_000);

test("F9 control: with a job's patience everybody waits for as long as the lock is held", async () => {
  const app = await startTestApp({ database: desk.app.database, clock: () => NOW, requestSeconds: 300, poolSize: POOL });
  try {
    await record(app, [granted(desk.service)]);
    const { oldest, codes } = await whileLocked(app);
    expect(codes["OVERLOADED"]).toBeUndefined();
    expect(oldest).toBeGreaterThan(LOCK_MS * 0.9);
  } finally {
    await app.close();
  }
}, 120_000);

const deadlocks = async (): Promise<number> => {
  await desk.behind("SELECT pg_stat_force_next_flush()", []);
  return Number((await desk.behind("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()", []))[0].deadlocks);
};

test("F10 batches of the same references in crossed order wait for each other; corrections of them too", async () => {
  const items = Array.from({ length: 30 }, () => granted(desk.service));
  await record(desk.app, items);
  const before = await rows();
  const CORRECT = "mutation ($input: CorrectTransactionsInput!) { correctTransactions(input: $input) { ... on CorrectionResults { results { status code } } } }";
  const correction = items.map((item) => ({ service: desk.service.name, reference: item.reference, action: "REPLACE", transaction: item }));
  for (let i = 0; i < PAIRS; i += 1) {
    const fresh = [...items, granted(desk.service)];
    const answers = await Promise.all([record(desk.app, fresh), record(desk.app, [...fresh].reverse()), desk.app.send(desk.portal, CORRECT, { input: { items: [...correction].reverse() } }), desk.app.send(desk.portal, CORRECT, { input: { items: correction } })]);
    for (const answer of answers) expect(answer.errors).toBeUndefined();
  }
  figure("F10", `${String(PAIRS * 4)} calls in crossed order: 0 errors, ${String(await deadlocks())} deadlocks`);
  expect(await rows()).toBe(before + PAIRS);
}, 120_000);

test("F10 a deadlock that somebody else brings about is tried again inside; the caller never hears of it", async () => {
  const items = Array.from({ length: 2 }, () => granted(desk.service));
  const { data } = await record(desk.app, items);
  const receipts = data.recordTransactions.results.map(({ receipt }: { receipt: string }) => receipt);
  // In the order in which a batch locks them.
  const [first, last] = (await desk.behind("SELECT id FROM transaction WHERE id = ANY ($1) ORDER BY reference", [receipts])).map(({ id }) => id as string);
  const before = [await rows(), await deadlocks()];
  await withClient({ url: desk.app.database.url }, async (blocker) => {
    // The other one looks for deadlocks first, so it is the one that is ended.
    await blocker.query("SET deadlock_timeout = '30s'");
    await blocker.query("BEGIN");
    const lock = (id: string | undefined): Promise<unknown> => blocker.query("SELECT 1 FROM transaction WHERE id = $1 FOR UPDATE", [id]);
    await lock(last);
    const answered = record(desk.app, items.map((item) => ({ ...item, passages: [] })));
    await waiting();
    await lock(first);
    await blocker.query("ROLLBACK");
    const answer = await answered;
    expect(answer.errors).toBeUndefined();
    expect(answer.data.recordTransactions.results.map(({ status }: { status: string }) => status)).toEqual(["DUPLICATE", "DUPLICATE"]);
  });
  expect([await rows(), await deadlocks()]).toEqual([before[0], (before[1] ?? 0) + 1]);
}, 30_000);

/** Until somebody waits for a row. */
async function waiting(): Promise<void> {
  while ((await desk.behind("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", [])).length === 0) await sleep(20);
}

describe("F10 a failure that PostgreSQL asks to be tried again", () => {
  beforeAll(() => desk.behind("CREATE SEQUENCE tries; GRANT ALL ON tries TO yusr_app; CREATE TABLE planted (state text, times integer); GRANT ALL ON planted TO yusr_app", []).then(() => desk.behind(
    `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE plant planted; BEGIN
       SELECT * INTO plant FROM planted; IF nextval('tries') <= plant.times THEN RAISE EXCEPTION 'planted' USING ERRCODE = plant.state; END IF; RETURN NULL; END $$`, [])).then(() => desk.behind(
    "CREATE TRIGGER planted AFTER INSERT ON transaction FOR EACH STATEMENT EXECUTE FUNCTION fail()", [])));
  afterAll(() => desk.behind("DROP TRIGGER planted ON transaction", []));

  /** What a caller is told where a failure comes so often, and how often it was tried. */
  async function failing(state: string, times: number): Promise<{ code: string; tries: number; kept: number }> {
    await desk.behind("TRUNCATE planted", []);
    await desk.behind("INSERT INTO planted VALUES ($1, $2)", [state, times]);
    await desk.behind("SELECT setval('tries', 1, false)", []);
    const before = await rows();
    const answer = await record(desk.app, [granted(desk.service)]);
    const [{ n }] = await desk.behind("SELECT CASE WHEN is_called THEN last_value ELSE 0 END::integer AS n FROM tries", []);
    return { code: answer.errors?.[0]?.extensions.code ?? answer.data.recordTransactions.results[0].status, tries: n, kept: (await rows()) - before };
  }

  test.each(["40001", "40P01"])("%s: the third try counts, once", async (state) => {
    expect(await failing(state, 2)).toEqual({ code: "RECORDED", tries: 3, kept: 1 });
    // And where that fails too, whoever sent it is asked to send it again.
    expect(await failing(state, 3)).toEqual({ code: "OVERLOADED", tries: 3, kept: 0 });
  });

  test("control: what nobody asks to be tried again is told at once", async () => {
    expect(await failing("P0001", 1)).toEqual({ code: "INTERNAL_SERVER_ERROR", tries: 1, kept: 0 });
  });
});
