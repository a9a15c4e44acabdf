import { everyField } from "../support/every-field";
import { givenService, type ServiceFixture } from "../support/fixtures";
import { counted, twenty } from "../support/report-fixture";
import { startTestApp, type TestApp } from "../support/test-app";
import { passage, transaction } from "../support/transaction-fixture";

const MAP = `query ($service: String!, $period: PeriodInput!, $horizonDays: Int) { processMap(service: $service, period: $period, horizonDays: $horizonDays) ${everyField("ProcessMapResult")} }`;
const SPRING = { from: "2026-03-01", to: "2026-05-01" };
const NOW = new Date("2026-04-21T08:00:00Z");
const STEPS = [{ code: "APPLY", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }, { code: "PAY", kind: "PAY" }] as const;

let app: TestApp;
let office: string;

beforeAll(async () => {
  app = await startTestApp({ clock: () => NOW });
  office = await app.key({ role: "office" });
});
afterAll(() => app.close());

async function map(service: ServiceFixture, more: object = {}) {
  const { data, errors } = await app.send(office, MAP, { service: service.name, period: SPRING, ...more });
  expect(errors).toBeUndefined();
  return data.processMap;
}

test("fitness to the procedure, which steps deviate, and what was done again, as worked out by hand", async () => {
  const service = await givenService(app, { steps: STEPS });
  await counted(app, { transactions: twenty(service) });
  const { fit, rework } = await map(service);
  // 12 as planned; 2 sent back (two extra of eight); 4 that only applied (two missing of four); 2 under way (one missing of five).
  expect(fit.average.value).toBeCloseTo((12 + 2 * 0.75 + 4 * 0.5 + 2 * 0.8) / 20, 12);
  expect(fit.log.value).toBeCloseTo(1 - 14 / 114, 12);
  expect(fit.fitting).toMatchObject({ value: 0.6, n: 20, reasons: [] });
  expect(fit.deviations.map(({ step, extra, skipped }: any) => [step, extra.value, skipped.value])).toEqual([["PAY", 0, 6], ["REVIEW", 2, 4], ["APPLY", 2, 0]]);
  expect(rework).toMatchObject({ rework: { transactions: { value: 2 }, events: { value: 4 } }, selfLoops: { events: { value: 0 } }, pingPong: { transactions: { value: 2 }, events: { value: 4 }, eventsPerTransaction: { value: 0.2 } } });
});

test("an optional step may be left out", async () => {
  const service = await givenService(app, { steps: [STEPS[0], { ...STEPS[1], optional: true }, { ...STEPS[2], optional: true }] });
  await counted(app, { transactions: twenty(service) });
  const { fit } = await map(service);
  expect(fit.fitting.value).toBe(18 / 20);
  expect(fit.deviations.map(({ step, skipped }: any) => [step, skipped.value])).toEqual([["APPLY", 0], ["REVIEW", 0]]);
});

test("nobody has described the procedure: there is nothing to compare with", async () => {
  const service = await givenService(app);
  await counted(app, { transactions: twenty(service) });
  expect((await map(service)).fit).toMatchObject({ average: { value: null, reasons: ["NO_PROCEDURE"] }, log: { value: null }, fitting: { value: null }, notCompared: { value: 20 }, deviations: [] });
});

