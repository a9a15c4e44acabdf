import fc from "fast-check";
import { effortIndex } from "../../src/reports/domain/effort-index/effort-index";
import { checkEffortPolicy, type EffortPolicy, type EffortProfile, policyOn } from "../../src/reports/domain/effort-index/effort-policy";
import { type IndexCandidate, rankIndexes } from "../../src/reports/domain/effort-index/rank-indexes";
import { chooseWindow, monthsBefore, windowsEnding } from "../../src/reports/domain/effort-index/report-window";
import { richestProfile, stageEvidence, type StepAnswers, stepEvidence, type StepSeen } from "../../src/reports/domain/effort-index/step-evidence";
import type { StepCounts } from "../../src/reports/domain/step-counts";
import { currentThresholds } from "../../src/reports/domain/thresholds";
import { FIRST_POLICY } from "../support/effort-policy";

const THRESHOLDS = currentThresholds(10);
const ALL_SIGNALS = new Set(["ERROR", "RETRY", "HELP", "CHANNEL_SWITCH"] as const);

/** Counts of `reached` transactions that all went on, with nothing known but what is said. */
function counts(reached: number, more: Partial<StepCounts> = {}): StepCounts {
  const none = { withError: 0, errorKnown: 0, withRetry: 0, retryKnown: 0, withHelp: 0, helpKnown: 0, withChannelSwitch: 0, channelSwitchKnown: 0, overTime: 0, overTimeKnown: 0 };
  return { reached, proceeded: reached, abandoned: 0, returnedForCompletion: 0, passages: reached, ...none, ...more };
}

/** `n` answers on a scale of five with this mean. */
const answers = (n: number, mean: number, more: Partial<StepAnswers> = {}): StepAnswers => ({ instrumentCode: "STEP_EASE5", instrumentVersion: 1, mode: "WEB", n, sum: n * mean, ...more });

const seen = (more: Partial<StepSeen> = {}): StepSeen => ({ counts: undefined, answers: [], measured: new Set(), timed: false, ...more });
const indexOf = (what: Partial<StepSeen>) => effortIndex(stepEvidence(seen(what)), FIRST_POLICY, THRESHOLDS);

describe("profiles", () => {
  test.each<[string, Partial<StepSeen>, EffortProfile | null]>([
    ["answers, a standard and every signal", { counts: counts(100), answers: [answers(40, 3)], measured: ALL_SIGNALS, timed: true }, "FULL"],
    ["one signal less", { counts: counts(100), answers: [answers(40, 3)], measured: new Set(["ERROR", "HELP", "RETRY"]), timed: true }, "STATUS"],
    ["answers, but nobody says how long it should take", { counts: counts(100), answers: [answers(40, 3)], measured: ALL_SIGNALS }, "FELT"],
    ["answers about what no portal sees", { answers: [answers(40, 3)], timed: true }, "FELT"],
    ["nobody asked", { counts: counts(100), measured: ALL_SIGNALS, timed: true }, "LOG"],
    ["nobody asked, and no standard", { counts: counts(100), measured: ALL_SIGNALS }, null],
    ["nothing", {}, null],
  ])("%s", (_, what, profile) => {
    const evidence = stepEvidence(seen(what));
    expect(richestProfile(evidence)).toBe(profile);
    expect(effortIndex(evidence, FIRST_POLICY, THRESHOLDS).profile).toBe(profile);
  });

  test("the profile is part of the method, and the log's is friction", () => {
    expect(indexOf({ counts: counts(100), timed: true }).estimate).toMatchObject({ method: "LOG_FRICTION", unit: "POINTS", n: 100 });
    expect(indexOf({}).estimate).toMatchObject({ value: null, low: null, reasons: ["NO_PROFILE"], suppressed: false });
  });

  test("complaints and comments are not observed yet: twenty points of the full profile are open", () => {
    const log = counts(2_000, { overTime: 800, overTimeKnown: 2_000, withError: 260, errorKnown: 2_000, withRetry: 300, retryKnown: 2_000, proceeded: 1_740, abandoned: 160, withHelp: 180, helpKnown: 2_000, withChannelSwitch: 90, channelSwitchKnown: 2_000 });
    const index = indexOf({ counts: log, answers: [answers(400, 2.9)], measured: ALL_SIGNALS, timed: true });
    expect(index).toMatchObject({ profile: "FULL", grade: "A", policyVersion: 1, verdict: "POSSIBLE" });
    expect(index.missingPoints).toBeCloseTo(20, 9);
    expect(index.estimate).toMatchObject({ method: "SEI_FULL", n: 400, quality: "MODERATE", reasons: ["MISSING_SIGNALS"] });
    // The vector without its two signals: (50.968… − 2.4 − 6.0) / 0.8.
    expect(index.estimate.value).toBeCloseTo((50.96842105 - 8.4) / 0.8, 6);
    expect(index.signals.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0)).toBeCloseTo(index.estimate.value ?? NaN, 9);
    expect(index.signals.filter(({ burden }) => burden === null).map(({ signal, share }) => [signal, share.reasons])).toEqual([["COMPLAINT", ["NOT_MEASURED"]], ["NEGATIVE_COMMENT", ["NOT_MEASURED"]]]);
  });

  test("a status history and a survey give the figures of METHODS 5.2", () => {
    const log = counts(2_000, { overTime: 800, overTimeKnown: 2_000, proceeded: 1_740, abandoned: 160, returnedForCompletion: 300 });
    const { estimate, coverage, verdict, sensitivity } = indexOf({ counts: log, answers: [answers(400, 2.9)], timed: true });
    expect([estimate.value, estimate.low, estimate.high].map((value) => value?.toFixed(2))).toEqual(["56.07", "52.05", "60.21"]);
    expect([estimate.method, coverage, verdict]).toEqual(["SEI_STATUS", 1, "CONFIRMED"]);
    expect(sensitivity?.min).toBeLessThan(estimate.value ?? 0);
  });
});

