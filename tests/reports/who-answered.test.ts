import { parse } from "csv-parse/sync";
import { addReportCommand } from "../../src/cli/report.command";
import type { Channel } from "../../src/catalogue/domain/channel";
import type { Outcome } from "../../src/transactions/domain/outcome";
import { everyField } from "../support/every-field";
import { fine, givenAgency, givenPortal, givenService, type ServiceFixture } from "../support/fixtures";
import { counted, invitations, responses } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { at, passage, transaction } from "../support/transaction-fixture";

const WHO = `query ($service: String!, $period: PeriodInput!) { whoAnswered(service: $service, period: $period) ${everyField("WhoAnsweredResult")} }`;
const MARCH = { from: "2026-03-01", to: "2026-04-01" };
const STEPS = [{ code: "APPLY", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }] as const;

let app: TestApp;
let office: string;
let biased: ServiceFixture;
let successes: ServiceFixture;
let silent: ServiceFixture;

beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-07-01T08:00:00Z") });
  office = await app.key({ role: "office" });
  biased = await givenService(app, { steps: STEPS });
  successes = await givenService(app, { steps: STEPS });
  silent = await givenService(app);
  await givenPortal(app, { services: [biased], signals: ["ERROR"] });
  fine(await app.house.catalogue.declareVolumes.declare(OPERATOR, biased.name, [{ year: 2025, channel: "WEB", n: 3650, source: "register" }]));
  const decided = (service: ServiceFixture, n: number, outcome: Outcome, channel: Channel) =>
    Array.from({ length: n }, () => transaction(service, { outcome, channel, endedAt: at(60), passages: [passage("APPLY", at(0), at(30), { errors: 0 }), passage("REVIEW", at(30), at(60))] }));
  const said = (service: ServiceFixture, channel: Channel, good: number, bad: number) => responses(service, "CSAT5", 1, [bad, 0, 0, 0, good], { channel }).map((one, index) => ({ ...one, jackknifeGroup: index % 32 }));
  const asked = (service: ServiceFixture, state: string, n: number, outcome: Outcome) => invitations(service, state as never, n).map((one) => ({ ...one, outcome }));
  await counted(app, {
    transactions: [...decided(biased, 120, "GRANTED", "WEB"), ...decided(biased, 80, "GRANTED", "SERVICE_CENTRE"), ...decided(successes, 140, "GRANTED", "WEB"), ...decided(successes, 60, "REFUSED", "WEB")],
    responses: [...said(biased, "WEB", 48, 12), ...said(biased, "SERVICE_CENTRE", 5, 15), ...said(successes, "WEB", 54, 6)],
    invitations: [
      ...asked(biased, "INVITED", 200, "GRANTED"), ...asked(biased, "DELIVERED", 160, "GRANTED"), ...asked(biased, "OPENED", 100, "GRANTED"), ...asked(biased, "ANSWERED", 80, "GRANTED"), ...asked(biased, "RECENTLY_ASKED", 50, "GRANTED"), ...asked(biased, "NOT_REACHED", 7, "GRANTED"),
      ...asked(successes, "INVITED", 140, "GRANTED"), ...asked(successes, "ANSWERED", 60, "GRANTED"), ...asked(successes, "INVITED", 60, "REFUSED"), ...asked(successes, "DELIVERED", 140, "GRANTED"), ...asked(successes, "DELIVERED", 5, "REFUSED"),
    ],
  });
  await app.house.tallies.release.release(OPERATOR);
});
afterAll(() => app.close());

async function who(service: string, { period = MARCH, key = office }: { period?: object; key?: string } = {}) {
  const { data, errors } = await app.send(key, WHO, { service, period });
  expect(errors).toBeUndefined();
  return data.whoAnswered;
}
const by = (answer: any, circumstance: string) => answer.representativeness.find((one: any) => one.by === circumstance);
const signal = (answer: any, name: string) => answer.signals.find((one: any) => one.signal === name);

test("from might be asked to answered, and why others were not asked", async () => {
  const { asked, linksByOutcome } = await who(biased.name);
  expect(asked).toMatchObject({
    eligible: { value: 250 }, invited: { value: 200 }, invitedShare: { value: 0.8 }, delivered: { value: 0.8 }, opened: { value: 0.5 },
    answered: { value: 0.4, n: 200, method: "WILSON" }, cooperation: { value: 0.8, n: 100 },
  });
  expect(asked.notAsked.map(({ reason, transactions }: any) => [reason, transactions.value])).toEqual([["RECENTLY_ASKED", 50], ["NOT_REACHED", 7]]);
  expect(linksByOutcome).toMatchObject([{ outcome: "GRANTED", delivered: { value: 0.8 }, opened: { value: 0.5 }, answered: { value: 0.4 } }]);
});

test("those who answered differ by channel, which bends the score; weighted, it is what all would have said", async () => {
  const answer = await who(biased.name);
  expect(by(answer, "CHANNEL")).toMatchObject({ different: true, scoreDiffers: true });
  const [web, centre] = by(answer, "CHANNEL").groups;
  expect([web.value, web.transactions.value, web.respondents.value, centre.respondents.value]).toEqual(["WEB", 0.6, 0.75, 0.25]);
  expect(web.difference.value).toBeCloseTo(0.15 / Math.sqrt((0.75 * 0.25 + 0.6 * 0.4) / 2), 12);
  expect(by(answer, "LANGUAGE")).toMatchObject({ different: null });
  expect(answer.warnings).toContain("NONRESPONSE_BIAS");
  const [score] = answer.scores;
  expect(score.raw).toMatchObject({ value: 53 / 80, n: 80, reasons: expect.arrayContaining(["NONRESPONSE_BIAS"]) });
  expect(score).toMatchObject({ instrument: "CSAT5", margins: ["channel"], missing: [], weighted: { method: "RAKED", n: 80 } });
  // 0.6 of the web's 80 % and 0.4 of the counter's 25 %; weights 2 and 4.
  expect(score.weighted.value).toBeCloseTo(0.58, 9);
  expect(score.designEffect).toBeCloseTo((80 * (60 * 4 + 20 * 16)) / 200 ** 2, 9);
  expect(score.weighted.effectiveN).toBeCloseTo(80 / 1.12, 6);
  expect([score.weighted.low < 0.58, score.weighted.high > 0.58, score.weighted.high - score.weighted.low < 0.4]).toEqual([true, true, true]);
});

