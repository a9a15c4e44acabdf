import { everyField } from "../support/every-field";
import { givenAgency, givenService, type ServiceFixture } from "../support/fixtures";
import { counted, invitations, responses, twenty } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";

const MARCH = { from: "2026-03-01", to: "2026-04-01" };

let app: TestApp;
let office: string;
let service: ServiceFixture;
beforeAll(async () => {
  // A clock that stands: the same report is as fresh before and after.
  app = await startTestApp({ clock: () => new Date("2026-07-01T08:00:00Z"), costLimit: Number.MAX_SAFE_INTEGER });
  office = await app.key({ role: "office" });
  service = await givenService(app, { agency: await givenAgency(app), steps: [{ code: "APPLY", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }] });
  await counted(app, {
    transactions: twenty(service),
    responses: [...responses(service, "CSAT5", 1, [30, 20, 25, 20, 15]), ...responses(service, "CES5_EASE", 1, [20, 20, 20, 20, 20]), ...responses(service, "STEP_EASE5", 1, [10, 5, 5, 5, 5], { stepCode: "APPLY" })],
    invitations: [...invitations(service, "INVITED", 300), ...invitations(service, "OPENED", 150), ...invitations(service, "ANSWERED", 110)],
  });
  await app.house.tallies.release.release(OPERATOR);
});
afterAll(() => app.close());

const REPORTS: Readonly<Record<string, string>> = {
  automationEffect: "filter: $filter", benchmark: "filter: $filter, of: SERVICES", burdenReport: "filter: $filter", dataHealth: "filter: $filter", drivers: "service: $service, period: $period", effortReport: "filter: $filter",
  processMap: "service: $service, period: $period", retention: "service: $service, period: $period", satisfactionOverTime: "period: $period", whatChanged: "filter: $filter", whereItWaits: "filter: $filter", whoAnswered: "service: $service, period: $period",
};

/** What every report says, but for what it says of answers that it names as another's collecting. */
async function everything(): Promise<Record<string, unknown>> {
  const said: Record<string, unknown> = {};
  const ask = async (name: string, document: string, variables: object): Promise<void> => {
    const { data, errors } = await app.send(office, document, variables);
    expect([name, errors]).toEqual([name, undefined]);
    said[name] = JSON.parse(JSON.stringify(data), (key, value: unknown) => (key.startsWith("collected") || key === "ownQuestions" ? undefined : Array.isArray(value) ? value.filter((one: { collector?: string } | null) => one?.collector === undefined || one.collector === "YUSR") : value));
  };
  const DECLARED: readonly (readonly [string, string, unknown])[] = [["filter", "ReportFilter", { period: MARCH, services: [service.name] }], ["service", "String", service.name], ["period", "PeriodInput", MARCH]];
  const run = async (name: string, selection: string, args: string): Promise<void> => {
    const used = DECLARED.filter(([variable]) => `${args} ${selection}`.includes(`$${variable}`));
    await ask(name, `query (${used.map(([variable, type]) => `$${variable}: ${type}!`).join(", ")}) { ${name}(${args}) ${selection} }`, Object.fromEntries(used.map(([variable, , value]) => [variable, value])));
  };
  const resultOf: Readonly<Record<string, string>> = { satisfactionOverTime: "PooledSatisfactionResult" };
  for (const [name, args] of Object.entries(REPORTS)) {
    const result = resultOf[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}Result`;
    await run(name, everyField(result, ["EffortReport.steps", "EffortReport.ranking"]), args);
  }
  await run("service", `{ satisfaction(period: $period) ${everyField("SatisfactionResult")} simplificationCard(period: $period) ${everyField("SimplificationCardResult")} }`, "code: $service");
  return said;
}

test("what an agency collected itself, at a counter, of a panel or in an untested language, moves no figure of any report", async () => {
  const before = await everything();
  expect(JSON.stringify(before)).toContain('"value":');
  const others = (["AGENCY", "UNLINKED", "PANEL", "UNTESTED"] as const).flatMap((collector) => [
    ...responses(service, "CSAT5", 1, [0, 0, 0, 0, 200], { collector }), ...responses(service, "CES5_EASE", 1, [0, 0, 0, 0, 200], { collector }), ...responses(service, "STEP_EASE5", 1, [0, 0, 0, 0, 60], { collector, stepCode: "APPLY" }),
  ]);
  await counted(app, { responses: others });
  await app.house.tallies.release.release(OPERATOR);
  const after = await everything();
  for (const name of Object.keys(before)) expect([name, after[name]]).toEqual([name, before[name]]);

  // Yusr's own do.
  await counted(app, { responses: [...responses(service, "CSAT5", 1, [0, 0, 0, 0, 200]), ...responses(service, "CES5_EASE", 1, [0, 0, 0, 0, 200])] });
  await app.house.tallies.release.release(OPERATOR);
  const moved = await everything();
  expect(Object.keys(before).filter((name) => JSON.stringify(moved[name]) !== JSON.stringify(before[name]))).toEqual(expect.arrayContaining(["benchmark", "effortReport", "satisfactionOverTime", "service", "whoAnswered"]));
}, 120_000);

test("what people answer to an agency's own question moves no figure of any report; its service's effort report tells it, as not comparable", async () => {
  const before = await everything();
  const code = `${service.agencyCode}/CLARITY`;
  await counted(app, {
    responses: [...responses(service, code, 1, [300, 0, 0, 0, 0], { segment: "CITIZEN", language: "en" }), ...responses(service, `${service.agencyCode}/VISITS`, 0, [0, 0, 40, 0, 0, 0, 0, 0, 0, 0, 20])],
  });
  await app.house.tallies.release.release(OPERATOR);
  const after = await everything();
  for (const name of Object.keys(before)) expect([name, after[name]]).toEqual([name, before[name]]);

  const own = `query ($filter: ReportFilter!) { effortReport(filter: $filter) { ... on EffortReport { services { edges { node { ownQuestions { instrument version moment mode comparable answers { value } mean { value n } } } } } } } }`;
  const told = async (services: readonly string[]): Promise<unknown> => (await app.send(office, own, { filter: { period: MARCH, services } })).data.effortReport.services.edges[0].node.ownQuestions;
  expect(await told([service.name])).toEqual([
    { instrument: code, version: 1, moment: "AFTER_OUTCOME", mode: "WEB", comparable: false, answers: { value: 300 }, mean: { value: 1, n: 300 } },
    { instrument: `${service.agencyCode}/VISITS`, version: 1, moment: "AFTER_OUTCOME", mode: "WEB", comparable: false, answers: { value: 60 }, mean: { value: 280 / 60, n: 60 } },
  ]);

  // Nor is it among the answers that say which days are enough.
  const lone = await givenService(app);
  await counted(app, { responses: responses(lone, `${lone.agencyCode}/CLARITY`, 1, [0, 0, 0, 0, 300]) });
  await app.house.tallies.release.release(OPERATOR);
  const AUTO = "query ($filter: ReportFilter!) { effortReport(filter: $filter, window: AUTO) { ... on EffortReport { services { edges { node { window { answers } } } } } } }";
  expect((await app.send(office, AUTO, { filter: { period: MARCH, services: [lone.name] } })).data.effortReport.services.edges[0].node.window).toEqual({ answers: "TOO_FEW" });
}, 120_000);