describe("answers", () => {
  test("those to the commonest reading count, alone; a scale of seven is read as one", () => {
    const felt = indexOf({ answers: [answers(30, 1), answers(40, 4, { instrumentCode: "STEP_EASE7" }), answers(20, 5, { mode: "KIOSK" })] });
    expect(felt.estimate).toMatchObject({ value: 50, n: 40, method: "SEI_FELT" });
  });

  test("a few are shown, marked, and with all their width", () => {
    expect(indexOf({ answers: [answers(10, 2)] })).toMatchObject({ verdict: "CONFIRMED", estimate: { quality: "LOW_CONFIDENCE" } });
    expect(indexOf({ answers: [answers(10, 2.5)] }).verdict).toBe("POSSIBLE");
  });
});

test("one broken thing is flagged in no profile at all, and an average does not hide it", () => {
  const { profile, redFlags } = indexOf({ counts: counts(500, { withHelp: 200, helpKnown: 500, withError: 10, errorKnown: 500 }), measured: new Set(["HELP", "ERROR"]) });
  expect(profile).toBeNull();
  expect(redFlags).toMatchObject([{ signal: "HELP", goalpost: 0.15, share: { value: 0.4, n: 500 } }]);
});

const someCounts = fc.record({ reached: fc.integer({ min: 1, max: 3_000 }), parts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 }) }).map(({ reached, parts: [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] }) => {
  const of = (share: number): number => Math.floor(share * reached);
  return counts(reached, {
    abandoned: of(a), proceeded: reached - of(a), returnedForCompletion: of(b), overTime: of(c), overTimeKnown: reached,
    withError: of(d), errorKnown: reached, withRetry: of(e), retryKnown: reached, withHelp: of(f), helpKnown: reached, withChannelSwitch: of(g), channelSwitchKnown: reached,
  });
});
const mean = fc.double({ min: 1, max: 5, noNaN: true });

test("what is no longer declared, but was within the year, never raises the lower limit and never lowers the upper one", () => {
  fc.assert(
    fc.property(someCounts, mean, fc.constantFrom("errorKnown", "retryKnown", "helpKnown", "channelSwitchKnown", "overTimeKnown"), (log, ease, known) => {
      const what = { answers: [answers(50, ease)], measured: ALL_SIGNALS, timed: true };
      const [before, after] = [indexOf({ ...what, counts: log }), indexOf({ ...what, counts: { ...log, [known]: 0, ...(known === "overTimeKnown" ? { overTime: 0 } : {}) } })];
      return after.profile === before.profile && (after.estimate.low ?? NaN) <= (before.estimate.low ?? NaN) + 1e-9 && (after.estimate.high ?? NaN) >= (before.estimate.high ?? NaN) - 1e-9;
    }),
    { numRuns: 500 },
  );
});

