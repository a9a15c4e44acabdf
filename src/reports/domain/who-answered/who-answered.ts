import type { ServiceFacts } from "../../../catalogue/domain/service-facts";
import type { Period } from "../../../shared/period";
import type { Collector, Mode } from "../../../surveys/domain/collector";
import type { Moment } from "../../../surveys/domain/moment";
import type { Outcome } from "../../../transactions/domain/outcome";
import { countEstimate, expectedCount } from "../count-estimate";
import { coverageEstimate, declaredIn, type DeclaredYear } from "../coverage-estimate";
import type { Estimate, Reason } from "../estimate";
import { groupedBy } from "../grouped-by";
import { type Reading, readingOf } from "../measure";
import { rakedEstimate, type WeighedCell } from "../raked-estimate";
import { type ServiceName, serviceName } from "../service-effort";
import { shareEstimate } from "../share-estimate";
import { successesOnly } from "../successes-only";
import type { Thresholds } from "../thresholds";
import { type LinkCount, ownFormEstimate, type ToldLinksBy, toldLinks } from "../told-links";
import { type Asked, asked, type LinksOfOutcome, linksByOutcome, type StateCount } from "./asked";
import { gamingSignals, LEAST_COVERAGE, type SignalFacts, type SignalSeen } from "./gaming-signals";
import { Circumstance, type Representativeness, representativeness, type Respondents } from "./representativeness";

/** Who was asked, who answered, and whether they are like everybody (METHODS 8, PEOPLE 5). */
export interface WhoAnswered {
  readonly service: ServiceName;
  /** Whole months. */
  readonly period: Period;
  readonly moment: Moment;
  readonly thresholds: Thresholds;
  readonly asked: Asked;
  readonly linksByOutcome: readonly LinksOfOutcome[];
  readonly representativeness: readonly Representativeness[];
  readonly scores: readonly WeighedScore[];
  /** Transactions that the moment asks about. */
  readonly transactions: Estimate;
  /** All transactions recorded; what registers let expect; the one by the other. */
  readonly recorded: Estimate;
  readonly declared: Estimate;
  readonly coverage: Estimate;
  /** What puts every score of the service in doubt: `UNDER_RECORDED`, `SUCCESSES_ONLY`, `NONRESPONSE_BIAS`. */
  readonly warnings: readonly Reason[];
  readonly signals: readonly SignalSeen[];
}

/** What people said to one version of one instrument in one mode, as given and as it would be had everybody's like answered. */
export interface WeighedScore {
  readonly instrument: string;
  readonly version: number;
  readonly mode: Mode;
  readonly raw: Estimate;
  readonly weighted: Estimate;
  readonly designEffect: number | null;
  readonly margins: readonly string[];
  readonly missing: readonly string[];
}

interface Question {
  readonly instrumentCode: string;
  readonly instrumentVersion: number;
  readonly moment: Moment;
  readonly mode: Mode;
  readonly collector: Collector;
}

/** Ratings of people who are alike in every circumstance: material for weighting, never to be shown as cells. */
export interface CrossedRatings extends Question {
  readonly group: number | null;
  /** Value of each circumstance; empty: nobody said. */
  readonly by: Readonly<Partial<Record<"channel" | "segment" | "language" | "outcome", string>>>;
  readonly counts: readonly number[];
  /** In millionths, as their squares. */
  readonly weights: readonly number[];
  readonly weightSquares: number;
}

/** Answers to one question by one circumstance, as far as they may be shown. */
export interface ToldAnswers extends Question {
  readonly stepCode: string | null;
  readonly cells: readonly { readonly value: string | null; readonly counts: readonly number[] }[];
  readonly leftOut: number;
}

/** Transactions by outcome and one circumstance. */
export interface MixCount {
  readonly outcome: Outcome;
  readonly value: string | null;
  readonly n: number;
}

export interface WhoAnsweredCounts {
  readonly states: readonly (StateCount & { readonly moment: Moment | null })[];
  /** By outcome: who answered is told by nothing else (docs/decisions/0020). */
  readonly links: readonly LinkCount[];
  /** Of answers, which are told by what links are not. */
  readonly breakdowns: Readonly<Record<Exclude<Circumstance, "OUTCOME">, readonly ToldAnswers[]>>;
  readonly transactions: readonly { readonly outcome: Outcome; readonly n: number }[];
  readonly mixes: Readonly<Record<Exclude<Circumstance, "OUTCOME">, readonly MixCount[]>>;
  readonly ratings: readonly CrossedRatings[];
  readonly declared: readonly DeclaredYear[];
  readonly signals: Omit<SignalFacts, "coverage" | "links" | "restsOnSuccesses" | "ownForm" | "scoreByChannel" | "decided">;
}

