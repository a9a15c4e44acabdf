import { currentThresholds } from "../../src/reports/domain/thresholds";
import { type Benchmark, benchmark, type BenchmarkRow } from "../../src/reports/domain/benchmark/benchmark";
import { checkBenchmarkFilter } from "../../src/reports/domain/benchmark/benchmark-filter";
import type { MixAnswers, MonthAnswers, UnitCounts } from "../../src/reports/domain/benchmark/benchmark-unit";
import { Dice } from "../../src/cli/demo/dice";

const THRESHOLDS = currentThresholds(10);
const WANTED = { period: { from: "2026-03-01", to: "2026-05-01" }, of: "AGENCIES", measure: "CES", moment: "AFTER_OUTCOME", flagged: "INCLUDE", mix: "CHANNEL", rows: 100, agencies: undefined, services: undefined } as const;

interface Given {
  readonly cells: Readonly<Record<string, readonly number[]>>;
  readonly instrument?: string;
  readonly version?: number;
  readonly more?: Partial<UnitCounts>;
  readonly leftOut?: number;
  readonly asked?: Partial<MonthAnswers>;
  readonly months?: readonly string[];
}

/** `scores[i]` people gave the score i + 1. */
const counts = (scores: readonly number[]): number[] => [0, ...scores];
const sum = (rows: readonly (readonly number[])[]): number[] => (rows[0] ?? []).map((_, i) => rows.reduce((total, row) => total + (row[i] ?? 0), 0));

function unit(code: string, { cells, instrument = "CES7", version = 1, more = {}, leftOut = 0, asked = {}, months = ["2026-03-10", "2026-04-10"] }: Given): UnitCounts {
  const question = { instrumentCode: instrument, instrumentVersion: version, moment: "AFTER_OUTCOME", mode: "WEB", collector: "YUSR", ...asked } as const;
  const told = (values: Readonly<Record<string, readonly number[]>>, untold = 0): MixAnswers[] => [
    { ...question, stepCode: null, leftOut: untold, cells: Object.entries(values).map(([value, scores]) => ({ value, counts: counts(scores) })) },
  ];
  const all = sum(Object.values(cells));
  const half = (part: number): number[] => counts(all.map((n) => (part === 0 ? Math.ceil(n / months.length) : Math.floor(n / months.length))));
  return {
    agencyId: code, agency: { code, names: { en: code } }, service: null, own: true,
    answers: months.map((day, part) => ({ ...question, day, counts: half(part) })),
    mix: told(cells, leftOut), languages: told({ ar: all }), outcomes: told({ GRANTED: all }), transactions: [{ outcome: "GRANTED", n: 500 }], recorded: 500, declared: null,
    ...more,
  };
}

const rowOf = (report: Benchmark, code: string): BenchmarkRow => {
  const found = report.rows.find(({ agency }) => agency?.code === code);
  if (found === undefined) throw new Error(`no ${code}`);
  return found;
};

// METHODS' `benchmark-standardise`: 300 × 5.6 and 100 × 4.8 against 50 × 5.8 and 350 × 4.9, on 1–7.
const A = { web: [0, 0, 0, 0, 120, 180, 0], counter: [0, 0, 0, 20, 80, 0, 0] };
const B = { web: [0, 0, 0, 0, 10, 40, 0], counter: [0, 0, 0, 35, 315, 0, 0] };
const ordinary = (favourable: number, n = 400): Given => ({ cells: { web: [n / 2 - favourable / 2, 0, 0, 0, 0, favourable / 2, 0], counter: [n / 2 - favourable / 2, 0, 0, 0, 0, favourable / 2, 0] } });