test("to split a step into parts gains nothing at the stage", () => {
  const index = (steps: readonly Partial<StepSeen>[]) => effortIndex(stageEvidence(steps.map((step) => ({ seen: seen(step), evidence: stepEvidence(seen(step)) }))), FIRST_POLICY, THRESHOLDS);
  fc.assert(
    fc.property(someCounts, mean, fc.double({ min: 0, max: 1, noNaN: true }), (log, ease, cut) => {
      const what = { measured: ALL_SIGNALS, timed: true };
      const first = (n: number): number => Math.floor(cut * n);
      const half = (pick: (n: number) => number, reached: number): StepCounts => ({
        ...log, reached, abandoned: pick(log.abandoned), proceeded: reached - pick(log.abandoned), returnedForCompletion: pick(log.returnedForCompletion),
        overTime: pick(log.overTime), withError: pick(log.withError), withRetry: pick(log.withRetry), withHelp: pick(log.withHelp), withChannelSwitch: pick(log.withChannelSwitch),
      });
      const whole = index([{ ...what, counts: log, answers: [answers(50, ease)] }]);
      // The hard part keeps its answers; the other is as easy as can be.
      const split = index([
        { ...what, counts: half(first, log.reached), answers: [answers(50, ease)] },
        { ...what, counts: half((n) => n - first(n), log.reached - first(log.abandoned)), answers: [answers(50, 5)] },
      ]);
      const gone = 2 * (log.reached - first(log.abandoned)) < log.reached;
      return gone || ((split.estimate.value ?? NaN) >= (whole.estimate.value ?? NaN) - 1e-9 && (split.estimate.low ?? NaN) >= (whole.estimate.low ?? NaN) - 1e-9);
    }),
    { numRuns: 500 },
  );
});

describe("felt and observed", () => {
  const quiet = counts(400, { overTimeKnown: 400, proceeded: 400 });
  const rough = counts(400, { overTime: 300, overTimeKnown: 400, proceeded: 340, abandoned: 60, returnedForCompletion: 100 });
  test("a quick step that people cannot bear feels harder than it behaves; the reverse is hidden effort", () => {
    expect(indexOf({ counts: quiet, answers: [answers(60, 2)], timed: true }).gap).toMatchObject({ label: "FEELS_HARDER", felt: { value: 75 }, observed: { value: 0 }, difference: { value: 75, method: "MOVER", n: 60 } });
    expect(indexOf({ counts: rough, answers: [answers(60, 4.5)], timed: true }).gap).toMatchObject({ label: "HIDDEN_EFFORT" });
  });

  test("no label where the interval holds 0, where either side is small, or where one is missing", () => {
    const alike = indexOf({ counts: counts(400, { overTime: 100, overTimeKnown: 400 }), answers: [answers(30, 4.2)], timed: true }).gap;
    expect(alike).toMatchObject({ label: null, difference: { n: 30 } });
    expect(indexOf({ counts: quiet, answers: [answers(29, 1)], timed: true }).gap).toMatchObject({ label: null, difference: { value: null, reasons: ["FEW_OBSERVATIONS"] } });
    expect(indexOf({ answers: [answers(60, 2)] }).gap).toBeNull();
  });
});

describe("ranking", () => {
  const candidate = (serviceId: string, stepCode: string, what: Partial<StepSeen>, kind: IndexCandidate["kind"] = "FILL_IN"): IndexCandidate => ({ serviceId, stepCode, kind, evidence: stepEvidence(seen(what)) });
  const steps = [
    candidate("a", "HARD", { answers: [answers(400, 2)] }),
    candidate("a", "FEW", { answers: [answers(29, 1)] }),
    candidate("b", "UNSURE", { answers: [answers(30, 1.9)] }),
    candidate("b", "EASY", { answers: [answers(300, 4.8)] }),
    candidate("c", "EASIER", { answers: [answers(300, 4.9)] }),
    candidate("c", "PAID", { answers: [answers(300, 4.95)] }, "PAY"),
    candidate("c", "SEVEN", { answers: [answers(50, 2, { instrumentCode: "STEP_EASE7" })] }),
    candidate("c", "LOGGED", { counts: counts(100, { overTime: 90, overTimeKnown: 100 }), timed: true }),
    candidate("c", "DARK", { counts: counts(100) }),
  ];
  const wanted = { profile: null, easiest: false, first: 2 };

  test("by the lower limit inside one profile and reading, and every other step says why it has no place", () => {
    const { ranked, unranked, profile, reading } = rankIndexes(steps, FIRST_POLICY, THRESHOLDS, wanted);
    expect(ranked.map(({ stepCode }) => stepCode)).toEqual(["HARD", "UNSURE", "EASY", "EASIER", "PAID"]);
    expect([profile, reading?.instrumentCode]).toEqual(["FELT", "STEP_EASE5"]);
    expect(Object.fromEntries(unranked)).toEqual({ TOO_FEW: 1, OTHER_READING: 1, OTHER_PROFILE: 1, NOT_KNOWN: 1 });
    const log = rankIndexes(steps, FIRST_POLICY, THRESHOLDS, { ...wanted, profile: "LOG" });
    expect([log.profile, log.reading, log.ranked.map(({ stepCode }) => stepCode)]).toEqual(["LOG", undefined, ["LOGGED"]]);
    expect(rankIndexes([], FIRST_POLICY, THRESHOLDS, wanted)).toMatchObject({ profile: null, ranked: [], places: [] });
  });

  test("beside each the best confirmed step of its kind elsewhere, its place on average, and whether other weights keep it", () => {
    const { places } = rankIndexes(steps, FIRST_POLICY, THRESHOLDS, { ...wanted, first: 3 });
    expect(places.map(({ bestOfKind }) => [bestOfKind?.serviceId, bestOfKind?.stepCode])).toEqual([["c", "EASIER"], ["c", "EASIER"], ["c", "EASIER"]]);
    expect(places[0]?.staysInTop).toBe(1);
    expect(places.map(({ expectedRank }) => Math.round(expectedRank ?? NaN))).toEqual([2, 1, 3]);
  });

  test("the easiest by the upper limit, the surer of two alike first", () => {
    const { ranked, places } = rankIndexes(steps, FIRST_POLICY, THRESHOLDS, { ...wanted, easiest: true });
    expect(ranked.map(({ stepCode }) => stepCode)).toEqual(["PAID", "EASIER", "EASY", "HARD", "UNSURE"]);
    expect(places.map(({ bestOfKind }) => bestOfKind?.stepCode)).toEqual([undefined, "EASY"]);
  });

  test("a step that leads by one pillar alone does not stay in the top of every weighting", () => {
    const log = { timed: true, measured: new Set<never>() };
    const felt = candidate("a", "FELT", { ...log, counts: counts(900, { overTimeKnown: 900 }), answers: [answers(900, 1.8)] });
    const slow = candidate("b", "SLOW", { ...log, counts: counts(900, { overTime: 700, overTimeKnown: 900, proceeded: 600, abandoned: 300 }), answers: [answers(900, 4.8)] });
    const [first] = rankIndexes([felt, slow], FIRST_POLICY, THRESHOLDS, { ...wanted, first: 1 }).places;
    expect(first?.staysInTop).toBe(0.75);
  });
});

