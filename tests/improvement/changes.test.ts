import { parse } from "csv-parse/sync";
import { addChangeCommand } from "../../src/cli/change.command";
import { addReportCommand } from "../../src/cli/report.command";
import { everyField } from "../support/every-field";
import { givenAgency, givenService, type ServiceFixture } from "../support/fixtures";
import { counted, responses } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";

const RECORD = `mutation ($input: RecordChangeInput!) { recordChange(input: $input) ${everyField("ServiceChangeResult")} }`;
const WITHDRAW = `mutation ($input: WithdrawChangeInput!) { withdrawChange(input: $input) ${everyField("ServiceChangeResult")} }`;
const LIST = `query ($service: String) { changes(service: $service) ${everyField("ServiceChangesResult")} }`;
const EFFECT = `query ($service: String!, $change: ID!, $comparison: String, $period: PeriodInput!, $interval: Interval) {
  changeEffect(service: $service, change: $change, comparison: $comparison, period: $period, interval: $interval) ${everyField("ChangeEffectResult")} }`;
const WEEKS = { from: "2026-01-04", to: "2026-06-07" };
const CHANGED = "2026-03-22";

let app: TestApp;
let owner: string;
let stranger: string;
let treated: ServiceFixture;
let control: ServiceFixture;

/** Twenty answers a week, of which so many are satisfied. */
function weekly(service: ServiceFixture, satisfied: (week: number) => number, weeks = 22) {
  return Array.from({ length: weeks }, (_, week) => {
    const day = new Date(Date.UTC(2026, 0, 6 + 7 * week)).toISOString().slice(0, 10);
    const good = satisfied(week);
    return responses(service, "CSAT5", 1, [0, 20 - good, 0, 0, good], { day });
  }).flat();
}

beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-07-01T08:00:00Z") });
  treated = await givenService(app, { steps: [{ code: "PHOTO", kind: "UPLOAD" }] });
  control = await givenService(app, { agency: { id: treated.agencyId, code: treated.agencyCode } });
  owner = await app.key({ role: "owner", agencyId: treated.agencyId, serviceIds: undefined });
  stranger = await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined });
  await counted(app, { responses: [...weekly(treated, (week) => (week < 11 ? 10 + (week % 2) : 16 + (week % 2))), ...weekly(control, (week) => 12 + (week % 3))] });
  await app.house.tallies.release.release(OPERATOR);
}, 60_000);
afterAll(() => app.close());

async function record(input: object, key = owner) {
  const { data, errors } = await app.send(key, RECORD, { input: { service: treated.name, what: "Photos are checked while they are taken", day: CHANGED, ...input } });
  expect(errors).toBeUndefined();
  return data.recordChange;
}
const effect = async (change: string, more: object = {}, key = owner) => {
  const { data, errors } = await app.send(key, EFFECT, { service: treated.name, change, period: WEEKS, interval: "WEEK", ...more });
  expect(errors).toBeUndefined();
  return data.changeEffect;
};
const list = async (key: string, service?: string) => (await app.send(key, LIST, { service })).data.changes;

test("a change is written down, listed, and taken back; each with its entry in the audit log", async () => {
  const made = await record({ step: "PHOTO" });
  expect(made).toMatchObject({ __typename: "ServiceChange", service: { code: treated.code }, stepCode: "PHOTO", day: CHANGED, recordedAt: "2026-07-01T08:00:00.000Z" });
  expect((await list(owner, treated.name)).changes).toEqual([expect.objectContaining({ id: made.id, what: "Photos are checked while they are taken" })]);
  const { data } = await app.send(owner, WITHDRAW, { input: { service: treated.name, change: made.id } });
  expect(data.withdrawChange).toMatchObject({ id: made.id });
  expect((await list(owner)).changes).toEqual([]);
  expect((await app.send(owner, WITHDRAW, { input: { service: treated.name, change: made.id } })).data.withdrawChange).toMatchObject({ code: "NOT_FOUND", path: ["change"] });
  const entries = await app.house.dataSource.query("SELECT action FROM audit_entry WHERE target->>'change' = $1 ORDER BY at, action", [made.id]);
  expect(entries.map(({ action }: any) => action).toSorted()).toEqual(["recordChange", "withdrawChange"]);
});

test.each([
  [{ service: "NO-SUCH" }, "NOT_FOUND", ["service"]],
  [{ step: "NO-SUCH" }, "NOT_FOUND", ["step"]],
  [{ what: "" }, "TEXT_EMPTY", ["what"]],
  [{ what: "x".repeat(501) }, "TEXT_TOO_LONG", ["what"]],
  [{ day: "2026-07-02" }, "IN_THE_FUTURE", ["day"]],
])("%j is refused: %s", async (input, code, path) => {
  expect(await record(input)).toMatchObject({ __typename: "Refusal", code, path });
});

test("nobody and a portal may do nothing; what is another's looks as if it did not exist", async () => {
  const portal = await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" });
  for (const [key, code] of [[undefined, "UNAUTHENTICATED"], [portal, "FORBIDDEN"]] as const) {
    const asked = [
      app.send(key, RECORD, { input: { service: treated.name, what: "x", day: CHANGED } }), app.send(key, WITHDRAW, { input: { service: treated.name, change: "x" } }),
      app.send(key, LIST, {}), app.send(key, EFFECT, { service: treated.name, change: "x", period: WEEKS }),
    ];
    for (const answer of await Promise.all(asked)) expect(answer.errors[0].extensions.code).toBe(code);
  }
  const { id } = await record({});
  expect(await record({}, stranger)).toMatchObject({ code: "NOT_FOUND", path: ["service"] });
  expect((await app.send(stranger, WITHDRAW, { input: { service: treated.name, change: id } })).data.withdrawChange).toMatchObject({ code: "NOT_FOUND", path: ["service"] });
  expect(await list(stranger, treated.name)).toMatchObject({ code: "NOT_FOUND", path: ["service"] });
  expect((await list(stranger)).changes).toEqual([]);
  expect(await effect(id, {}, stranger)).toMatchObject({ code: "NOT_FOUND", path: ["service"] });
});