describe("the mix of cases", () => {
  test("Simpson: the one that is better in both channels is worse as answered and better evened out", () => {
    const report = benchmark([unit("A", { cells: A }), unit("B", { cells: B })], WANTED, WANTED.period, THRESHOLDS);
    expect([rowOf(report, "A").crudeMean.value, rowOf(report, "B").crudeMean.value]).toEqual([expect.closeTo(5.4, 9), expect.closeTo(5.0125, 9)]);
    expect([rowOf(report, "A").standardisedMean.value, rowOf(report, "B").standardisedMean.value]).toEqual([expect.closeTo(5.15, 9), expect.closeTo(5.29375, 9)]);
    expect(report.standard).toEqual([{ value: "counter", share: 450 / 800 }, { value: "web", share: 350 / 800 }]);
    expect(rowOf(report, "A").standardised).toMatchObject({ method: "DIRECT_STANDARDISED", n: 400 });
    expect(rowOf(report, "A").standardised.effectiveN).toBeLessThan(400);
  });

  test("where all find it easy, in any mix, nobody is above one and all are compared", () => {
    const easy = (web: number, counter: number, phone: number): Given => ({ cells: Object.fromEntries(Object.entries({ web, counter, phone }).map(([value, n]) => [value, [0, 0, 0, 0, 0, 0, n]])) });
    for (let web = 20; web < 60; web += 1) {
      const report = benchmark(["A", "B", "C", "D", "E"].map((code) => unit(code, easy(web, 100, 37))), WANTED, WANTED.period, THRESHOLDS);
      expect(report.funnel?.centre.value).toBe(1);
      expect(rowOf(report, "A").standardised).toMatchObject({ value: 1, high: 1 });
    }
  });

  test("cells under ten are merged upward; more than a fifth of the mix, or of the own answers, may not be lacking", () => {
    const peers = Array.from({ length: 4 }, (_, i) => unit(`P${String(i)}`, ordinary(300)));
    const small = unit("SMALL", { cells: { web: [50, 0, 0, 0, 0, 150, 0], counter: [50, 0, 0, 0, 0, 150, 0], kiosk: [4, 0, 0, 0, 0, 5, 0] } });
    const onlyWeb = unit("ONLY-WEB", { cells: { web: [50, 0, 0, 0, 0, 150, 0] } });
    const untold = unit("UNTOLD", { ...ordinary(300), leftOut: 101 });
    const told = unit("TOLD", { ...ordinary(300), leftOut: 100 });
    const report = benchmark([...peers, small, onlyWeb, untold, told], WANTED, WANTED.period, THRESHOLDS);
    expect(rowOf(report, "SMALL")).toMatchObject({ whyNot: [], standardised: { n: 409 } });
    expect(rowOf(report, "TOLD").whyNot).toEqual([]);
    for (const code of ["ONLY-WEB", "UNTOLD"]) expect(rowOf(report, code)).toMatchObject({ whyNot: ["MIX_NOT_COVERED"], standardised: { value: null, reasons: ["MIX_NOT_COVERED"] }, funnel: null });
  });

  test("strata under the minimum cell are hidden, and so is a unit as small", () => {
    const report = benchmark([unit("A", { cells: { web: [0, 0, 0, 0, 0, 100, 0], kiosk: [0, 0, 0, 0, 0, 9, 0] } }), unit("TINY", { cells: { web: [0, 0, 0, 0, 0, 9, 0] } })], WANTED, WANTED.period, THRESHOLDS);
    expect(rowOf(report, "A").strata.map(({ value, share }) => [value, share.value])).toEqual([["web", 1], ["kiosk", null]]);
    expect(rowOf(report, "TINY").crude).toMatchObject({ value: null, n: null, suppressed: true });
  });
});

