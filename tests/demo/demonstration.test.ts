import { addDemoCommand } from "../../src/cli/demo.command";
import { COUNTRY } from "../../src/cli/demo/country";
import { type DemonstrationLoad, loadDemonstration } from "../../src/cli/demo/load-demonstration";
import { ninetyDaysUntil } from "../../src/cli/demo/ninety-days";
import { PLANTED } from "../../src/cli/demo/planted-truths";
import { everyField } from "../support/every-field";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { calledImproved } from "./called-improved";

/** A quarter of the country is enough to find its truths in. */
const SCALE = 0.25;
const NOW = new Date("2026-04-01T06:00:00Z");
const DAYS = ninetyDaysUntil("2026-03-31");
const PERIOD = DAYS.period;
const REPORT = `query ($filter: ReportFilter!) { effortReport(filter: $filter) ${everyField("EffortReportResult", ["EffortReport.steps", "EffortReport.ranking"])} }`;

let app: TestApp;
let office: string;
const shown: string[] = [];

function load(more: Partial<DemonstrationLoad> = {}): ReturnType<typeof loadDemonstration> {
  return loadDemonstration({
    house: app.house,
    address: app.address,
    operator: OPERATOR,
    now: NOW,
    scale: SCALE,
    progress: () => ({ to: () => undefined, end: () => undefined }),
    stopping: new AbortController().signal,
    ...more,
  });
}

/** Stopped half-way through the transactions, as by Ctrl-C. */
async function stoppedHalfWay(): Promise<unknown> {
  const stopping = new AbortController();
  return load({
    stopping: stopping.signal,
    progress: (what, total = 0) => ({
      to: (done) => {
        if (what === "Transactions" && done > total / 2) stopping.abort();
      },
      end: () => undefined,
    }),
  });
}

beforeAll(async () => {
  app = await startTestApp({ clock: () => NOW });
  office = await app.key({ role: "office" });
  expect(await stoppedHalfWay()).toBeUndefined();
  const summary = await load({ progress: (what, total) => ({ to: (done) => shown.push(`${what} ${String(done)}/${String(total)}`), end: () => undefined }) });
  expect(summary).toMatchObject({ from: "2026-01-01", to: "2026-04-01" });
}, 300_000);
afterAll(() => app.close());

async function effort(service: string, filter: object = {}): Promise<any> {
  const { data, errors } = await app.send(office, REPORT, { filter: { period: PERIOD, services: [service], ...filter } });
  expect(errors).toBeUndefined();
  expect(data.effortReport).not.toHaveProperty("code");
  return data.effortReport.services.edges[0].node;
}
const stepOf = (report: any, code: string): any => report.steps.find((step: any) => step.code === code);

/** How many rows every table of facts and of the catalogue has, and what the tallies add up to. */
async function everything(): Promise<unknown> {
  const tables = ["agency", "service", "procedure", "segment", "portal", "portal_grant", "portal_signal", "touchpoint", "survey", "transaction", "passage", "invitation", "response", "answer"];
  const counts = await app.house.dataSource.query(`${tables.map((table) => `SELECT '${table}' AS name, count(*)::int AS n FROM ${table}`).join(" UNION ALL ")} ORDER BY name`);
  return [counts, await effort(PLANTED.slowStep.service)];
}

test("the load shows its progress up to the end", () => {
  for (const what of ["Transactions", "Responses"]) {
    const last = shown.filter((line) => line.startsWith(what)).at(-1);
    expect(last).toMatch(/^\w+ (\d+)\/\1$/u);
  }
});

test("again adds nothing, also on a later day and from the command line, and no key of the load is left", async () => {
  const before = await everything();
  expect(await load({ now: new Date("2026-04-02T06:00:00Z") })).toMatchObject(PERIOD);
  const { out } = await runCommand(app.house, [addDemoCommand], "demo", "--scale", String(SCALE), "--json");
  expect(JSON.parse(out)).toMatchObject({ ...PERIOD, truths: expect.arrayContaining([expect.objectContaining({ step: PLANTED.slowStep.step })]) });
  expect(await everything()).toEqual(before);
  const keys = await app.house.security.keys.list(OPERATOR);
  expect(keys.filter((key) => key.revokedAt === null).map((key) => key.role)).toEqual(["office"]);
  expect(keys.length).toBeGreaterThan(4 * COUNTRY.length);
}, 300_000);

