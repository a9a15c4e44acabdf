import { setTimeout as sleep } from "node:timers/promises";
import { LIMITS, REQUEST_SECONDS } from "../../src/database/limits";
import { withClient } from "../../src/database/roles";
import { givenService, type ServiceFixture } from "../support/fixtures";
import { figure } from "../support/figures";
import { type Answer, startTestApp, type TestApp } from "../support/test-app";

const REPORT = `query ($filter: ReportFilter!) { effortReport(filter: $filter) { ... on EffortReport { services { edges { node { transactions { value } } } } } } }`;
/** TRUST: the server-side query is gone so long after the answer. */
const GONE_MS = 1_000;
/** What a loaded machine needs on top to answer. */
const SLACK_MS = 1_500;

let app: TestApp;
let office: string;
let service: ServiceFixture;
beforeAll(async () => {
  app = await startTestApp({ requestSeconds: REQUEST_SECONDS });
  office = await app.key({ role: "office" });
  service = await givenService(app);
});
afterAll(() => app.close());

const sql = async (text: string): Promise<any[]> => withClient({ url: app.database.url }, async (client) => (await client.query(text)).rows);
const report = (asked: Pick<TestApp, "send">): Promise<Answer> => asked.send(office, REPORT, { filter: { period: { from: "2026-03-01", to: "2026-04-01" }, services: [service.name] } });
/** Statements that the database works on for an API. */
const running = (): Promise<any[]> => sql("SELECT pid, query FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'yusr' AND state = 'active' AND pid <> pg_backend_pid()");

/** Every statement that reads the counts of transactions takes half a minute, which it spends in the server. */
async function whileSlow(work: () => Promise<void>): Promise<void> {
  await sql("ALTER TABLE transaction_total_tally RENAME TO quick; CREATE VIEW transaction_total_tally AS SELECT quick.* FROM (SELECT pg_sleep(30) OFFSET 0) AS slow LEFT JOIN quick ON true; GRANT SELECT ON transaction_total_tally TO yusr_app");
  try {
    await work();
  } finally {
    await sql("DROP VIEW transaction_total_tally; ALTER TABLE quick RENAME TO transaction_total_tally");
  }
}

/** How long the report took, what it was told, and what still ran in the database so long after. */
async function slowReport(asked: Pick<TestApp, "send">): Promise<{ readonly answer: Answer; readonly took: number; readonly left: readonly any[] }> {
  const start = performance.now();
  const answer = await report(asked);
  const took = performance.now() - start;
  await sleep(GONE_MS);
  return { answer, took, left: await running() };
}

test("S6 a report that the database does not finish in time is answered, and its statement is cancelled there", async () => {
  expect((await report(app)).errors).toBeUndefined();
  await whileSlow(async () => {
    const asked = slowReport(app);
    while ((await running()).length === 0) await sleep(20);
    const { answer, took, left } = await asked;
    figure("S6", `statement_timeout ${String(LIMITS.request.statement)} ms: ${String(answer.status)} ${String(answer.errors[0].extensions.code)} after ${took.toFixed(0)} ms; ${String(left.length)} statements in pg_stat_activity ${String(GONE_MS)} ms later`);
    expect([503, 504]).toContain(answer.status);
    expect(["OVERLOADED", "DEADLINE_EXCEEDED", "TIMED_OUT"]).toContain(answer.errors[0].extensions.code);
    expect(took).toBeGreaterThan(LIMITS.request.statement * 0.9);
    expect(took).toBeLessThan(REQUEST_SECONDS * 1_000 + SLACK_MS);
    expect(left).toEqual([]);
  });
  // The connection is as good as new.
  expect((await report(app)).errors).toBeUndefined();
}, 60_000);

test("S6 control: with a job's patience the statement still runs by then", async () => {
  const patient = await startTestApp({ database: app.database, requestSeconds: 60 });
  try {
    await whileSlow(async () => {
      const answered = report(patient);
      await sleep(LIMITS.request.statement + GONE_MS);
      const left = await running();
      expect(left).toHaveLength(1);
      await sql(`SELECT pg_cancel_backend(${String(left[0].pid)})`);
      await answered;
    });
  } finally {
    await patient.close();
  }
}, 60_000);
