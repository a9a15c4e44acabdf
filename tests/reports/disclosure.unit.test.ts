import type { ServiceFacts } from "../../src/catalogue/domain/service-facts";
import { Dice } from "../../src/cli/demo/dice";
import { serviceHealth } from "../../src/reports/domain/data-health/service-health";
import type { Estimate } from "../../src/reports/domain/estimate";
import { checkEffortFilter } from "../../src/reports/domain/report-filter";
import { satisfactionLines } from "../../src/reports/domain/satisfaction-series";
import { serviceEffort } from "../../src/reports/domain/service-effort";
import { currentThresholds } from "../../src/reports/domain/thresholds";
import { type LinkCount, toldLinks } from "../../src/reports/domain/told-links";
import { Refusal } from "../../src/shared/refusal";
import { publishableCells } from "../../src/tallies/domain/publishable-cells";
import { releaseBatches } from "../../src/tallies/domain/release-batches";
import type { WaitingAnswer } from "../../src/tallies/domain/waiting-answer";
import { type Known, linearBounds, type Sum } from "../support/linear-bounds";
import { NO_BASIS } from "../support/effort-policy";

/*
 * An attacker who asks everything that a role can obtain of one service: all reports, all periods, all filters offered,
 * n × share and n × mean for what is told as a share. Each answer is a sum of unknown numbers of people, so what he can
 * work out of a hidden number is between the least and the greatest value that agree with all he was told: a linear
 * programme. Owner and office are told the same of a service, so together they know no more.
 *
 * He does not use how many people there are (decision 0004 tells it: a channel that three people used hides no more than
 * three), nor that hidden cells are not empty.
 */

const MINIMUM = 10;
const THRESHOLDS = currentThresholds(MINIMUM);
const MONTHS = ["2026-01-01", "2026-02-01"] as const;
/** Every period that consists of whole months; others tell nothing of who answered, and nothing more of answers than days do. */
const PERIODS = [{ from: "2026-01-01", to: "2026-02-01" }, { from: "2026-02-01", to: "2026-03-01" }, { from: "2026-01-01", to: "2026-03-01" }];
const CHANNELS = ["WEB", "MOBILE_APP", "KIOSK"] as const;
const OUTCOMES = ["GRANTED", "REFUSED", "EXPIRED"] as const;
/** Where an answer is: in no batch yet (or nobody can say), or in one of a month. */
const PLACES = ["", ...MONTHS] as const;

interface Person {
  readonly month: string;
  readonly day: string;
  readonly channel: (typeof CHANNELS)[number];
  readonly outcome: (typeof OUTCOMES)[number];
  readonly score: number;
}
interface Placed extends Person {
  readonly place: string;
}

/** Every circumstance that can be told apart has an unknown number of people. */
const ATOMS = MONTHS.flatMap((month) => PLACES.flatMap((place) => CHANNELS.flatMap((channel) => OUTCOMES.map((outcome) => ({ month, place, channel, outcome })))));
const sumOf = (holds: (atom: (typeof ATOMS)[number]) => boolean): Sum => new Map(ATOMS.flatMap((atom, i) => (holds(atom) ? [[i, 1] as const] : [])));

/** People who answered, in few cells and many, small and large. */
function dataSet(seed: number): readonly Placed[] {
  const dice = new Dice(`disclosure ${String(seed)}`);
  const random = (): number => dice.next();
  const among = <T>(values: readonly [T, T, T], bias: number): T => {
    const x = random();
    return x < bias ? values[0] : x < bias + (1 - bias) * 0.7 ? values[1] : values[2];
  };
  const [channels, outcomes] = [0.4 + 0.58 * random(), 0.4 + 0.58 * random()];
  const people = MONTHS.flatMap((month) => Array.from({ length: Math.floor(5 + 110 * random()) }, (): Person => {
    const day = `${month.slice(0, 8)}${String(1 + Math.floor(28 * random())).padStart(2, "0")}`;
    return { month, day, channel: among(CHANNELS, channels), outcome: among(OUTCOMES, outcomes), score: 1 + Math.floor(5 * random()) };
  }));
  const waiting = people.map((person) => ({ ...person, ...QUESTION, segment: "", language: "ar", touchpoint: "", choice: null, weight: 1_000_000, jackknifeGroup: 0, drivers: null }) satisfies WaitingAnswer & Person);
  const places = new Map(releaseBatches(waiting, MINIMUM).flatMap(({ day, answers }) => answers.map((answer) => [answer, `${day.slice(0, 8)}01`] as const)));
  return waiting.map((answer) => ({ ...answer, place: places.get(answer) ?? "" }));
}