const DECIDED: readonly Outcome[] = ["GRANTED", "PARTLY_GRANTED", "REFUSED", "NOT_ELIGIBLE"];
/** About which transactions each moment asks: those that can reach it. */
const ASKED_ABOUT: Readonly<Record<Moment, readonly Outcome[]>> = {
  AFTER_OWN_PART: [...DECIDED, "IN_FLIGHT"],
  AFTER_OUTCOME: DECIDED,
  AFTER_GIVING_UP: ["ABANDONED", "WITHDRAWN", "EXPIRED"],
};
const MICRO = 1_000_000;

/** The report of one service at one moment, over whole months. Everything that tells how many answered goes through `toldLinks` or released cells. */
export function whoAnswered(service: ServiceFacts, period: Period, moment: Moment, counts: WhoAnsweredCounts, thresholds: Thresholds): WhoAnswered {
  const wanted = ASKED_ABOUT[moment];
  const populations = populationsOf(counts, wanted);
  const links = toldLinks(counts.links, thresholds);
  const ratings = counts.ratings.filter((row) => row.moment === moment && row.collector === "YUSR");
  const byQuestion = groupedBy(ratings, questionOf);
  const most = mostAnswered([...byQuestion.values()]);
  const recorded = counts.transactions.reduce((sum, { n }) => sum + n, 0);
  const declared = declaredIn(period, counts.declared);
  const coverage = coverageEstimate(recorded, declared);
  const represented = Object.values(Circumstance).map((by) => representativeness(by, populations[by], by === "OUTCOME" ? respondentsOf(links) : answeredBy(counts.breakdowns[by], moment), scoreBy(most, by), thresholds));
  const restsOnSuccesses = moment === "AFTER_OUTCOME" && onSuccesses(counts, links);
  const warnings: readonly Reason[] = [
    ...(coverage.value !== null && coverage.value < LEAST_COVERAGE ? (["UNDER_RECORDED"] as const) : []),
    ...(restsOnSuccesses ? (["SUCCESSES_ONLY"] as const) : []),
    ...(represented.some(({ different, scoreDiffers }) => different === true && scoreDiffers !== false) ? (["NONRESPONSE_BIAS"] as const) : []),
  ];
  const facts: SignalFacts = {
    ...counts.signals, coverage, links, restsOnSuccesses, ownForm: ownFormEstimate(counts.links, false, thresholds), scoreByChannel: scoreBy(most, "CHANNEL"),
    decided: counts.transactions.reduce((sum, { outcome, n }) => sum + (DECIDED.includes(outcome) ? n : 0), 0),
  };
  return {
    service: serviceName(service),
    period,
    moment,
    thresholds,
    asked: asked(counts.states.filter((row) => row.moment === moment || row.moment === null), links, thresholds),
    linksByOutcome: linksByOutcome(links, thresholds),
    representativeness: represented,
    scores: weighedScores([...byQuestion.values()], populations, warnings, thresholds),
    transactions: countEstimate([...populations.OUTCOME.values()].reduce((sum, n) => sum + n, 0)),
    recorded: countEstimate(recorded),
    declared: expectedCount(declared),
    coverage,
    warnings,
    signals: gamingSignals(service, facts, period, thresholds),
  };
}

type Populations = Readonly<Record<Circumstance, ReadonlyMap<string | null, number>>>;

function populationsOf({ transactions, mixes }: WhoAnsweredCounts, wanted: readonly Outcome[]): Populations {
  const of = (rows: readonly MixCount[]): ReadonlyMap<string | null, number> => {
    const found = new Map<string | null, number>();
    for (const { outcome, value, n } of rows) if (wanted.includes(outcome)) found.set(value, (found.get(value) ?? 0) + n);
    return found;
  };
  return { CHANNEL: of(mixes.CHANNEL), SEGMENT: of(mixes.SEGMENT), LANGUAGE: of(mixes.LANGUAGE), OUTCOME: of(transactions.map((row) => ({ ...row, value: row.outcome }))) };
}

function respondentsOf({ by, leftOut }: ToldLinksBy): Respondents {
  const told = new Map([...by].filter(([, links]) => links.leftOut === 0).map(([value, { answered }]) => [value, answered]));
  return { told, hidden: leftOut > 0 || told.size < by.size };
}

