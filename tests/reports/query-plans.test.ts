import { writeSync } from "node:fs";
import { StepOrder } from "../../src/reports/domain/step-order";
import { Refusal } from "../../src/shared/refusal";
import { sentStatements } from "../support/count-statements";
import { givenService, type ServiceFixture } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { withClient } from "../../src/database/roles";

/** Tables that grow with what happens. */
const FACTS = ["transaction", "passage", "status_change", "invitation", "response", "response_link", "answer"];
const YEAR = { from: "2025-02-01", to: "2026-01-15" };

let app: TestApp;
let service: ServiceFixture;
const rowsOf = new Map<string, number>();

beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-01-20T08:00:00Z") });
  service = await givenService(app, { steps: Array.from({ length: 6 }, (_, i) => ({ code: `S${String(i + 1)}`, kind: "FILL_IN" as const })) });
  const portal = await app.key({ role: "admin" });
  const sent = await app.send(portal, `mutation ($input: RecordTransactionsInput!) { recordTransactions(input: $input) { ... on TransactionResults { results { status code } } } }`, {
    input: { items: [{ service: service.name, reference: "R1", channel: "WEB", startedAt: "2026-01-10T08:00:00Z", passages: [{ ordinal: 1, step: "S1", enteredAt: "2026-01-10T08:00:00Z", leftAt: "2026-01-10T09:00:00Z" }] }] },
  });
  expect(sent.data.recordTransactions.results).toEqual([{ status: "RECORDED", code: null }]);
  await app.house.tallies.fold.fold(OPERATOR);
  await withClient({ url: app.database.url }, async (client) => {
    const copies = (table: string, changes: string, from: string): Promise<unknown> => client.query(`INSERT INTO ${table} SELECT (jsonb_populate_record(o, ${changes})).* FROM ${table} o, ${from} WHERE o.service_id = '${service.id}'`);
    // 250 services of six steps on 70 days and in 12 months: 100,000 rows of passages by day; 10,000 transactions and passages of one of them.
    await client.query(`CREATE TEMP TABLE more AS SELECT i, md5('service' || i)::uuid AS id, md5('procedure' || i)::uuid AS procedure_id FROM generate_series(1, 250) i`);
    await client.query(`INSERT INTO service SELECT (jsonb_populate_record(s, jsonb_build_object('id', more.id, 'code', 'COPY-' || i, 'number', s.number + i))).* FROM service s, more WHERE s.id = '${service.id}'`);
    for (const [table, days] of [["passage_tally", 70], ["duration_tally", 10], ["transaction_tally", 70]] as const) {
      await copies(table, `jsonb_build_object('service_id', more.id, 'procedure_id', more.procedure_id, 'day', '2025-09-01'::date + d${table === "transaction_tally" ? "" : ", 'step_code', 'S' || k"})`, `more, generate_series(1, ${String(days)}) d, generate_series(1, ${table === "transaction_tally" ? "1" : "6"}) k`);
    }
    for (const table of ["passage_total_tally", "duration_total_tally"]) {
      await copies(table, `jsonb_build_object('service_id', more.id, 'procedure_id', more.procedure_id, 'day', '2025-01-01'::date + make_interval(months => m), 'step_code', 'S' || k)`, "more, generate_series(1, 12) m, generate_series(1, 6) k");
    }
    await client.query(`CREATE TEMP TABLE facts AS SELECT md5('transaction' || i)::uuid AS id, i FROM generate_series(1, 10000) i`);
    await copies("transaction", "jsonb_build_object('id', facts.id, 'reference', decode(md5('r' || facts.i) || md5('s' || facts.i), 'hex'))", "facts");
    await copies("passage", "jsonb_build_object('transaction_id', facts.id)", "facts");
    await client.query("ANALYZE");
    for (const { name, rows } of (await client.query<{ name: string; rows: number }>("SELECT relname AS name, reltuples AS rows FROM pg_class WHERE relkind = 'r'")).rows) rowsOf.set(name, rows);
  });
}, 120_000);
afterAll(() => app.close());

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly Plans?: readonly PlanNode[];
}

/** How a statement reaches each table: by which index, or by reading all of it. */
function accesses(node: PlanNode, found: string[] = []): readonly string[] {
  const [table, index] = [node["Relation Name"], node["Index Name"]];
  if (table !== undefined) found.push(`${table}: ${node["Node Type"] === "Seq Scan" ? `Seq Scan of ${String(rowsOf.get(table) ?? 0)}` : (index ?? "bitmap")}`);
  else if (index !== undefined) found.push(`index ${index}`);
  for (const child of node.Plans ?? []) accesses(child, found);
  return found;
}