describe("who may be compared", () => {
  const peers = Array.from({ length: 5 }, (_, i) => unit(`P${String(i)}`, ordinary(300)));
  const why = (code: string, given: Given): readonly string[] => rowOf(benchmark([...peers, unit(code, given)], WANTED, WANTED.period, THRESHOLDS), code).whyNot;

  test.each<[string, Partial<Given>]>([
    ["DIFFERENT_ITEM", { instrument: "CES5_EASE" }],
    ["INCOMPARABLE_VERSION", { version: 2 }],
    ["DIFFERENT_MODE", { asked: { mode: "KIOSK" } }],
    ["DIFFERENT_MOMENT", { asked: { moment: "AFTER_GIVING_UP" } }],
    ["DIFFERENT_COLLECTOR", { asked: { collector: "AGENCY" } }],
    ["NO_ANSWERS", { instrument: "CSAT5" }],
    ["DIFFERENT_WINDOW", { months: ["2026-03-10"] }],
    ["LOW_COVERAGE", { more: { recorded: 399, declared: 500 } }],
    ["SUCCESSES_ONLY", { more: { transactions: [{ outcome: "GRANTED", n: 350 }, { outcome: "REFUSED", n: 150 }] } }],
  ])("%s", (reason, given) => {
    expect(why("X", { ...ordinary(300), ...given })).toEqual([reason]);
  });

  test("another scale, another language, too few", () => {
    expect(why("X", { ...ordinary(40, 80) })).toEqual(["FEW_ANSWERS"]);
    const english = unit("X", ordinary(300));
    const report = benchmark([...peers, { ...english, languages: english.languages.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, value: "en" })) })) }], WANTED, WANTED.period, THRESHOLDS);
    expect(rowOf(report, "X").whyNot).toEqual(["LANGUAGE_NOT_EQUIVALENT"]);
    expect(report.excluded).toEqual([{ reason: "LANGUAGE_NOT_EQUIVALENT", units: 1 }]);
  });

  test("coverage of 80 % will do; few refusals among many answers will do; answers that may not be told could be theirs", () => {
    expect(why("X", { ...ordinary(300), more: { recorded: 400, declared: 500 } })).toEqual([]);
    const refused = [{ outcome: "GRANTED", n: 350 }, { outcome: "REFUSED", n: 150 }] as const;
    const said = (n: number, leftOut: number): Partial<UnitCounts> => {
      const [first] = unit("X", ordinary(300)).outcomes;
      if (first === undefined) throw new Error("no outcomes");
      return { transactions: refused, outcomes: [{ ...first, leftOut, cells: [{ value: "GRANTED", counts: [0, 400 - n] }, { value: "REFUSED", counts: [0, n] }] }] };
    };
    expect(why("X", { ...ordinary(300), more: said(29, 0) })).toEqual(["SUCCESSES_ONLY"]);
    expect(why("X", { ...ordinary(300), more: said(31, 0) })).toEqual([]);
    expect(why("X", { ...ordinary(300), more: said(0, 40) })).toEqual([]);
  });
});