test("from the command line to a running server; what cannot be sent is refused with its code, a bad option by name", async () => {
  const demo = (...args: readonly string[]): ReturnType<typeof runCommand> => runCommand(app.house, [addDemoCommand], "demo", ...args);
  expect((await demo("--url", app.address, "--key", "yusr_admin_none")).failed).toMatchObject({ code: "UNAUTHENTICATED" });
  expect((await demo("--url", app.address, "--key", office)).failed).toMatchObject({ code: "FORBIDDEN" });
  expect((await demo("--url", `${app.address}/`, "--scale", "0.01")).out).toContain("SITE-SURVEY");
  expect((await demo("--url", "http://127.0.0.1:1")).failed).toMatchObject({ code: "UNREACHABLE" });
  await expect(demo("--url", "somewhere")).rejects.toThrow(/http:\/\//u);
  await expect(demo("--scale", "7")).rejects.toThrow(/at most 1/u);
});

test("the slow step and the confusing step are found, and told apart", async () => {
  const { slowStep, confusingStep } = PLANTED;
  const slow = stepOf(await effort(slowStep.service), slowStep.step);
  expect(slow.serviceTime.median.low).toBeGreaterThan(7 * 86_400);
  expect(slow.waiting.median.low).toBeGreaterThan(2 * 86_400);
  expect(slow.ease[0].mean.value).toBeGreaterThan(3.2);

  const report = await effort(confusingStep.service);
  const confusing = stepOf(report, confusingStep.step);
  expect(confusing.serviceTime.median.high).toBeLessThan(180);
  expect(confusing.ease[0].mean.high).toBeLessThan(2.6);
  for (const other of report.steps.filter((step: any) => step.code !== confusingStep.step && step.ease[0]?.mean.value != null)) expect(other.ease[0].mean.low).toBeGreaterThan(confusing.ease[0].mean.high);
});

test("one channel fails, and shows it in completion and errors", async () => {
  const { channel, step } = PLANTED.failingChannel;
  const failing = await effort("DRIVING-LICENCE", { channels: [channel] });
  const others = await effort("DRIVING-LICENCE", { channels: ["WEB", "SERVICE_CENTRE"] });
  expect(failing.completion.high).toBeLessThan(others.completion.low - 0.1);
  expect(stepOf(failing, step).errors.low).toBeGreaterThan(0.3 + Number(stepOf(others, step).errors.high));
});

test("a portal that measures nothing has errors that are not measured, not none", async () => {
  const steps = (await effort("WORK-PERMIT")).steps.filter((step: any) => step.reached.value > 0);
  expect(steps.length).toBeGreaterThan(4);
  for (const step of steps) expect(step.errors).toMatchObject({ value: null, reasons: ["NOT_MEASURED"] });
});

test("the step that improved half-way did, with an interval and called a difference between periods; no other step of the service did", async () => {
  const { service, step } = PLANTED.improvedStep;
  const steps = (await effort(service)).steps.filter(({ reached }: any) => reached.value > 0).map(({ code }: any) => code);
  const improved = await calledImproved(app, office, service, steps, DAYS.improvedFrom, PERIOD);
  expect(improved).toEqual({ [step]: expect.arrayContaining([expect.objectContaining({ measure: "STEP_EASE", label: "DIFFERENCE_BETWEEN_PERIODS" }), expect.objectContaining({ measure: "ERRORS" })]) });
  expect(improved[step]?.find(({ measure }) => measure === "STEP_EASE").effect.low).toBeGreaterThan(1);
});

test("a tiny service keeps its answers to itself", async () => {
  const tiny = await effort(PLANTED.tinyService.service);
  expect(tiny.transactions.value).toBe(40);
  for (const { share, mean } of [...tiny.ces, ...tiny.csat]) expect([share.value, mean.value, share.suppressed]).toEqual([null, null, true]);
});

test("drawings come back for completion; the licence waits for another agency", async () => {
  const drawings = stepOf(await effort(PLANTED.returnLoop.service), PLANTED.returnLoop.to);
  expect(drawings.returned.low).toBeGreaterThan(0.35);
  const licence = await effort(PLANTED.otherAgency.service);
  expect(stepOf(licence, PLANTED.otherAgency.step)).toMatchObject({ turn: "OTHER_AGENCY" });
  expect(stepOf(licence, PLANTED.otherAgency.step).serviceTime.median.low).toBeGreaterThan(3 * 86_400);
});

test("the improved step is quicker and easier after the change than before it", async () => {
  const { service, step } = PLANTED.improvedStep;
  const [before, after] = await Promise.all(
    [{ from: DAYS.period.from, to: DAYS.improvedFrom }, { from: DAYS.improvedFrom, to: PERIOD.to }].map(async (period) => stepOf(await effort(service, { period }), step)),
  );
  expect(after.serviceTime.median.high).toBeLessThan(before.serviceTime.median.low);
  expect(after.errors.high).toBeLessThan(before.errors.low);
  expect(after.ease[0].mean.low).toBeGreaterThan(before.ease[0].mean.high);
});

test("everybody who finished was asked, and one in six answered", async () => {
  const { responseRate } = await effort("ID-RENEWAL");
  expect(responseRate.value).toBeGreaterThan(0.12);
  expect(responseRate.value).toBeLessThan(0.22);
});

describe("burden and waiting", () => {
  async function asked(field: string, result: string, more = ""): Promise<any> {
    const { data, errors } = await app.send(office, `query ($filter: ReportFilter!) { made: ${field}(filter: $filter${more}) ${everyField(result)} }`, { filter: { period: PERIOD } });
    expect(errors).toBeUndefined();
    return data.made;
  }
  async function card(service: string): Promise<any> {
    const { data, errors } = await app.send(office, `query ($code: String!, $period: PeriodInput!) { service(code: $code) { simplificationCard(period: $period) ${everyField("SimplificationCardResult")} } }`, { code: service, period: PERIOD });
    expect(errors).toBeUndefined();
    return data.service.simplificationCard;
  }

  test("where it waits: the slow step above all, then the other agency's turn, and no other step near them", async () => {
    const { slowStep, otherAgency } = PLANTED;
    const { steps, holders, promises } = await asked("whereItWaits", "WhereItWaitsResult", ", first: 50");
    const [first, second, third] = steps;
    expect([first.service.code, first.step.code, first.holder, first.heldBy]).toEqual([slowStep.service, slowStep.step, "AGENCY", "DEMO-LANDS"]);
    expect(first.beforeMedian.low).toBeGreaterThan(4);
    expect(first.insideMedian.low).toBeGreaterThan(9);
    expect([second.service.code, second.step.code, second.holder, second.heldBy]).toEqual([otherAgency.service, otherAgency.step, "OTHER_AGENCY", otherAgency.holder]);
    // n counts the time before a step and the time in it apart; those in flight have not had their six days yet.
    expect((2 * second.working.value) / second.working.n).toBeGreaterThan(otherAgency.workingDays - 1);
    expect(third.total.value).toBeLessThan(second.total.value / 2);
    for (const { holder, heldBy } of steps.filter((row: any) => row.heldBy === "DEMO-LANDS" && row.service.agencyCode !== "DEMO-LANDS")) expect([holder, heldBy]).toEqual(["OTHER_AGENCY", "DEMO-LANDS"]);
    const days = Object.fromEntries(holders.map(({ holder, clock, working }: any) => [holder, [clock.total.value, working.total.value]]));
    expect(days["AGENCY"][0]).toBeGreaterThan(days["AGENCY"][1]);
    expect(promises.kept.value).toBeGreaterThan(0);
  });

  test("did automation help: the improved step alone changed, and became easier and quicker; nothing else of it did", async () => {
    const { service, step, before, after } = PLANTED.improvedStep;
    const { changes, changeCount } = await asked("automationEffect", "AutomationEffectResult");
    expect(changeCount).toBe(1);
    const [change] = changes;
    expect([change.service.code, change.step, change.from, change.to, change.label]).toEqual([service, step, "MANUAL", "AUTOMATED", "DIFFERENCE_BETWEEN_PERIODS"]);
    expect(change.ease[0].difference.low).toBeGreaterThan(1);
    expect(change.ease[0].difference.low).toBeLessThan(after.ease - before.ease);
    expect(change.ease[0].difference.high).toBeGreaterThan(1.5);
    expect(change.timeInStep.difference.high).toBeLessThan((after.seconds - before.seconds) / 2);
    // Waiting and returns were not planted: chance alone moves them, by seconds and by a few in a hundred.
    expect(Math.abs(change.waiting.difference.value * 86_400)).toBeLessThan(10);
    expect(Math.abs(change.returned.difference.value)).toBeLessThan(0.05);
  });

  test("the card of the improved service: less of people's time, the same papers, trips and fee; other services have nothing to compare", async () => {
    const { lines, version, comparedWithVersion } = await card(PLANTED.improvedStep.service);
    expect([comparedWithVersion, version]).toEqual([2, 3]);
    const change = (figure: string): any => lines.find((line: any) => line.figure === figure).change;
    expect(change("ACTIVE_TIME").high).toBeLessThan(-200);
    for (const figure of ["STEPS", "DOCUMENTS", "AGENCIES", "FEE", "PROMISED_DAYS", "IN_PERSON_STEPS"]) expect(change(figure)).toMatchObject({ value: 0, low: 0, high: 0 });
    expect(change("TRIPS").low).toBeLessThan(0);
    expect(change("TRIPS").high).toBeGreaterThan(0);
    expect(await card(PLANTED.slowStep.service)).toMatchObject({ comparedWithVersion: null });
  });

  test("people's hours and trips: exact counts of the ninety days, scaled to a year and said so", async () => {
    const { services } = await asked("burdenReport", "BurdenReportResult");
    const rows = services.edges.map(({ node }: any) => [node.service.code, Object.fromEntries(node.lines.map((line: any) => [line.figure, line.estimate]))]);
    const trips = Object.fromEntries(rows.map(([code, figures]: any) => [code, figures["TRIPS_A_YEAR"]]));
    expect(trips["ID-RENEWAL"].low).toBeGreaterThan(0);
    expect(trips["ID-RENEWAL"].reasons).toContain("SCALED_TO_A_YEAR");
    expect(trips["TRADE-NAME"].value).toBe(0);
    const licence = Object.fromEntries(rows)["BUSINESS-LICENCE"];
    expect([licence["DOCUMENTS"].value, licence["DOCUMENTS_HELD"].value, licence["AGENCIES"].value]).toEqual([2, 2, 2]);
    // Papers are got together before applying, where no portal looks.
    expect(licence["ACTIVE_TIME"].reasons).toContain("PARTLY_MEASURED");
  });
});

describe("benchmark", () => {
  const BENCHMARK = `query ($filter: ReportFilter!) { benchmark(filter: $filter) ${everyField("BenchmarkResult")} }`;

  test("the agency whose successes alone answer scores best and is not compared, for that reason, and no other agency for it", async () => {
    const { data, errors } = await app.send(office, BENCHMARK, { filter: { period: PERIOD } });
    expect(errors).toBeUndefined();
    expect(data.benchmark.told).toEqual({ from: "2026-01-01", to: "2026-03-01" });
    const rows: any[] = data.benchmark.rows;
    expect(rows.map(({ agency }) => agency.code)).toEqual(COUNTRY.map(({ code }) => code).toSorted());
    // What offices file for others is told apart, and leaves one agency too few answers of people to be the best by more than chance.
    const best = rows.filter(({ crude }) => crude.n >= 30).toSorted((a, b) => b.crude.value - a.crude.value)[0];
    expect(best).toMatchObject({ agency: { code: PLANTED.onlySuccessesAnswer.agency }, funnel: null });
    expect(rows.filter(({ whyNot }) => whyNot.includes("SUCCESSES_ONLY")).map(({ agency }) => agency.code)).toEqual([PLANTED.onlySuccessesAnswer.agency]);
    // A quarter of the country is too few to compare: said, not hidden.
    expect(data.benchmark).toMatchObject({ funnel: null, withheld: ["NOTHING_TO_COMPARE"] });
  });
});

describe("the process", () => {
  const MAP = `query ($service: String!, $period: PeriodInput!) { processMap(service: $service, period: $period) ${everyField("ProcessMapResult")} }`;
  async function process(service: string): Promise<any> {
    const { data, errors } = await app.send(office, MAP, { service, period: PERIOD });
    expect(errors).toBeUndefined();
    return data.processMap;
  }
  test("the drawings go to and fro, out of the published order; elsewhere hardly anything does", async () => {
    const { service, from, to } = PLANTED.returnLoop;
    const looping = await process(service);
    expect(looping.rework.pingPong.share.low).toBeGreaterThan(0.35);
    expect(looping.fit.deviations.slice(0, 2).map(({ step }: any) => step).sort()).toEqual([from, to].sort());
    expect(looping.fit.deviations.slice(0, 2).map(({ extraShare }: any) => extraShare.low > 0.35)).toEqual([true, true]);
    for (const other of [PLANTED.slowStep, PLANTED.confusingStep, PLANTED.improvedStep, PLANTED.otherAgency]) {
      const { rework } = await process(other.service);
      expect(rework.pingPong.share.high).toBeLessThan(0.1);
    }
  });

  test("waiting at another agency is not the beneficiary's; few give up anywhere, and nobody under way counts as lost", async () => {
    const { times } = await process(PLANTED.otherAgency.service);
    const of = (turn: string) => times.find((one: any) => one.turn === turn && one.calendar === "CLOCK");
    expect(of("OTHER_AGENCY").service.median.low).toBeGreaterThan(3 * 86_400);
    expect(of("BENEFICIARY").service.median.high).toBeLessThan(3_600);
    // Most of the slow step's transactions are still under way: whoever took them for lost would see a third give up.
    const slow = await process(PLANTED.slowStep.service);
    for (const step of slow.dropOff.filter(({ inFlight }: any) => inFlight.value > 0)) expect(step.byHorizon.value ?? 0).toBeLessThan(0.06);
  });
});

describe("drivers", () => {
  const DRIVERS = `query ($service: String!, $period: PeriodInput!) { drivers(service: $service, period: $period) ${everyField("DriversResult")} }`;

  test("payments drive the effort of the service whose payments fail; where too few answered, nothing is said", async () => {
    const asked = COUNTRY.flatMap((agency) => agency.services.map((service) => ({ agency: agency.code, service: service.code })));
    const questions: any[] = [];
    for (const { agency, service } of asked) {
      const { data, errors } = await app.send(office, DRIVERS, { service: `${agency}/${service}`, period: PERIOD });
      expect(errors).toBeUndefined();
      for (const question of data.drivers.questions) questions.push({ agency, service, ...question });
    }
    for (const { n, refused, drivers } of questions) expect([refused, drivers.length > 0]).toEqual(n < 100 ? ["FEW_ANSWERS", false] : [null, true]);
    const { agency, step } = PLANTED.failingChannel;
    const told = questions.filter(({ refused }) => refused === null);
    expect(told.map((question) => [question.agency, question.service])).toEqual([[agency, "DRIVING-LICENCE"]]);
    const steps = told[0].drivers.filter((driver: any) => driver.step !== null);
    expect(steps[0]).toMatchObject({ step: { code: step }, driver: true, warnings: [] });
    expect(steps[0].beta.high).toBeLessThan(0);
    for (const other of steps.slice(1)) expect(other.beta.high).toBeGreaterThan(0);
  });
});


describe("who answered", () => {
  const WHO = `query ($service: String!, $period: PeriodInput!) { whoAnswered(service: $service, period: $period) ${everyField("WhoAnsweredResult")} }`;

  test("the agency whose successes alone answer is found by it, in doubt, unweighted, and no other", async () => {
    const found: string[] = [];
    const biased: string[] = [];
    for (const { code: agency, services } of COUNTRY) {
      for (const { code } of services) {
        const { data, errors } = await app.send(office, WHO, { service: `${agency}/${code}`, period: PERIOD });
        expect(errors).toBeUndefined();
        const { warnings, scores, signals } = data.whoAnswered;
        if (warnings.includes("NONRESPONSE_BIAS")) biased.push(agency);
        if (!warnings.includes("SUCCESSES_ONLY")) continue;
        found.push(agency);
        expect(signals.find(({ signal }: any) => signal === "LINKS_AFTER_YES").status).toBe("OBSERVED");
        for (const { weighted } of scores) expect(weighted).toMatchObject({ value: null, reasons: ["NO_RESPONDENTS"] });
      }
    }
    const planted = COUNTRY.filter(({ code }) => code === PLANTED.onlySuccessesAnswer.agency).flatMap(({ code, services }) => services.map(() => code));
    expect(found).toEqual(planted);
    // Where too few got a no to tell more, the successes say it by themselves; nobody else is said to be unlike everybody.
    expect([...new Set(biased)]).toEqual([PLANTED.onlySuccessesAnswer.agency]);
  });
});

describe("the effort index", () => {
  const RANKED = `query ($filter: ReportFilter!, $orderBy: StepOrder!, $profile: EffortProfile) { effortReport(filter: $filter) { ... on EffortReport {
    ranking(orderBy: $orderBy, profile: $profile) { profile ranked }
    steps(orderBy: $orderBy, profile: $profile, first: 500) { rank bound service { code } step { code } index { profile verdict estimate { value low high } redFlags { signal } gap { label } } } } } }`;
  async function ranked(profile: string): Promise<any[]> {
    const { data, errors } = await app.send(office, RANKED, { filter: { period: PERIOD }, orderBy: "INDEX", profile });
    expect(errors).toBeUndefined();
    return data.effortReport.steps;
  }

  test("finds the confusing step and the slow one, each for what it is, and calls no other step hard", async () => {
    const { slowStep, confusingStep, improvedStep, otherAgency, returnLoop } = PLANTED;
    const rows = [...(await ranked("FULL")), ...(await ranked("STATUS")), ...(await ranked("FELT"))];
    const named = (rows_: any[]) => rows_.map(({ service, step }) => [service.code, step.code].join(" "));
    expect(named(rows.filter(({ index }) => index.verdict === "CONFIRMED"))).toEqual([`${confusingStep.service} ${confusingStep.step}`]);
    const page = await effort(slowStep.service);
    const slow = stepOf(page, slowStep.step).index;
    expect(slow.redFlags.map(({ signal }: any) => signal)).toEqual(["OVER_TIME"]);
    expect(slow.verdict).not.toBe("CONFIRMED");
    expect(page.steps.filter(({ code, index }: any) => code !== slowStep.step && index.redFlags.some(({ signal }: any) => signal === "OVER_TIME"))).toEqual([]);
    const late = rows.filter(({ index }) => index.redFlags.some(({ signal }: any) => signal === "OVER_TIME"));
    const known = [[slowStep.service, slowStep.step], [otherAgency.service, otherAgency.step], [returnLoop.service, returnLoop.from]].map((place) => place.join(" "));
    for (const name of named(late)) expect(known).toContain(name);
    expect(named(late)).not.toContain(`${improvedStep.service} ${improvedStep.step}`);
  });
});

describe("retention", () => {
  const STAYS = `query ($service: String!, $period: PeriodInput!) { retention(service: $service, period: $period) ${everyField("RetentionResult")} }`;

  test("the failing channel loses its transactions to faults, in its agency alone, and no other channel does", async () => {
    const { agency: failing, channel: planted, failure } = PLANTED.failingChannel;
    const found: string[] = [];
    for (const { code: agency, services } of COUNTRY) {
      for (const { code } of services) {
        const { data, errors } = await app.send(office, STAYS, { service: `${agency}/${code}`, period: PERIOD });
        expect(errors).toBeUndefined();
        for (const { channel, failed } of data.retention.channels) if ((failed.low ?? 0) > failure / 2) found.push(`${agency} ${String(channel)}`);
      }
    }
    expect(found).toEqual((COUNTRY.find(({ code }) => code === failing)?.services ?? []).map(() => `${failing} ${planted}`));
  });
});