const QUESTION = { serviceId: "s", procedureId: "p", instrumentCode: "CES5_EASE", instrumentVersion: 1, moment: "AFTER_OUTCOME", mode: "WEB", collector: "YUSR", flagged: false, stepCode: "" } as const;
const SERVICE: ServiceFacts = {
  id: "s", number: 1, code: "S", names: {}, agencyId: "a", agencyCode: "A", agencyNames: {}, timeZone: "Asia/Muscat", calendarRevision: 1, surveyPolicy: "NORMAL", segments: [], procedures: [],
};

/** The rules that keep numbers hidden; a control breaks one of them. */
interface Rules {
  readonly closeCells: typeof publishableCells;
  readonly tellLinks: typeof toldLinks;
  readonly rateByChannel: boolean;
  /** By which circumstances answers are told, and who answered; none by both (docs/decisions/0020). */
  readonly answersBy: readonly Dimension[];
  readonly answeringBy: readonly Dimension[];
}

const DIMENSIONS = { channel: CHANNELS, outcome: OUTCOMES } as const;
type Dimension = keyof typeof DIMENSIONS;
const OURS: Rules = { closeCells: publishableCells, tellLinks: toldLinks, rateByChannel: false, answersBy: ["channel"], answeringBy: ["outcome"] };
interface Hidden {
  readonly what: string;
  readonly sum: Sum;
  readonly n: number;
}

/** What was said: lines over time, day by day, and closed cells of breakdowns by month. */
function answersTold(people: readonly Placed[], { closeCells, answersBy }: Rules): { known: readonly Known[]; hidden: readonly Hidden[] } {
  const known: Known[] = [];
  const hidden: Hidden[] = [];
  for (const place of MONTHS) {
    const there = people.filter((person) => person.place === place);
    const counts = [1, 2, 3, 4, 5].reduce((all, score) => Object.assign(all, { [score]: there.filter((person) => person.score === score).length }), Array<number>(11).fill(0));
    const rows = there.length === 0 ? [] : [{ ...QUESTION, day: place, firstDay: place, lastDay: place, counts }];
    const [line] = satisfactionLines(rows, [{ from: place, to: "2026-12-31" }], THRESHOLDS);
    known.push({ sum: sumOf((atom) => atom.place === place), value: line?.points[0]?.share.n ?? 0 });
    for (const dimension of answersBy) {
      const values: readonly string[] = DIMENSIONS[dimension];
      const cells = values.map((value) => ({ value, n: there.filter((person) => person[dimension] === value).length })).filter(({ n }) => n > 0);
      const shown = closeCells(cells, MINIMUM);
      const cell = (value: string): Sum => sumOf((atom) => atom.place === place && atom[dimension] === value);
      for (const { value, n } of shown) known.push({ sum: cell(value), value: n });
      // Nothing left out: whoever is not listed is nobody.
      if (shown.length === cells.length) for (const value of values) if (!cells.some((one) => one.value === value)) known.push({ sum: cell(value), value: 0 });
      for (const { value, n } of cells) if (!shown.some((one) => one.value === value)) hidden.push({ what: `answers of ${place} by ${value}`, sum: cell(value), n });
    }
  }
  return { known, hidden };
}