/** Name of each statement that a report sends, and its plan. */
async function plansOf(work: () => Promise<unknown>): Promise<ReadonlyMap<string, readonly string[]>> {
  const sent = await sentStatements(app.house.dataSource, work);
  const plans = new Map<string, readonly string[]>();
  for (const { sql, parameters } of sent) {
    const name = /^\/\* ([\w-]+) \*\//u.exec(sql.trim())?.[1];
    if (name === undefined) continue;
    const [row] = await app.house.dataSource.query<{ "QUERY PLAN": [{ Plan: PlanNode }] }[]>(`EXPLAIN (FORMAT JSON) ${sql}`, [...parameters]);
    if (row === undefined) throw new Error(`no plan of ${name}`);
    plans.set(name, [...new Set(accesses(row["QUERY PLAN"][0].Plan))]);
  }
  return plans;
}

const ALL = { first: 500, after: null };
const steps = Object.values(StepOrder).map((orderBy) => ({ orderBy, profile: null, first: 50 }));

const REPORTS: Readonly<Record<string, () => Promise<unknown>>> = {
  "effortReport of one service": () => app.house.reports.effort.report(OPERATOR, { period: YEAR, services: [service.name] }, { services: ALL, steps: [], times: "ALL" }),
  "effortReport of one service by channel": () => app.house.reports.effort.report(OPERATOR, { period: YEAR, services: [service.name], channels: ["WEB"] }, { services: ALL, steps: [], times: "ALL" }),
  "effortReport of 250 services": () => app.house.reports.effort.report(OPERATOR, { period: YEAR }, { services: ALL, steps: [], times: "ALL" }),
  "ranking of all steps, every order": () => app.house.reports.effort.report(OPERATOR, { period: YEAR, stepKinds: ["FILL_IN"] }, { services: { first: 0, after: null }, steps, times: "ALL" }),
  "satisfaction by day": () => app.house.reports.satisfaction.named(OPERATOR, service.name, { period: YEAR, interval: "DAY" }),
  "satisfaction by month": () => app.house.reports.satisfaction.named(OPERATOR, service.name, { period: YEAR, interval: "MONTH" }),
  "durations by day": () => app.house.reports.durations.named(OPERATOR, service.name, { period: YEAR, interval: "DAY" }),
  "durations by month": () => app.house.reports.durations.named(OPERATOR, service.name, { period: YEAR, interval: "MONTH" }),
  "burden of one service": () => app.house.reports.burden.report(OPERATOR, { period: YEAR, services: [service.name] }, ALL),
  "burden of 250 services": () => app.house.reports.burden.report(OPERATOR, { period: YEAR }, ALL),
  "simplification card": () => app.house.reports.card.named(OPERATOR, service.name, { period: YEAR, comparedWithVersion: 1 }),
  "where it waits, one service": () => app.house.reports.waiting.report(OPERATOR, { period: YEAR, services: [service.name] }, 20),
  "where it waits, 250 services": () => app.house.reports.waiting.report(OPERATOR, { period: YEAR }, 20),
  "automation of one service": () => app.house.reports.automation.report(OPERATOR, { period: YEAR, services: [service.name] }, 50),
  "automation of 250 services": () => app.house.reports.automation.report(OPERATOR, { period: YEAR }, 50),
  processMap: () => app.house.reports.processMap.map(OPERATOR, service.name, YEAR, { edges: 500, variants: 500, horizonDays: 30 }),
  "who answered": () => app.house.reports.whoAnswered.report(OPERATOR, service.name, { period: { from: "2025-02-01", to: "2026-01-01" }, moment: "AFTER_OUTCOME" }),
  retention: () => app.house.reports.retention.report(OPERATOR, service.name, YEAR),
};

test.each(Object.keys(REPORTS))("%s reads no fact, and of one service's counts no others", async (report) => {
  let answer: unknown;
  const plans = await plansOf(async () => (answer = await REPORTS[report]?.()));
  expect(answer).not.toBeInstanceOf(Refusal);
  const all = [...plans].flatMap(([name, found]) => found.map((access) => `${name}: ${access}`));
  if (process.env["PLANS"] !== undefined) writeSync(1, `\n${report}\n${all.map((line) => `  ${line}`).join("\n")}\n`);
  expect(all.length).toBeGreaterThan(3);
  const facts = new RegExp(`: (${FACTS.join("|")}): `, "u");
  expect(all.filter((line) => facts.test(line))).toEqual([]);
  // Where a report is about one service, whatever has 10,000 rows and more is reached by an index.
  if (report.includes("250") || report.includes("all steps")) return;
  expect(all.filter((line) => Number(/Seq Scan of (\d+)$/u.exec(line)?.[1] ?? 0) >= 10_000)).toEqual([]);
});

test("a plan that reads facts is seen", async () => {
  const plans = await plansOf(() => app.house.dataSource.query("/* peek */ SELECT count(*) FROM passage WHERE left_at IS NULL"));
  expect(plans.get("peek")).toEqual(["passage: Seq Scan of 10001"]);
});
