import { addReportCommand } from "../../src/cli/report.command";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { givenService, type ServiceFixture } from "../support/fixtures";
import { answersCounted, responses } from "../support/report-fixture";
import { runCommand } from "../support/test-cli";
import { passage, transaction, at } from "../support/transaction-fixture";

let app: TestApp;
let service: ServiceFixture;
let office: string;
beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-05-20T08:00:00Z") });
  service = await givenService(app);
  office = await app.key({ role: "office" });
  const rated = (counts: readonly number[], more: object) => responses(service, "CES5_EASE", 1, counts, { outcome: "GRANTED", ...more });
  const all = [...rated([10, 10], {}), ...rated([0, 0, 0, 0, 20], { signals: ["TOO_FAST"] }), ...rated([0, 0, 0, 0, 4], { signals: ["BURST", "TOO_FAST"] })];
  await app.house.dataSource.transaction((unit) =>
    answersCounted(app, unit, all.map((response) => ({ response, transaction: transaction({ id: response.serviceId, procedureId: response.procedureId }, { passages: [passage("FILL", at(0), at(1))] }) }))));
  await app.house.tallies.release.release(OPERATOR);
});
afterAll(() => app.close());

async function ask(query: string): Promise<any> {
  const { data, errors } = await app.send(office, `query${query.includes("$service") ? " ($service: String!)" : ""} { ${query} }`, { service: service.name });
  expect(errors).toBeUndefined();
  return data;
}
const PERIOD = `{ from: "2026-03-01", to: "2026-04-01" }`;

interface Told {
  readonly flagged: string;
  readonly [more: string]: any;
}

/** Every report that reads answers, with those that are flagged or without. */
async function reports(flagged: string): Promise<Readonly<Record<string, Told>>> {
  const { services } = await ask(`services(first: 1) { edges { node { satisfaction(period: ${PERIOD}, flagged: ${flagged}) { ... on SatisfactionSeries { flagged lines { points { mean { n value } } } } } } } }`);
  return {
    satisfaction: services.edges[0].node.satisfaction,
    ...await ask(`satisfactionOverTime(period: ${PERIOD}, flagged: ${flagged}) { ... on PooledSatisfaction { flagged lines { points { mean { n value } } } } }`),
    ...await ask(`effortReport(filter: { period: ${PERIOD}, services: [$service], flagged: ${flagged} }) { ... on EffortReport { flagged services { edges { node { ces { mean { n value } } } } } } }`),
    ...await ask(`benchmark(filter: { period: ${PERIOD}, flagged: ${flagged} }, measure: CES) { ... on Benchmark { flagged rows { crude { n } } } }`),
    ...await ask(`drivers(service: $service, period: ${PERIOD}, flagged: ${flagged}) { ... on ServiceDrivers { flagged questions { n } } }`),
    ...await ask(`whoAnswered(service: $service, period: ${PERIOD}, flagged: ${flagged}) { ... on WhoAnswered { flagged scores { raw { n value } } } }`),
    ...await ask(`whatChanged(filter: { period: ${PERIOD}, flagged: ${flagged} }) { ... on WhatChanged { flagged } }`),
    ...await ask(`automationEffect(filter: { period: ${PERIOD}, flagged: ${flagged} }) { ... on AutomationEffect { flagged } }`),
  };
}

test.each([["INCLUDE", 40, 3.25, 0.5], ["EXCLUDE", 20, 1.5, 0]])("%s: every report that reads answers counts %i of them, and says which it counts", async (flagged, n, value, share) => {
  const { satisfaction, satisfactionOverTime, effortReport, drivers, whoAnswered, ...others } = await reports(flagged);
  expect([satisfaction, satisfactionOverTime, effortReport, drivers, whoAnswered, ...Object.values(others)].map((told) => told?.flagged)).toEqual(Array.from({ length: 8 }, () => flagged));
  expect(satisfaction?.["lines"]).toMatchObject([{ points: [{ mean: { n, value } }] }]);
  expect(satisfactionOverTime?.["lines"]).toMatchObject([{ points: [{ mean: { n, value } }] }]);
  expect(effortReport?.["services"].edges[0].node.ces).toMatchObject([{ mean: { n, value } }]);
  expect(drivers?.["questions"]).toMatchObject([{ n }]);
  expect(whoAnswered?.["scores"]).toMatchObject([{ raw: { n, value: share } }]);
  expect(others["benchmark"]?.["rows"]).toMatchObject([{ crude: { n } }]);
});

test("who answered tells agency and office alike what share carries a signal", async () => {
  const owner = await app.key({ role: "owner", agencyId: service.agencyId, serviceIds: undefined });
  for (const key of [office, owner]) {
    const { data } = await app.send(key, `query ($service: String!) { whoAnswered(service: $service, period: ${PERIOD}) { ... on WhoAnswered { signals { signal status figure { n value } } } } }`, { service: service.name });
    expect(data.whoAnswered.signals).toContainEqual({ signal: "UNUSUAL_ANSWERS", status: "OBSERVED", figure: { n: 40, value: 0.5 } });
  }
});

test("without a word flagged answers count, and a report without answers cannot leave any out", async () => {
  const silent = await ask(`effortReport(filter: { period: ${PERIOD}, services: [$service] }) { ... on EffortReport { flagged services { edges { node { ces { mean { n } } } } } } }`);
  expect(silent.effortReport).toMatchObject({ flagged: "INCLUDE", services: { edges: [{ node: { ces: [{ mean: { n: 40 } }] } }] } });
  const log = (flagged: string) => ask(`whereItWaits(filter: { period: ${PERIOD}, flagged: ${flagged} }) { __typename ... on Refusal { code path } }`);
  expect((await log("EXCLUDE")).whereItWaits).toMatchObject({ code: "FILTER_NOT_AVAILABLE", path: ["flagged"] });
  expect((await log("INCLUDE")).whereItWaits).toEqual({ __typename: "WhereItWaits" });
});

test("the command line leaves them out, too, and a report of what happened alone refuses to", async () => {
  const report = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", ...args, "--from", "2026-03-01", "--to", "2026-04-01", "--json");
  for (const args of [["effort"], ["satisfaction", "--service", service.name], ["drivers", "--service", service.name], ["who-answered", "--service", service.name], ["changes"]]) {
    expect([args, JSON.parse((await report(...args, "--flagged", "exclude")).out).flagged]).toEqual([args, "EXCLUDE"]);
    expect([args, JSON.parse((await report(...args)).out).flagged]).toEqual([args, "INCLUDE"]);
  }
  expect((await report("waiting", "--flagged", "exclude")).failed).toMatchObject({ code: "FILTER_NOT_AVAILABLE" });
});