/** Who answered: effort reports and data health over every period, by every filter they take. */
function answeringTold(people: readonly Placed[], { tellLinks, rateByChannel, answeringBy }: Rules): { known: readonly Known[]; hidden: readonly Hidden[] } {
  const known: Known[] = [];
  const within = (month: string, { from, to }: { from: string; to: string }): boolean => month >= from && month < to;
  const linksBy = (dimension: Dimension | null, of: readonly Placed[]): LinkCount[] =>
    MONTHS.flatMap((month) => (dimension === null ? [null] : DIMENSIONS[dimension]).flatMap((value) => [
      { month, state: "INVITED" as const, value, n: 200 },
      { month, state: "ANSWERED" as const, value, n: of.filter((person) => person.month === month && (dimension === null || person[dimension] === value)).length },
    ]));
  /** Of the 200 of each month told, so many answered: the months told follow from the number invited. */
  const tell = (estimate: Estimate, months: readonly string[], holds: (atom: (typeof ATOMS)[number]) => boolean): void => {
    if (estimate.value === null || estimate.n === null) return;
    // Which months are left out is seen by asking for each alone.
    known.push({ sum: sumOf((atom) => months.includes(atom.month) && holds(atom)), value: Math.round(estimate.value * estimate.n) });
  };
  for (const period of PERIODS) {
    const asked = MONTHS.filter((month) => within(month, period));
    for (const channels of [undefined, ...CHANNELS.map((channel) => [channel])]) {
      const filter = checkEffortFilter({ period, ...(channels === undefined ? {} : { channels }) });
      if (filter instanceof Refusal) throw new Error(filter.message);
      const counted = channels === undefined ? people : people.filter(({ channel }) => (channels as readonly string[]).includes(channel));
      const links = linksBy(null, counted).filter(({ month }) => within(month, period));
      const leaky = rateByChannel && channels !== undefined ? { ...filter, channels: undefined } : filter;
      const { responseRate } = serviceEffort(SERVICE, { transactions: [], passages: [], durations: [], invitations: [], answers: [], links }, leaky, THRESHOLDS, NO_BASIS);
      const told = asked.filter((month) => toldLinks(links.filter((row) => row.month === month), THRESHOLDS).leftOut === 0);
      tell(responseRate, told, (atom) => channels === undefined || (channels as readonly string[]).includes(atom.channel));
    }
    for (const dimension of answeringBy) {
      const rows = linksBy(dimension, people).filter(({ month }) => within(month, period));
      const by = tellLinks(rows, THRESHOLDS).by;
      for (const value of DIMENSIONS[dimension]) {
        const links = by.get(value);
        if (links === undefined || links.outOf === 0) continue;
        // Told of one month by its own cut, whatever the period: a cut of the whole period tells of all its months.
        const own = asked.filter((month) => (tellLinks(rows.filter((row) => row.month === month), THRESHOLDS).by.get(value)?.outOf ?? 0) > 0);
        const months = own.length * 200 === links.outOf ? own : asked;
        known.push({ sum: sumOf((atom) => months.includes(atom.month) && atom[dimension] === value), value: links.answered });
      }
    }
    // What the report says is what the function told.
    const facts = { lastEvent: null, portals: [], signals: [], declared: [], transactions: [], steps: [], links: linksBy("outcome", people).filter(({ month }) => within(month, period)) };
    for (const { outcome, answered } of serviceHealth(SERVICE, facts, { period, today: "2026-06-01" }, THRESHOLDS).linksByOutcome) {
      const links = toldLinks(facts.links, THRESHOLDS).by.get(outcome);
      expect([outcome, answered.n]).toEqual([outcome, links?.outOf === 0 ? null : links?.outOf]);
    }
  }
  const hidden = MONTHS.flatMap((month) => {
    const there = people.filter((person) => person.month === month);
    const cells = (Object.entries(DIMENSIONS) as [Dimension, readonly string[]][]).flatMap(([dimension, values]) => values.map((value) => ({ dimension, value, n: there.filter((person) => person[dimension] === value).length })));
    return [
      ...(there.length < MINIMUM ? [{ what: `all who answered in ${month}`, sum: sumOf((atom) => atom.month === month), n: there.length }] : []),
      ...cells.filter(({ n }) => n > 0 && n < MINIMUM).map(({ dimension, value, n }) => ({ what: `who answered in ${month} by ${value}`, sum: sumOf((atom) => atom.month === month && atom[dimension] === value), n })),
    ];
  });
  return { known, hidden };
}

interface Found {
  sets: number;
  hidden: number;
  exact: number;
  tight: number;
  example: string | undefined;
}

