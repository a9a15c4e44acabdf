import { addReportCommand } from "../../src/cli/report.command";
import { withClient } from "../../src/database/roles";
import { statementsOf } from "../support/count-statements";
import { givenPortal, givenService, type ServiceFixture } from "../support/fixtures";
import { type Replicated, startReplicated } from "../support/replica";
import { startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";

const PERIOD = { from: "2026-03-01", to: "2026-04-01" };
const MAP = "query ($service: String!, $period: PeriodInput!) { processMap(service: $service, period: $period) { ... on Refusal { code } ... on ProcessMap { freshness { server asOf lagSeconds readerPassedOver } variantCount variants { transactions { value } } } } }";
const RECORD = "mutation ($input: RecordTransactionsInput!) { recordTransactions(input: $input) { ... on TransactionResults { results { status code } } } }";

let servers: Replicated;
let app: TestApp;
let office: string;
let portal: string;
let service: ServiceFixture;

beforeAll(async () => {
  servers = await startReplicated();
  app = await startTestApp({
    database: { url: servers.url, connections: servers.connections, drop: () => Promise.resolve() },
    reader: { url: servers.readUrl, poolSize: 3, lagLimit: 5 },
  });
  office = await app.key({ role: "office" });
  service = await givenService(app);
  portal = await app.key({ role: "portal", portalId: (await givenPortal(app, { services: [service] })).id });
}, 60_000);
afterAll(async () => {
  await app.close();
  await servers.close();
});

/** The report, how long it took, and what it counts. */
async function map(): Promise<{ server: string; lagSeconds: number; readerPassedOver: string | null; asOf: number; n: number; ms: number }> {
  const began = performance.now();
  const { data, errors } = await app.send(office, MAP, { service: service.name, period: PERIOD });
  expect(errors).toBeUndefined();
  const { freshness, variants } = data.processMap;
  return { ...freshness, asOf: Date.parse(freshness.asOf), n: variants.reduce((sum: number, row: any) => sum + Number(row.transactions.value), 0), ms: performance.now() - began };
}

let sent = 0;
async function record(): Promise<void> {
  sent += 1;
  const passages = [{ ordinal: 1, step: "UNMAPPED", enteredAt: "2026-03-10T08:00:00Z", leftAt: "2026-03-10T08:01:00Z" }];
  const item = { service: service.name, reference: `R-${String(sent)}`, channel: "WEB", startedAt: "2026-03-10T08:00:00Z", endedAt: "2026-03-10T08:10:00Z", outcome: "GRANTED", passages };
  const { data } = await app.send(portal, RECORD, { input: { items: [item] } });
  expect(data.recordTransactions.results).toEqual([{ status: "RECORDED", code: null }]);
}

const onReplica = (sql: string): Promise<unknown> => withClient({ url: servers.readUrl }, (client) => client.query(sql));

/** Asks again until the answer is as it should be. */
async function until(wanted: (answer: Awaited<ReturnType<typeof map>>) => boolean): Promise<Awaited<ReturnType<typeof map>>> {
  for (;;) {
    const answer = await map();
    if (wanted(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test("a report is read from the replica, complete to the last commit", async () => {
  expect(servers.proxy.connections()).toBe(0);
  await record();
  expect(servers.proxy.connections()).toBe(0);
  const answer = await map();
  expect(answer).toMatchObject({ server: "READER", lagSeconds: 0, readerPassedOver: null, n: 1 });
  expect(Math.abs(Date.now() - answer.asOf)).toBeLessThan(2_000);
  const { rows } = await withClient({ url: servers.readUrl }, (client) => client.query("SELECT DISTINCT pg_is_in_recovery() AS standby FROM pg_stat_activity WHERE application_name = 'yusr reader'"));
  expect(rows).toEqual([{ standby: true }]);
});

test("while it lags it says by how much, on every door; too far behind, the writer answers and says why", async () => {
  await map();
  await onReplica("SELECT pg_wal_replay_pause()");
  await record();
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  const behind = await map();
  expect(behind).toMatchObject({ server: "READER", n: sent - 1 });
  expect(behind.lagSeconds).toBeGreaterThan(1.1);
  expect(behind.lagSeconds).toBeLessThan(5);
  expect(Date.now() - behind.asOf).toBeGreaterThan(1_100);

  const args = ["report", "process", "--service", service.name, "--from", PERIOD.from, "--to", PERIOD.to];
  const text = await runCommand(app.house, [addReportCommand], ...args);
  expect(text.out).toMatch(/as of \S+Z · from the replica, at most [1-4](?:\.\d)? s behind/u);
  expect(JSON.parse((await runCommand(app.house, [addReportCommand], ...args, "--json")).out).freshness).toMatchObject({ server: "READER", readerPassedOver: null });
  expect((await runCommand(app.house, [addReportCommand], ...args, "--csv")).out).toMatch(/reasons,server,asOf,lagSeconds\r\n.*,READER,\S+Z,[1-4]\.\d+\r\n/u);

  const late = await until(({ server }) => server === "WRITER");
  expect(late).toMatchObject({ lagSeconds: 0, readerPassedOver: "LAGGING", n: sent });
  // Known to lag, it is not asked again by every report.
  expect((await map()).ms).toBeLessThan(200);
  await onReplica("SELECT pg_wal_replay_resume()");
  expect(await until(({ server }) => server === "READER")).toMatchObject({ lagSeconds: 0, n: sent });
});

test("an idle writer is not lag", async () => {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await map()).toMatchObject({ server: "READER", lagSeconds: 0 });
});

test("a killed reader costs one report a moment, the next ones nothing, and it comes back by itself", async () => {
  expect((await map()).server).toBe("READER");
  await servers.killReplica();
  const first = await map();
  expect(first).toMatchObject({ server: "WRITER", readerPassedOver: "UNREACHABLE", n: sent });
  expect(first.ms).toBeLessThan(1_500);
  expect((await map()).ms).toBeLessThan(200);
  await record();
  expect((await map()).n).toBe(sent);
  await servers.startReplica();
  expect(await until(({ server }) => server === "READER")).toMatchObject({ readerPassedOver: null, n: sent });
});

test("nor does one that accepts and says nothing, also while a report reads from it", async () => {
  expect((await map()).server).toBe("READER");
  servers.proxy.silence(true);
  const first = await map();
  expect(first).toMatchObject({ server: "WRITER", readerPassedOver: "UNREACHABLE" });
  expect(first.ms).toBeLessThan(2_000);
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  // Somebody looks again, but no report waits for it.
  expect((await map()).ms).toBeLessThan(200);
  servers.proxy.silence(false);
  await until(({ server }) => server === "READER");
});

test("what is no replica of this database is never read; and no replica is ever asked but for a report", async () => {
  const other = await startTestApp({
    database: { url: servers.url, connections: servers.connections, drop: () => Promise.resolve() },
    reader: { url: servers.connections.app.url, poolSize: 3, lagLimit: 5 },
  });
  try {
    const sent = await statementsOf(other.house.dataSource, async () => {
      const { data } = await other.send(office, MAP, { service: service.name, period: PERIOD });
      expect(data.processMap.freshness).toMatchObject({ server: "WRITER", readerPassedOver: "NOT_A_REPLICA" });
    });
    const ofReports = sent.flatMap((statement) => /^\/\* ([a-z-]+) \*\//u.exec(statement)?.[1] ?? []);
    const onReader = servers.statements();
    expect(onReader).toEqual(expect.arrayContaining(["reader-identity", "reader-position", "variant-counts"]));
    expect(onReader.filter((name) => !name.startsWith("reader-") && !ofReports.includes(name))).toEqual([]);
  } finally {
    await other.close();
  }
});