test("by itself the series broke at the date, and is called no more than that", async () => {
  const { id } = await record({});
  expect(await effect(id)).toMatchObject({
    piecesBefore: 11, piecesAfter: 11, comparison: null, before: { from: "2026-01-04", to: CHANGED }, after: { from: CHANGED, to: "2026-06-07" },
    figures: [{ measure: "CSAT", instrument: "CSAT5", label: "CHANGE_AFTER_DATE", verdict: "IMPROVED", effect: { method: "ITS", value: expect.closeTo(0.3, 1), n: 220 }, refused: [{ label: "ESTIMATED_EFFECT", code: "NO_COMPARISON" }], placebo: null }],
  });
});

test("beside a service that was not touched it is an estimated effect, with its placebos", async () => {
  const { id } = await record({});
  const [figure] = (await effect(id, { comparison: control.name })).figures;
  expect(figure).toMatchObject({ label: "ESTIMATED_EFFECT", verdict: "IMPROVED", refused: [], effect: { method: "DID", n: 220 }, placebo: { repeated: 8, asLarge: 0, p: expect.closeTo(1 / 9, 9) } });
  expect(figure.effect.low).toBeGreaterThan(0.15);
  expect(figure.effect.high).toBeLessThan(0.45);
});

test("a comparison that was changed too is none; few weeks give a difference between periods", async () => {
  const { id } = await record({});
  const other = await record({ service: control.name, day: "2026-04-01" });
  expect((await effect(id, { comparison: control.name })).figures[0]).toMatchObject({ label: "CHANGE_AFTER_DATE", refused: [{ code: "COMPARISON_TOUCHED" }] });
  await app.send(owner, WITHDRAW, { input: { service: control.name, change: other.id } });
  const short = await effect(id, { comparison: control.name, period: { from: "2026-03-01", to: "2026-04-12" } });
  expect(short.figures[0]).toMatchObject({ label: "DIFFERENCE_BETWEEN_PERIODS", effect: { method: "NEWCOMBE", n: 60 }, refused: [{ code: "TOO_FEW_PERIODS_BEFORE" }, { code: "TOO_FEW_POINTS" }] });
});

test.each([
  [{ period: { from: "2026-03-23", to: "2026-06-07" } }, "NOTHING_BEFORE", ["period", "from"]],
  [{ period: { from: "2026-01-04", to: "2026-03-24" } }, "NOTHING_AFTER", ["period", "to"]],
  [{ period: { from: "2026-03-23", to: "2026-03-23" } }, "EMPTY_PERIOD", ["period", "to"]],
  [{ comparison: "NO-SUCH" }, "NOT_FOUND", ["comparison"]],
  [{ change: "018f0000-0000-7000-8000-000000000000" }, "NOT_FOUND", ["change"]],
])("an effect over %j is refused: %s", async (more, code, path) => {
  const { id } = await record({});
  expect(await effect(id, more)).toMatchObject({ __typename: "Refusal", code, path });
});

test("the same digits through every door", async () => {
  const run = (...args: readonly string[]) => runCommand(app.house, [addChangeCommand, addReportCommand], ...args);
  const made = JSON.parse((await run("change", "record", "--service", treated.name, "--what", "A new form", "--day", CHANGED, "--json")).out);
  expect((await run("change", "list", "--service", treated.name)).out).toContain(`${String(made.id)}  ${treated.name}  ${CHANGED}  A new form`);
  expect(parse((await run("change", "list", "--csv")).out, { columns: true })).toContainEqual({ id: made.id, agency: treated.agencyCode, service: treated.code, step: "", day: CHANGED, what: "A new form" });
  const report = (...more: readonly string[]) => run("report", "effect", "--service", treated.name, "--change", made.id, "--comparison", control.name, "--from", WEEKS.from, "--to", WEEKS.to, "--interval", "week", ...more);
  const { __typename, ...fromApi } = await effect(made.id, { comparison: control.name });
  expect(__typename).toBe("ChangeEffect");
  expect({ ...JSON.parse((await report("--json")).out), freshness: null }).toEqual({ ...fromApi, freshness: null });
  const [{ effect: figure }] = fromApi.figures;
  const rows: Record<string, string>[] = parse((await report("--csv")).out, { columns: true });
  expect(rows.map(({ value, low, high, label, verdict }) => [Number(value), Number(low), Number(high), label, verdict])[0]).toEqual([figure.value, figure.low, figure.high, "ESTIMATED_EFFECT", "IMPROVED"]);
  expect((await report()).out).toMatch(/CSAT \(CSAT5 v1\) .*improved +estimated effect \(assumes parallel trends\)/u);
  expect((await run("change", "withdraw", made.id, "--service", treated.name)).out).toContain("A new form");
  expect((await run("change", "withdraw", made.id, "--service", treated.name)).failed).toMatchObject({ code: "NOT_FOUND" });
});
