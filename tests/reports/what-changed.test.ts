import { parse } from "csv-parse/sync";
import { addReportCommand } from "../../src/cli/report.command";
import { everyField } from "../support/every-field";
import { givenAgency, givenService, type ServiceFixture } from "../support/fixtures";
import { counted, responses } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";

const CHANGED = `query ($filter: ReportFilter!) { whatChanged(filter: $filter) ${everyField("WhatChangedResult")} }`;
const MAY = { from: "2026-05-01", to: "2026-05-31" };

let app: TestApp;
let office: string;
let worse: ServiceFixture;
let same: ServiceFixture;

beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-07-01T08:00:00Z") });
  office = await app.key({ role: "office" });
  worse = await givenService(app, { steps: [{ code: "PHOTO", kind: "UPLOAD" }] });
  same = await givenService(app);
  await counted(app, {
    responses: [
      ...responses(worse, "CSAT5", 1, [0, 0, 0, 20, 20], { day: "2026-04-15" }), ...responses(worse, "CSAT5", 1, [20, 10, 0, 10, 0], { day: "2026-05-15" }),
      ...responses(worse, "STEP_EASE5", 1, [20, 20, 0, 0, 0], { day: "2026-04-15", stepCode: "PHOTO" }), ...responses(worse, "STEP_EASE5", 1, [0, 0, 0, 20, 20], { day: "2026-05-15", stepCode: "PHOTO" }),
      // The same question on another scale is another figure, and stands on one side only.
      ...responses(worse, "STEP_EASE7", 1, [0, 0, 0, 0, 0, 20, 20], { day: "2026-05-15", stepCode: "PHOTO" }),
      ...responses(same, "CSAT5", 1, [0, 10, 0, 10, 20], { day: "2026-04-15" }), ...responses(same, "CSAT5", 1, [0, 10, 0, 20, 10], { day: "2026-05-15" }),
    ],
  });
  await app.house.tallies.release.release(OPERATOR);
});
afterAll(() => app.close());

async function changed(filter: object = {}, key = office) {
  const { data, errors } = await app.send(key, CHANGED, { filter: { period: MAY, ...filter } });
  expect(errors).toBeUndefined();
  return data.whatChanged;
}

test("the worsened first, then the improved; what did not change is not told, nor what has no other side", async () => {
  const answer = await changed();
  expect(answer).toMatchObject({ before: { from: "2026-04-01", to: "2026-05-01" }, looked: 3, found: 2, falseDiscoveryRate: 0.05 });
  expect(answer.lines).toMatchObject([
    { service: { code: worse.code }, step: null, measure: "CSAT", verdict: "WORSENED", difference: { value: -0.75, method: "NEWCOMBE" }, shifts: [] },
    { service: { code: worse.code }, step: "PHOTO", measure: "STEP_EASE", instrument: "STEP_EASE5", verdict: "IMPROVED", difference: { value: 3, method: "WELCH" } },
  ]);
  expect(answer.lines.map(({ stepNames }: any) => stepNames === null)).toEqual([true, false]);
  expect((await changed({ services: [same.name] })).lines).toEqual([]);
  // A whole month stands beside a whole month, however long it was.
  expect(await changed({ period: { from: "2026-05-01", to: "2026-06-01" } })).toMatchObject({ before: { from: "2026-04-01", to: "2026-05-01" }, found: 2 });
  expect(await changed({ period: { from: "2026-03-01", to: "2026-04-01" } })).toMatchObject({ before: { from: "2026-02-01", to: "2026-03-01" }, looked: 0 });
});

test.each([
  [{ channels: ["WEB"] }, "FILTER_NOT_AVAILABLE", ["filter", "channels"]],
  [{ period: { from: "2026-05-31", to: "2026-05-01" } }, "EMPTY_PERIOD", ["filter", "period", "to"]],
  [{ period: { from: "0001-01-01", to: "0002-01-01" } }, "PERIOD_TOO_LONG", ["filter", "period"]],
  [{ period: { from: "2025-05-10", to: "2025-06-10" } }, "PERIOD_TOO_FINE", ["filter", "period"]],
  [{ services: ["NO-SUCH"] }, "NOT_FOUND", ["filter", "services", "0"]],
])("%j is refused: %s", async (filter, code, path) => {
  expect(await changed(filter)).toMatchObject({ __typename: "Refusal", code, path });
});

test("nobody and a portal get nothing; another's looks as if it did not exist", async () => {
  const ask = async (key: string | undefined) => (await app.send(key, CHANGED, { filter: { period: MAY } })).errors[0].extensions.code;
  expect(await ask(undefined)).toBe("UNAUTHENTICATED");
  expect(await ask(await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" }))).toBe("FORBIDDEN");
  const stranger = await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined });
  expect(await changed({}, stranger)).toMatchObject({ looked: 0, lines: [] });
  expect(await changed({ services: [worse.name] }, stranger)).toMatchObject({ code: "NOT_FOUND" });
});

test("the same digits through every door", async () => {
  const cli = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "changes", "--from", MAY.from, "--to", MAY.to, ...args);
  const { __typename, ...fromApi } = await changed();
  expect(__typename).toBe("WhatChanged");
  expect({ ...JSON.parse((await cli("--json")).out), freshness: null }).toEqual({ ...fromApi, freshness: null });
  const rows: Record<string, string>[] = parse((await cli("--csv")).out, { columns: true });
  expect(rows.map(({ value, low, verdict }) => [Number(value), Number(low), verdict])).toEqual(fromApi.lines.map(({ difference, verdict }: any) => [difference.value, difference.low, verdict]));
  expect((await cli()).out).toMatch(/2 of 3 figures[\s\S]*worsened[\s\S]*improved/u);
});