test("less than four in five of what is declared cannot be judged", async () => {
  const { coverage, warnings } = await who(biased.name);
  expect(coverage.value).toBeCloseTo(200 / 310, 9);
  expect(warnings).toContain("UNDER_RECORDED");
  expect((await who(successes.name)).warnings).not.toContain("UNDER_RECORDED");
});

test("a score that rests on successes says so, and nothing is made up for those who are silent", async () => {
  const answer = await who(successes.name);
  expect(answer.warnings).toContain("SUCCESSES_ONLY");
  expect(answer.scores[0].raw.reasons).toContain("SUCCESSES_ONLY");
  expect(answer.scores[0]).toMatchObject({ missing: ["outcome"], designEffect: null, weighted: { value: null, reasons: ["NO_RESPONDENTS"] } });
  expect(by(answer, "OUTCOME")).toMatchObject({ different: true });
  expect((await who(biased.name)).warnings).not.toContain("SUCCESSES_ONLY");
});

test("every way to a better score is named, observed or not, or not measured", async () => {
  const [one, other] = [await who(biased.name), await who(successes.name)];
  expect(one.signals.map((row: any) => [row.signal, row.status])).toEqual([
    ["ONLY_GOOD_SENT", "OBSERVED"], ["LINKS_AFTER_YES", "NOT_MEASURED"], ["OWN_FORM", "NOT_OBSERVED"], ["COUNTER_ANSWERS", "NOT_MEASURED"], ["UNUSUAL_ANSWERS", "NOT_OBSERVED"], ["OWN_EXPECTED_TIME", "NOT_OBSERVED"],
    ["ERRORS_NOT_LOGGED", "NOT_OBSERVED"], ["STEPS_SPLIT", "NOT_OBSERVED"], ["REOPENED", "NOT_MEASURED"], ["ASKED_LESS", "NOT_OBSERVED"], ["REPUBLISHED", "NOT_OBSERVED"],
  ]);
  expect(signal(other, "ONLY_GOOD_SENT").status).toBe("NOT_MEASURED");
  expect(signal(other, "LINKS_AFTER_YES")).toMatchObject({ status: "OBSERVED", figure: { method: "NEWCOMBE", value: 1 - 5 / 60 } });
  // Nobody declares errors, and yet they were counted: somebody stopped.
  expect(signal(other, "ERRORS_NOT_LOGGED").status).toBe("OBSERVED");
});

test("nobody asked and nobody answered is not none", async () => {
  expect(await who(silent.name)).toMatchObject({ asked: { answered: { value: null, reasons: ["NOT_ASKED"] } }, scores: [], coverage: { value: null, reasons: ["NOT_DECLARED"] }, warnings: [] });
});

test.each([
  [{ from: "2026-04-01", to: "2026-03-01" }, "EMPTY_PERIOD", ["period", "to"]],
  [{ from: "2026-03-02", to: "2026-04-01" }, "NOT_WHOLE_MONTHS", ["period", "from"]],
])("%j is refused: %s", async (period, code, path) => {
  expect(await who(biased.name, { period })).toMatchObject({ __typename: "Refusal", code, path });
});

test("nobody and a portal get nothing; another's service looks as if it did not exist", async () => {
  const ask = async (key: string | undefined) => (await app.send(key, WHO, { service: biased.name, period: MARCH })).errors[0].extensions.code;
  expect(await ask(undefined)).toBe("UNAUTHENTICATED");
  expect(await ask(await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" }))).toBe("FORBIDDEN");
  const owner = await app.key({ role: "owner", agencyId: biased.agencyId, serviceIds: undefined });
  expect(await who(biased.name, { key: owner })).toMatchObject({ __typename: "WhoAnswered" });
  const other = await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined });
  expect(await who(biased.name, { key: other })).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND" });
});

test("the same digits through every door", async () => {
  const cli = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "who-answered", "--service", biased.name, "--from", MARCH.from, "--to", MARCH.to, ...args);
  const { __typename, ...fromApi } = await who(biased.name);
  expect(__typename).toBe("WhoAnswered");
  expect(JSON.parse((await cli("--json")).out)).toEqual(fromApi);
  const rows: Record<string, string>[] = parse((await cli("--csv")).out, { columns: true });
  const row = (part: string, figure: string, group = "") => rows.find((one) => one["part"] === part && one["figure"] === figure && one["group"] === group);
  expect(row("ASKED", "answered")).toMatchObject({ value: "0.4", n: "200" });
  expect(row("SCORE", "weighted")?.["value"]).toBe(String(fromApi.scores[0].weighted.value));
  expect(row("REPRESENTED", "difference", "WEB")?.["value"]).toBe(String(by(fromApi, "CHANNEL").groups[0].difference.value));
  expect(rows.filter((one) => one["part"] === "SIGNAL")).toHaveLength(11);
  expect((await cli()).out).toMatch(/In doubt: UNDER_RECORDED, NONRESPONSE_BIAS/u);
  expect((await cli("--service", "NO-SUCH")).failed).toMatchObject({ code: "NOT_FOUND" });
});