/** By the question about the whole that most have answered. */
function answeredBy(breakdowns: readonly ToldAnswers[], moment: Moment): Respondents {
  const asked = breakdowns.filter((row) => row.stepCode === null && row.moment === moment && row.collector === "YUSR");
  const size = ({ cells, leftOut }: ToldAnswers): number => leftOut + cells.reduce((sum, { counts }) => sum + totalOf(counts), 0);
  const most = asked.reduce<ToldAnswers | undefined>((best, row) => (best === undefined || size(row) > size(best) ? row : best), undefined);
  return { told: new Map((most?.cells ?? []).map(({ value, counts }) => [value, totalOf(counts)])), hidden: (most?.leftOut ?? 0) > 0 };
}

function onSuccesses({ transactions }: WhoAnsweredCounts, links: ToldLinksBy): boolean {
  const told = [...links.by].map(([outcome, { answered }]) => ({ outcome, n: answered }));
  return successesOnly(transactions, told, Math.max(0, links.answered - told.reduce((sum, { n }) => sum + n, 0)));
}

const COLUMN = { CHANNEL: "channel", SEGMENT: "segment", LANGUAGE: "language", OUTCOME: "outcome" } as const;

/** To the question with most answers, of those that have a measure. */
function mostAnswered(questions: readonly (readonly CrossedRatings[])[]): readonly CrossedRatings[] {
  const size = (rows: readonly CrossedRatings[]): number => rows.reduce((sum, { counts }) => sum + totalOf(counts), 0);
  const measured = questions.filter(([first]) => first !== undefined && readingOf(first.instrumentCode) !== undefined);
  return measured.reduce<readonly CrossedRatings[]>((best, rows) => (size(rows) > size(best) ? rows : best), []);
}

/** Favourable answers and all, by one circumstance, to one question. Never shown: only what follows from it is. */
function scoreBy(ratings: readonly CrossedRatings[], by: Circumstance): ReadonlyMap<string | null, readonly [favourable: number, n: number]> {
  const found = new Map<string | null, readonly [number, number]>();
  for (const row of ratings) {
    const reading = readingOf(row.instrumentCode);
    const value = row.by[COLUMN[by]] ?? "";
    const [x, n] = found.get(value === "" ? null : value) ?? [0, 0];
    if (reading !== undefined) found.set(value === "" ? null : value, [x + favourableOf(reading, row.counts), n + totalOf(row.counts)]);
  }
  return found;
}

function weighedScores(questions: readonly (readonly CrossedRatings[])[], populations: Populations, warnings: readonly Reason[], thresholds: Thresholds): readonly WeighedScore[] {
  const margins = Object.fromEntries(Object.values(Circumstance).map((by) => [COLUMN[by], Object.fromEntries([...populations[by]].map(([value, n]) => [value ?? "", n]))]));
  return questions.flatMap((rows) => {
    const [first] = rows;
    const reading = first === undefined ? undefined : readingOf(first.instrumentCode);
    if (first === undefined || reading === undefined) return [];
    const cells = rows.map(({ by, group, counts, weights, weightSquares }): WeighedCell => ({
      by, group, n: totalOf(counts), weight: totalOf(weights) / MICRO, weightSquares: weightSquares / MICRO, favourable: favourableOf(reading, weights) / MICRO,
    }));
    const n = cells.reduce((sum, cell) => sum + cell.n, 0);
    const { estimate, designEffect, margins: used, missing } = rakedEstimate(cells, margins, thresholds, warnings.filter((warning) => warning !== "NONRESPONSE_BIAS"));
    return [{
      instrument: first.instrumentCode, version: first.instrumentVersion, mode: first.mode,
      raw: shareEstimate(rows.reduce((sum, { counts }) => sum + favourableOf(reading, counts), 0), n, "ANSWERS", thresholds, { reasons: warnings }),
      weighted: estimate, designEffect, margins: used, missing,
    }];
  });
}

function questionOf({ instrumentCode, instrumentVersion, mode }: CrossedRatings): string {
  return `${instrumentCode} ${String(instrumentVersion)} ${mode}`;
}

function favourableOf({ favourable: [from, to] }: Reading, counts: readonly number[]): number {
  return totalOf(counts.slice(from, to + 1));
}

function totalOf(counts: readonly number[]): number {
  return counts.reduce((sum, n) => sum + n, 0);
}