/** What the attacker finds in `sets` data sets. Exact: a hidden number. Tight: one that can only have fewer values than the minimum. */
function attack(sets: number, rules: Rules, tells: readonly ("ANSWERS" | "ANSWERING")[]): Found {
  const found: Found = { sets, hidden: 0, exact: 0, tight: 0, example: undefined };
  for (let seed = 1; seed <= sets; seed += 1) {
    const people = dataSet(seed);
    const told = tells.map((about) => (about === "ANSWERS" ? answersTold(people, rules) : answeringTold(people, rules)));
    const known = told.flatMap((one) => one.known);
    const hidden = told.flatMap((one) => one.hidden);
    const bounds = linearBounds(ATOMS.length, known, hidden.map(({ sum }) => sum));
    for (const [i, { what, n }] of hidden.entries()) {
      const { low, high } = bounds[i] ?? { low: 0, high: 0 };
      if (n < low - 1e-6 || n > high + 1e-6) throw new Error(`${what} is ${String(n)}, not ${String(low)} to ${String(high)}: the attacker was told wrong`);
      found.hidden += 1;
      // Whole numbers from low to high.
      const values = Math.floor(high + 1e-6) - Math.ceil(low - 1e-6) + 1;
      if (values === 1) found.exact += 1;
      if (values < MINIMUM) found.tight += 1;
      if (values < MINIMUM) found.example ??= `seed ${String(seed)}: ${what} is ${String(n)}, told ${String(low)} to ${String(high)}`;
    }
  }
  return found;
}

const SETS = 200;

test("P4 P5 P7 what people said, by two circumstances: no hidden number is recovered or bounded", () => {
  const found = attack(SETS, { ...OURS, answersBy: ["channel", "outcome"] }, ["ANSWERS"]);
  expect(found).toMatchObject({ exact: 0, tight: 0, example: undefined });
  expect(found.hidden).toBeGreaterThan(SETS);
});

test("P4 P5 P7 who answered, by two circumstances: no hidden number is recovered or bounded", () => {
  const found = attack(SETS, { ...OURS, answeringBy: ["channel", "outcome"] }, ["ANSWERING"]);
  expect(found).toMatchObject({ exact: 0, tight: 0, example: undefined });
  expect(found.hidden).toBeGreaterThan(SETS);
});

test("P4 P5 P7 both together, each circumstance on one side only", () => {
  const found = attack(SETS, OURS, ["ANSWERS", "ANSWERING"]);
  expect(found).toMatchObject({ exact: 0, tight: 0, example: undefined });
});

describe("P4 control: the attacker finds what a broken rule lets out", () => {
  const minimumOnly: Rules["closeCells"] = (cells, minimum) => cells.filter(({ n }) => n >= minimum);
  const wholePeriod: Rules["tellLinks"] = (rows, thresholds) => toldLinks(rows.map((row) => ({ ...row, month: "2026-01-01" })), thresholds);
  const primaryOnly: Rules["tellLinks"] = (rows, thresholds) => {
    const told = toldLinks(rows, thresholds);
    const one = (value: string | null) => {
      const own = rows.filter((row) => row.value === value);
      const cells = MONTHS.map((month) => own.filter((row) => row.month === month)).map((month) => ({ n: month.reduce((sum, { state, n }) => sum + (state === "ANSWERED" ? n : 0), 0), some: month.length > 0 }));
      const shown = cells.filter(({ n, some }) => some && (n === 0 || n >= MINIMUM));
      return { invited: 0, delivered: 0, opened: 0, answered: shown.reduce((sum, { n }) => sum + n, 0), outOf: shown.length * 200, leftOut: 0 };
    };
    return { ...told, by: new Map([...told.by.keys()].map((value) => [value, one(value)])) };
  };
  test.each<[string, Partial<Rules>, readonly ("ANSWERS" | "ANSWERING")[]]>([
    ["cells are shown one by one", { closeCells: minimumOnly }, ["ANSWERS"]],
    ["no complementary suppression", { tellLinks: primaryOnly }, ["ANSWERING"]],
    ["a period is cut as a whole, not month by month", { tellLinks: wholePeriod }, ["ANSWERING"]],
    ["the response rate is told by channel", { rateByChannel: true }, ["ANSWERING"]],
  ])("%s", (_, broken, tells) => {
    const found = attack(60, { ...OURS, ...broken }, tells);
    expect(found.exact).toBeGreaterThan(0);
  });

  test("answers and who answered are told by the same circumstance: two tables of almost the same people, cut differently", () => {
    const found = attack(60, { ...OURS, answersBy: ["channel", "outcome"], answeringBy: ["channel", "outcome"] }, ["ANSWERS", "ANSWERING"]);
    expect(found.tight).toBeGreaterThan(0);
  });
});
