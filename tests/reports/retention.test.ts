import { parse } from "csv-parse/sync";
import { addReportCommand } from "../../src/cli/report.command";
import { everyField } from "../support/every-field";
import { givenAgency, givenService } from "../support/fixtures";
import { runCommand } from "../support/test-cli";
import { type Desk, NOW, openDesk, unusedReference } from "../transactions/intake-support";

const RETENTION = `query ($service: String!, $period: PeriodInput!) { retention(service: $service, period: $period) ${everyField("RetentionResult")} }`;
const DAY = 86_400_000;
/** Days before now, in whole hours. */
const ago = (days: number): string => new Date(NOW.getTime() - days * DAY).toISOString();
const dayAgo = (days: number): string => ago(days).slice(0, 10);
const PERIOD = { from: dayAgo(200), to: dayAgo(-1) };

let desk: Desk;
let office: string;
let people = 100_000_000;

/** A transaction of one day; with trouble it has an error and comes back. */
const one = (subject: number, start: number, channel: string, outcome: string, trouble = false) => ({
  service: desk.service.code, reference: unusedReference(), startedAt: ago(start), channel, endedAt: ago(start - 1), outcome, subject: { scheme: "CIVIL_NUMBER", value: String(subject) },
  passages: [
    { ordinal: 1, step: "FILL", enteredAt: ago(start), leftAt: ago(start - 0.1), errors: trouble ? 1 : 0 },
    { ordinal: 2, step: "REVIEW", enteredAt: ago(start - 0.1), leftAt: ago(start - 0.2) },
    ...(trouble ? [{ ordinal: 3, step: "FILL", enteredAt: ago(start - 0.2), leftAt: ago(start - 0.3), errors: 0 }] : []),
  ],
});

beforeAll(async () => {
  desk = await openDesk();
  office = await desk.app.key({ role: "office" });
  const items = [
    // Without trouble: 24 of 30 come back on the web after two months.
    ...Array.from({ length: 30 }, (_, at) => [one((people += 1), 150, "WEB", "GRANTED"), one(people, 90, at < 24 ? "WEB" : "SERVICE_CENTRE", "GRANTED")]).flat(),
    // With much: 10 of 20 go to the counter within ten days, after giving up.
    ...Array.from({ length: 20 }, (_, at) => [one((people += 1), 150, "WEB", at < 10 ? "ABANDONED" : "GRANTED", true), one(people, 140, at < 10 ? "SERVICE_CENTRE" : "WEB", "GRANTED")]).flat(),
  ];
  const results = await desk.record(items);
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(["RECORDED"]));
});
afterAll(() => desk.app.close());

async function stays({ key = office, service = desk.service.name, period = PERIOD }: { key?: string; service?: string; period?: object } = {}) {
  const { data, errors } = await desk.app.send(key, RETENTION, { service, period });
  expect(errors).toBeUndefined();
  return data.retention;
}

test("take-up, what each channel loses, and who is digital again at the next opportunity", async () => {
  const answer = await stays();
  // Decided: 30 + 10 first and 34 later ones on the web, 16 at the counter.
  expect(answer.takeUp).toMatchObject({ value: 74 / 90, n: 90, method: "WILSON" });
  const web = answer.channels.find(({ channel }: any) => channel === "WEB");
  expect(web).toMatchObject({ ended: { value: 84 }, undecided: { value: 10 / 84 }, failed: { value: 0 }, leaked: { value: 10 / 84 } });
  expect(answer.channels.find(({ channel }: any) => channel === "SERVICE_CENTRE").leaked).toMatchObject({ value: null, reasons: ["NOT_MEASURED"] });
  expect(answer.pooled[0]).toMatchObject({ opportunity: 1, digital: { value: 34 / 50, n: 50 } });
  expect(answer.pooled[1].digital).toMatchObject({ value: null, reasons: ["IMMATURE"] });
  expect(answer.cohorts.map(({ channelFirst }: any) => channelFirst)).toEqual(["WEB"]);
});

