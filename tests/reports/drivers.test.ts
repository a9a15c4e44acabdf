import { parse } from "csv-parse/sync";
import { Dice } from "../../src/cli/demo/dice";
import { addReportCommand } from "../../src/cli/report.command";
import { everyField } from "../support/every-field";
import { givenAgency, givenService, type ServiceFixture } from "../support/fixtures";
import { answersCounted, responses } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { at, passage, transaction } from "../support/transaction-fixture";

const DRIVERS = `query ($service: String!, $period: PeriodInput!) { drivers(service: $service, period: $period) ${everyField("DriversResult")} }`;
const PERIOD = { from: "2026-03-01", to: "2026-05-01" };

let app: TestApp;
let office: string;
let service: ServiceFixture;

/** One response: whether filling in and paying went wrong, what was said of them, and of the whole. */
function response(dice: Dice, i: number) {
  const [filling, paying, asked] = [dice.chance(0.35), dice.chance(0.3), dice.chance(0.7)];
  const score = Math.min(5, Math.max(1, Math.round(4.6 - 1.6 * Number(filling) - 0.5 * Number(paying) + dice.normal(0, 0.7))));
  const [whole] = responses(service, "CES5_EASE", score, [1], { day: i % 2 === 0 ? "2026-03-10" : "2026-04-10", jackknifeGroup: i % 32 });
  if (whole === undefined) throw new Error("no response");
  const ease = { instrumentCode: "STEP_EASE5", instrumentVersion: 1, stepCode: "FILL", score: filling ? 2 : 5, choice: null, choices: null, notChosen: null, skipped: false, notApplicable: false, inclusionProbability: 1 };
  return {
    response: asked ? { ...whole, answers: [...whole.answers, ease] } : whole,
    transaction: transaction(service, {
      outcome: "GRANTED", endedAt: at(60),
      passages: [passage("FILL", at(0), at(20), { errors: Number(filling) }), passage("PAY", at(20), at(30), { errors: Number(paying) }), passage("CHECK", at(30), at(60), { errors: 0 })],
    }),
  };
}

beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-07-01T08:00:00Z") });
  office = await app.key({ role: "office" });
  service = await givenService(app, { steps: [{ code: "FILL", kind: "FILL_IN" }, { code: "PAY", kind: "PAY" }, { code: "CHECK", kind: "REVIEW" }] });
  const dice = new Dice("drivers of a service");
  const pairs = [
    ...Array.from({ length: 640 }, (_, i) => response(dice, i)),
    // Satisfaction is no effort; a hundred kiosk answers are another question, and too few with so many columns or not.
    ...responses(service, "CSAT5", 1, [10, 10, 10, 10, 10]).map((one) => ({ response: one, transaction: transaction(service) })),
    ...responses(service, "CES5_EASE", 1, [10, 10, 10, 10, 10], { mode: "KIOSK" }).map((one) => ({ response: one, transaction: transaction(service) })),
    ...responses(service, "CES5_EASE", 1, [10, 10, 10, 10, 10], { collector: "AGENCY" }).map((one) => ({ response: one, transaction: transaction(service) })),
  ];
  await app.house.dataSource.transaction((unit) => answersCounted(app, unit, pairs));
  await app.house.tallies.release.release(OPERATOR);
}, 60_000);
afterAll(() => app.close());

async function ask(variables: object = {}, key: string | undefined = office): Promise<any> {
  const { data, errors } = await app.send(key, DRIVERS, { service: service.name, period: PERIOD, ...variables });
  expect(errors).toBeUndefined();
  return data.drivers;
}