describe("all together", () => {
  test("nothing is said of fewer than five agencies, of one that dominates, or of nobody", () => {
    const few = Array.from({ length: 4 }, (_, i) => unit(`P${String(i)}`, ordinary(300)));
    expect(benchmark(few, WANTED, WANTED.period, THRESHOLDS)).toMatchObject({ withheld: ["FEW_AGENCIES"], funnel: null, rows: [{ funnel: null }, {}, {}, {}] });
    expect(benchmark([...few, unit("BIG", ordinary(1_500, 2_000))], WANTED, WANTED.period, THRESHOLDS)).toMatchObject({ withheld: ["ONE_AGENCY_DOMINATES"], funnel: null });
    expect(benchmark([...few, unit("SAME", ordinary(1_200, 1_600))], WANTED, WANTED.period, THRESHOLDS).withheld).toEqual(["LOW_RELIABILITY"]);
    expect(benchmark([], WANTED, WANTED.period, THRESHOLDS)).toMatchObject({ withheld: ["NOTHING_TO_COMPARE"], question: null, rows: [] });
    expect(benchmark([unit("TINY", ordinary(10, 20))], WANTED, WANTED.period, THRESHOLDS)).toMatchObject({ withheld: ["NOTHING_TO_COMPARE"], rows: [{ whyNot: ["FEW_ANSWERS"] }] });
  });

  test("chance alone puts nobody in a place and makes nobody stand out", () => {
    const dice = new Dice("a benchmark by chance");
    let standingOut = 0;
    let placed = 0;
    for (let time = 0; time < 60; time += 1) {
      const units = Array.from({ length: 12 }, (_, i) => {
        let yes = 0;
        for (let person = 0; person < 200; person += 1) yes += Number(dice.chance(0.75));
        return unit(`P${String(i)}`, { cells: { web: [200 - yes, 0, 0, 0, 0, yes, 0] } });
      });
      const report = benchmark(units, WANTED, WANTED.period, THRESHOLDS);
      standingOut += Number(report.rows.some(({ funnel }) => funnel?.standsOut === true));
      placed += Number(report.withheld.length === 0);
    }
    expect(standingOut / 60).toBeLessThanOrEqual(0.05);
    expect(placed / 60).toBeLessThanOrEqual(0.05);
  });

  test("true differences: places from the best on, few answers are drawn to the others, one stands out", () => {
    // Eleven agencies of which one differs: chance explains the others.
    const alike = Array.from({ length: 10 }, (_, i) => unit(`P${String(i)}`, ordinary(296 + 2 * (i % 5))));
    const bad = benchmark([...alike, unit("BAD", ordinary(200))], WANTED, WANTED.period, THRESHOLDS);
    expect(rowOf(bad, "BAD").funnel).toMatchObject({ place: "BELOW_998", standsOut: true });
    expect(bad.rows[0]?.agency?.code).toBe("BAD");
    const two = benchmark([...alike, unit("BAD", ordinary(200))], { ...WANTED, rows: 2 }, WANTED.period, THRESHOLDS);
    expect([two.rowCount, two.rows.map(({ agency }) => agency?.code), two.funnel]).toEqual([11, ["BAD", "P0"], bad.funnel]);
    expect(bad.rows.filter(({ funnel }) => funnel?.standsOut === true)).toHaveLength(1);

    const spread = Array.from({ length: 10 }, (_, i) => unit(`P${String(i)}`, ordinary(200 + 20 * i)));
    const report = benchmark([...spread, unit("FEW", { cells: { web: [5, 0, 0, 0, 0, 95, 0] } })], WANTED, WANTED.period, THRESHOLDS);
    expect(report.withheld).toEqual([]);
    // All differ more than chance explains, so the limits are wider than chance and hold them all.
    expect(report.funnel?.tau2).toBeGreaterThan(0.005);
    const p5 = rowOf(report, "P5").funnel;
    expect((p5?.limits95.high ?? 0) - (p5?.limits95.low ?? 0)).toBeGreaterThan(0.3);
    expect(rowOf(report, "P9").funnel).toMatchObject({ place: "WITHIN", standsOut: false });
    expect(report.funnel?.reliability).toBeGreaterThan(0.7);
    const rank = (code: string): number => rowOf(report, code).funnel?.expectedRank?.value ?? NaN;
    expect(rank("P9")).toBeLessThan(rank("P5"));
    expect(rank("P0")).toBeGreaterThan(9.5);
    expect(rowOf(report, "P9").funnel?.aboveCentre).toBeGreaterThan(0.99);
  });

  test("what is not the reader's own has no name, and shows only where it is compared", () => {
    const others = Array.from({ length: 5 }, (_, i) => ({ ...unit(`P${String(i)}`, ordinary(200 + 40 * i)), own: false }));
    const aside = { ...unit("ASIDE", { ...ordinary(300), instrument: "CES5_EASE" }), own: false };
    const report = benchmark([...others, aside, unit("MINE", ordinary(300))], WANTED, WANTED.period, THRESHOLDS);
    expect(report.rows.map(({ own, agency }) => [own, agency?.code ?? null])).toEqual([[true, "MINE"], ...others.map(() => [false, null])]);
    expect(report.rows.slice(1).every(({ strata, coverage, whyNot, funnel }) => strata.length === 0 && coverage === null && whyNot.length === 0 && funnel !== null)).toBe(true);
    expect(report.excluded).toEqual([{ reason: "DIFFERENT_ITEM", units: 1 }]);
    expect(JSON.stringify(report.rows.slice(1))).not.toMatch(/P\d/u);
  });
});

test.each([
  [{ channels: ["WEB" as const] }, "CES", "FILTER_NOT_AVAILABLE", ["channels"]],
  [{ segments: ["CITIZEN"] }, "CES", "FILTER_NOT_AVAILABLE", ["segments"]],
  [{ languages: ["ar"] }, "CES", "FILTER_NOT_AVAILABLE", ["languages"]],
  [{ moments: ["AFTER_OUTCOME" as const, "AFTER_GIVING_UP" as const] }, "CES", "DIFFERENT_MOMENT", ["moments"]],
  [{ period: { from: "2026-03-02", to: "2026-05-01" } }, "CES", "NOT_WHOLE_MONTHS", ["period", "from"]],
  [{ period: { from: "2026-03-01", to: "2026-03-01" } }, "CES", "EMPTY_PERIOD", ["period", "to"]],
  [{}, "STEP_EASE", "MEASURE_NOT_AVAILABLE", ["measure"]],
] as const)("%j by %s is refused: %s", (filter, measure, code, path) => {
  expect(checkBenchmarkFilter({ period: WANTED.period, ...filter }, { of: "AGENCIES", measure, mix: "CHANNEL", rows: 100 })).toMatchObject({ code, path });
});