test("who must come again, of those of whom it can be known", async () => {
  const { repeatWithin7, repeatWithin30 } = await stays();
  expect([repeatWithin7.value, repeatWithin30.value, repeatWithin30.n]).toEqual([0, 0.2, 100]);
  expect((await stays({ period: { from: dayAgo(20), to: dayAgo(-1) } })).repeatWithin30).toMatchObject({ value: null });
});

test("leaving goes with effort, with its interval", async () => {
  const { leaving, risk } = await stays();
  expect(leaving.map(({ band, left }: any) => [band, left.value])).toEqual(expect.arrayContaining([["NONE", 6 / 30], ["MUCH", 0.5]]));
  expect(risk.ratio).toMatchObject({ value: 2.5, method: "KATZ", quality: "LOW_CONFIDENCE" });
  expect([risk.ratio.low > 1, risk.ratio.high > 2.5, risk.difference.low > 0]).toEqual([true, true, true]);
  expect(risk.odds.value).toBeCloseTo(4, 9);
  expect(risk.attributable.value).toBeCloseTo((0.4 * 1.5) / (1 + 0.4 * 1.5), 9);
});

test("where no subject is known nothing is none", async () => {
  const silent = await givenService(desk.app);
  expect(await stays({ service: silent.name })).toMatchObject({
    takeUp: { value: null, reasons: ["NO_DATA"] }, repeatWithin30: { value: null, reasons: ["NOT_MEASURED"] }, channels: [], cohorts: [], risk: { ratio: { value: null, reasons: ["NO_DATA"] } },
  });
});

test.each([
  [{ from: dayAgo(10), to: dayAgo(20) }, "EMPTY_PERIOD", ["period", "to"]],
  [{ from: dayAgo(1000), to: dayAgo(20) }, "PERIOD_TOO_FINE", ["period", "from"]],
])("%j is refused: %s", async (period, code, path) => {
  expect(await stays({ period })).toMatchObject({ __typename: "Refusal", code, path });
});

test("nobody and a portal get nothing; another's service looks as if it did not exist", async () => {
  const ask = async (key: string | undefined) => (await desk.app.send(key, RETENTION, { service: desk.service.name, period: PERIOD })).errors[0].extensions.code;
  expect(await ask(undefined)).toBe("UNAUTHENTICATED");
  expect(await ask(desk.key)).toBe("FORBIDDEN");
  const other = await desk.app.key({ role: "owner", agencyId: (await givenAgency(desk.app)).id, serviceIds: undefined });
  expect(await stays({ key: other })).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND", path: ["service"] });
  const owner = await desk.app.key({ role: "owner", agencyId: desk.agency.id, serviceIds: undefined });
  expect(await stays({ key: owner })).toMatchObject({ __typename: "Retention" });
});

test("the same digits through every door", async () => {
  const cli = (...args: readonly string[]) => runCommand(desk.app.house, [addReportCommand], "report", "retention", "--service", desk.service.name, "--from", PERIOD.from, "--to", PERIOD.to, ...args);
  const { __typename, ...fromApi } = await stays();
  expect(JSON.parse((await cli("--json")).out)).toEqual(fromApi);
  const rows: Record<string, string>[] = parse((await cli("--csv")).out, { columns: true });
  const value = (part: string, figure: string) => rows.find((row) => row["part"] === part && row["figure"] === figure)?.["value"];
  expect([value("WHOLE", "takeUp"), value("RISK", "ratio"), value("RETENTION", "digital")]).toEqual([fromApi.takeUp.value, fromApi.risk.ratio.value, fromApi.pooled[0].digital.value].map(String));
  expect((await cli()).out).toMatch(/MUCH to NONE, times as likely +2\.50 \[/u);
  expect((await cli("--service", "NO-SUCH")).failed).toMatchObject({ code: "NOT_FOUND" });
});