describe("giving up, with some still under way", () => {
  const day = (n: number, hour = 8): Date => new Date(Date.UTC(2026, 2, 1 + n, hour));
  const apply = (from: number, to: number | null) => passage("APPLY", day(from), to === null ? null : day(to));

  test("those in flight count as long as they were seen: neither lost, nor left out", async () => {
    const service = await givenService(app, { steps: STEPS });
    const many = (n: number, facts: Parameters<typeof transaction>[1]) => Array.from({ length: n }, () => transaction(service, facts));
    await counted(app, {
      transactions: [
        ...many(10, { startedAt: day(0), outcome: "ABANDONED", endedAt: day(5), passages: [apply(0, null)] }),
        ...many(10, { startedAt: day(0), passages: [apply(0, 1), passage("REVIEW", day(1), null)] }),
        ...many(20, { startedAt: day(49), passages: [apply(49, null)] }),
      ],
    });
    const { dropOff, horizonDays } = await map(service);
    const at = (step: string) => dropOff.find((one: any) => one.step === step);
    expect(horizonDays).toBe(30);
    expect(at("APPLY")).toMatchObject({ reached: { value: 40 }, proceeded: { value: 10 }, abandoned: { value: 10 }, inFlight: { value: 20 }, resolved: { value: 0.5, reasons: ["MANY_UNRESOLVED"] } });
    // After a day a quarter has gone on; of those seen for longer all gave up: three quarters.
    expect(at("APPLY").byHorizon).toMatchObject({ method: "AALEN_JOHANSEN", n: 40 });
    expect(at("APPLY").byHorizon.value).toBeCloseTo(0.75, 9);
    expect(at("APPLY").byHorizon.effectiveN).toBeLessThanOrEqual(40);
    expect(at("REVIEW")).toMatchObject({ inFlight: { value: 10 }, byHorizon: { value: 0, n: 10 } });
    // Within three days nobody had given up, and all forty were seen for two at least.
    expect((await map(service, { horizonDays: 3 })).dropOff.find((one: any) => one.step === "APPLY").byHorizon.value).toBe(0);
  });

  test("who has left a step and waits for the next has not stayed in it", async () => {
    const service = await givenService(app, { steps: STEPS });
    const many = (n: number, facts: Parameters<typeof transaction>[1]) => Array.from({ length: n }, () => transaction(service, facts));
    await counted(app, {
      transactions: [
        ...many(2, { startedAt: day(0), outcome: "ABANDONED", endedAt: day(14), passages: [apply(0, null)] }),
        ...many(60, { startedAt: day(0), passages: [apply(0, 1), passage("REVIEW", day(5), null)] }),
        ...many(38, { startedAt: day(47), passages: [apply(47, 48)] }),
      ],
    });
    const [applying] = (await map(service)).dropOff;
    // Taken for lingering they would make it 40 %.
    expect(applying).toMatchObject({ inFlight: { value: 38 }, abandoned: { value: 2 } });
    expect(applying.byHorizon.value).toBeCloseTo(0.02, 9);
  });

  test("few still open when nobody is left to watch widen the interval", async () => {
    const service = await givenService(app, { steps: STEPS });
    const many = (n: number, facts: Parameters<typeof transaction>[1]) => Array.from({ length: n }, () => transaction(service, facts));
    await counted(app, { transactions: [...many(98, { startedAt: day(0), passages: [apply(0, 1), passage("REVIEW", day(1), null)] }), ...many(2, { startedAt: day(49), passages: [apply(49, null)] })] });
    const { byHorizon } = (await map(service)).dropOff[0];
    expect(byHorizon).toMatchObject({ value: 0, n: 100, reasons: ["IMMATURE"] });
    expect(byHorizon.high).toBeGreaterThan(0.05);
  });

  test("too early to tell is null, not 0", async () => {
    const service = await givenService(app, { steps: STEPS });
    await counted(app, { transactions: Array.from({ length: 20 }, () => transaction(service, { startedAt: day(49), passages: [apply(49, null)] })) });
    expect((await map(service)).dropOff[0]).toMatchObject({ resolved: { value: null, reasons: ["NO_DATA"] }, byHorizon: { value: null, n: 20, reasons: ["IMMATURE"] } });
  });
});

test("waiting is told by whose turn it was", async () => {
  const service = await givenService(app, { steps: STEPS });
  await counted(app, { transactions: twenty(service) });
  const { times, steps } = await map(service);
  const total = (turn: string, kind: "waiting" | "service") => times.find((one: any) => one.turn === turn && one.calendar === "CLOCK")[kind].total.value;
  // Before the review: 12 × 30, 2 × 30 and 2 × 30 minutes; sent back, PAY and APPLY again: 0, 0 and 30.
  expect(total("AGENCY", "waiting")).toBe(16 * 30 * 60);
  expect(total("BENEFICIARY", "waiting")).toBe(2 * 30 * 60);
  expect(steps.find((step: any) => step.code === "REVIEW").waiting.total.value).toBe(16 * 30 * 60);
});