describe("policy", () => {
  const draft = (change: (policy: EffortPolicy) => object) => checkEffortPolicy({ ...FIRST_POLICY, ...change(FIRST_POLICY) })?.code;
  test("the first one is sound; another is refused with its code", () => {
    expect(checkEffortPolicy(FIRST_POLICY)).toBeUndefined();
    const status = (more: object) => draft(({ profiles }) => ({ profiles: { ...profiles, STATUS: profiles.STATUS.map((signal, i) => (i === 0 ? { ...signal, ...more } : signal)) } }));
    expect(status({ weight: 0.6 })).toBe("INVALID_WEIGHTS");
    expect(status({ low: 1 })).toBe("INVALID_WEIGHTS");
    expect(status({ name: "HELP" })).toBe("WRONG_SIGNALS");
    expect(draft(({ profiles }) => ({ profiles: { ...profiles, LOG: profiles.STATUS } }))).toBe("WRONG_SIGNALS");
    expect(draft(() => ({ threshold: 0 }))).toBe("OUT_OF_RANGE");
    expect(draft(() => ({ correlation: 1.1 }))).toBe("OUT_OF_RANGE");
    expect(draft(() => ({ validFrom: "2026-02-30" }))).toBe("INVALID_DAY");
  });

  test("the latest that holds by the day; before any did, the first", () => {
    const next = { ...FIRST_POLICY, version: 2, validFrom: "2027-01-01" };
    expect([policyOn([next, FIRST_POLICY], "2026-12-31").version, policyOn([FIRST_POLICY, next], "2027-01-01").version, policyOn([next, FIRST_POLICY], "2020-01-01").version]).toEqual([1, 2, 1]);
    expect(() => policyOn([], "2026-01-01")).toThrow(/no version/u);
  });
});

describe("windows", () => {
  test("end with the period and never with a day that does not exist", () => {
    expect(windowsEnding({ from: "2026-03-20", to: "2026-04-01" }).map(({ period }) => period.from)).toEqual(["2026-03-01", "2026-01-01", "2025-04-01"]);
    expect([monthsBefore("2026-03-31", 1), monthsBefore("2024-03-31", 1), monthsBefore("2026-01-15", 12)]).toEqual(["2026-02-28", "2024-02-29", "2025-01-15"]);
  });

  test("the shortest that reaches thirty; else the year, and what it may show", () => {
    const choose = (...answered: readonly number[]) => {
      const { length, widened, answers: told } = chooseWindow(windowsEnding({ from: "2026-03-01", to: "2026-04-01" }), answered, THRESHOLDS);
      return [length, widened, told];
    };
    expect(choose(30, 90, 300)).toEqual(["MONTH", false, "ENOUGH"]);
    expect(choose(29, 30, 300)).toEqual(["QUARTER", true, "ENOUGH"]);
    expect(choose(0, 0, 29)).toEqual(["YEAR", true, "FEW"]);
    expect(choose(0, 0, 0)).toEqual(["YEAR", true, "TOO_FEW"]);
  });
});