test("what makes a service hard: filling in before paying, each beside how it is, with the caveat in both languages", async () => {
  const report = await ask();
  expect(Object.keys(report.caveat).sort()).toEqual(["ar", "en"]);
  expect(report.questions.map(({ instrument, mode, n, refused }: any) => [instrument, mode, n, refused])).toEqual([["CES5_EASE", "WEB", 640, null], ["CES5_EASE", "KIOSK", 50, "FEW_ANSWERS"]]);
  const [web] = report.questions;
  expect(web).toMatchObject({ procedureVersion: 2, moment: "AFTER_OUTCOME", direction: "HIGH_IS_EASY", dropped: ["STEP:CHECK"], warnings: [], explained: { method: "DAGJK", quality: "FULL" } });
  const of = (column: string) => web.drivers.find((driver: any) => driver.column === column);
  expect(of("STEP:FILL")).toMatchObject({ step: { code: "FILL" }, driver: true, performance: { unit: "RATIO" }, lmg: { method: "LMG" } });
  expect(of("STEP:FILL").beta.high).toBeLessThan(0);
  expect(of("STEP:PAY")).toMatchObject({ driver: true });
  expect(of("STEP:FILL").weight.low).toBeGreaterThan(of("STEP:PAY").weight.high);
  // Whether somebody was asked about a step is chance here.
  expect(of("EASE_MISSING")).toMatchObject({ driver: false, step: null });
  expect(of("EASE").performance).toMatchObject({ unit: "SCORE" });
  expect(web.drivers.reduce((sum: number, { weight }: any) => sum + Number(weight.value), 0)).toBeCloseTo(web.explained.value, 9);
});

test("months without answers have no drivers; half of them may be too few", async () => {
  expect((await ask({ period: { from: "2026-01-01", to: "2026-03-01" } })).questions).toEqual([]);
  expect((await ask({ period: { from: "2026-04-01", to: "2026-05-01" } })).questions).toMatchObject([{ n: 320, refused: null }]);
});

test.each([
  [{ period: { from: "2026-03-02", to: "2026-05-01" } }, "NOT_WHOLE_MONTHS", ["period", "from"]],
  [{ period: { from: "2026-03-01", to: "2026-04-30" } }, "NOT_WHOLE_MONTHS", ["period", "to"]],
  [{ period: { from: "2026-05-01", to: "2026-03-01" } }, "EMPTY_PERIOD", ["period", "to"]],
  [{ service: "NO-SUCH" }, "NOT_FOUND", ["service"]],
])("%j is refused: %s", async (variables, code, path) => {
  expect(await ask(variables)).toMatchObject({ __typename: "Refusal", code, path });
});

test("nobody and a portal get nothing; another's service looks as if it did not exist", async () => {
  const code = async (key: string | undefined) => (await app.send(key, DRIVERS, { service: service.name, period: PERIOD })).errors[0].extensions.code;
  expect(await code(undefined)).toBe("UNAUTHENTICATED");
  expect(await code(await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" }))).toBe("FORBIDDEN");
  const owner = await app.key({ role: "owner", agencyId: service.agencyId, serviceIds: undefined });
  expect((await ask({}, owner)).questions).toHaveLength(2);
  const other = await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined });
  expect(await ask({}, other)).toMatchObject({ code: "NOT_FOUND" });
});

test("the same digits through every door", async () => {
  const cli = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "drivers", "--service", service.name, "--from", PERIOD.from, "--to", PERIOD.to, ...args);
  const { __typename, freshness, ...fromApi } = await ask();
  expect(__typename).toBe("ServiceDrivers");
  const { freshness: later, ...fromCli } = JSON.parse((await cli("--json")).out);
  expect(Object.keys(later)).toEqual(Object.keys(freshness));
  expect(fromCli).toEqual(fromApi);
  const rows: Record<string, string>[] = parse((await cli("--csv")).out, { columns: true });
  for (const { column, weight, beta } of fromApi.questions[0].drivers) {
    const lines = rows.filter((row) => row["column"] === column && row["mode"] === "WEB");
    const digits = (figure: string) => ["value", "low", "high"].map((name) => lines.find((row) => row["figure"] === figure)?.[name]);
    expect(digits("weight")).toEqual([weight.value, weight.low, weight.high].map(String));
    expect(digits("beta")).toEqual([beta.value, beta.low, beta.high].map(String));
  }
  expect(rows.filter((row) => row["refused"] === "FEW_ANSWERS").map((row) => [row["mode"], row["n"], row["value"]])).toEqual([["KIOSK", "50", ""]]);
  const text = (await cli()).out;
  expect(text).toMatch(/STEP:FILL +\d\d\.\d % \[/u);
  expect(text).toMatch(/Refused: FEW_ANSWERS/u);
  expect(text).toMatch(/not cause and effect/u);
  expect((await cli("--service", "NO-SUCH")).failed).toMatchObject({ code: "NOT_FOUND" });
});
