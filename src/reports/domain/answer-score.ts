import type { Collector, Mode } from "../../surveys/domain/collector";
import type { Direction } from "../../surveys/domain/instrument";
import type { Moment } from "../../surveys/domain/moment";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, isHidden, type Reason } from "./estimate";
import { meanEstimate } from "./mean-estimate";
import { formulaOf, type Measure, type Reading, readingsOf } from "./measure";
import { npsEstimate } from "./nps-estimate";
import { shareEstimate } from "./share-estimate";
import type { Thresholds } from "./thresholds";

/** Released answers to one instrument, as the counts keep them. */
export interface ScoreCounts {
  readonly instrumentCode: string;
  readonly instrumentVersion: number;
  readonly mode: Mode;
  /** `counts[score]`, from score 0 on. */
  readonly counts: readonly number[];
  /** Whether answers wait that are too few to be released. */
  readonly waiting: boolean;
}

/** Whom a figure of answers is out of. `RATED`: those who gave a score; who skipped the question or said that it does not apply is not among them. */
export const Denominator = { RATED: "RATED" } as const;
export type Denominator = keyof typeof Denominator;

/** What people said to one version of one instrument, given at one moment in one mode: nothing else is ever added to it. */
export interface AnswerScore {
  readonly instrument: string;
  /** Null where nobody has answered it yet. */
  readonly version: number | null;
  readonly moment: Moment;
  readonly mode: Mode | null;
  readonly scaleMin: number;
  readonly scaleMax: number;
  /** Which end of the scale is good. */
  readonly direction: Direction;
  /** Code of how `share` is formed, such as `SATISFACTION_1_5_SHARE_4_5`; figures of different formulas are not compared. */
  readonly formula: string;
  /** Whom the figures are out of. */
  readonly denominator: Denominator;
  /** Who collected the answers; those that an agency collected itself are never in a score. */
  readonly collector: Collector;
  /** The scores that `share` counts; low ones where low is good. */
  readonly favourable: readonly number[];
  readonly share: Estimate;
  /** Mean score as given, never turned round. */
  readonly mean: Estimate;
  /** Favourable less unfavourable, for instruments made for it (NPS). */
  readonly net: Estimate | null;
}

/**
 * One score for each instrument version and mode with answers, in the order of the measure's instruments; where there are
 * none, one empty score of the default instrument that carries the reason `ifNone`.
 */
export function answerScores(measure: Measure, counts: readonly ScoreCounts[], moment: Moment, thresholds: Thresholds, ifNone: Reason): readonly [AnswerScore, ...AnswerScore[]] {
  const readings = readingsOf(measure);
  const [first, ...others] = readings.flatMap((reading) =>
    together(counts.filter(({ instrumentCode }) => instrumentCode === reading.instrument)).map((row) => scoreOf(reading, row, moment, thresholds)),
  );
  return first === undefined ? [emptyScore(readings[0], moment, ifNone)] : [first, ...others];
}

/**
 * A cell too small to be told is left out of every sum too, else a stage less its other steps, or a month less its other
 * days, would tell it. (Answers are released in whole cells, so this happens only where the minimum was raised since.)
 */
export function withoutHidden<R extends ScoreCounts>(row: R, thresholds: Thresholds): R {
  const n = row.counts.reduce((total, count) => total + count, 0);
  return isHidden(n, "ANSWERS", thresholds) ? { ...row, counts: [], waiting: true } : row;
}

/** Adds up the rows of one instrument version and mode, the newest version first. */
function together(rows: readonly ScoreCounts[]): ScoreCounts[] {
  const sums = new Map<string, ScoreCounts>();
  for (const row of rows) {
    const key = `${String(row.instrumentVersion)} ${row.mode}`;
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? row : { ...sum, counts: addCounts(sum.counts, row.counts), waiting: sum.waiting || row.waiting });
  }
  return [...sums.values()].sort((a, b) => b.instrumentVersion - a.instrumentVersion || a.mode.localeCompare(b.mode));
}

function addCounts(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, score) => (a[score] ?? 0) + (b[score] ?? 0));
}

function scoreOf(reading: Reading, row: ScoreCounts, moment: Moment, thresholds: Thresholds): AnswerScore {
  const version = { version: row.instrumentVersion, mode: row.mode };
  const onScale = Array.from({ length: reading.max - reading.min + 1 }, (_, index) => row.counts[reading.min + index] ?? 0);
  const n = onScale.reduce((total, count) => total + count, 0);
  // Nothing released yet: people did answer, too few to be told apart.
  if (n === 0) return { ...emptyScore(reading, moment, row.waiting ? "SMALL_CELL" : "NO_DATA"), ...version };
  const reasons: Reason[] = row.waiting ? ["ANSWERS_WAITING"] : [];
  const favourable = favourableScores(reading);
  const x = favourable.reduce((total, score) => total + (row.counts[score] ?? 0), 0);
  return {
    ...headOf(reading, moment),
    ...version,
    share: shareEstimate(x, n, "ANSWERS", thresholds, { reasons }),
    mean: meanEstimate(onScale, reading.min, thresholds, reasons),
    net: reading.measure === "NPS" ? npsEstimate(onScale, thresholds, reasons) : null,
  };
}

function emptyScore(reading: Reading, moment: Moment, reason: Reason): AnswerScore {
  return {
    ...headOf(reading, moment),
    version: null,
    mode: null,
    share: absentEstimate("SHARE", "WILSON", reason),
    mean: absentEstimate("SCORE", "T", reason),
    net: reading.measure === "NPS" ? absentEstimate("NET_SCORE", "NPS_ADJ_WALD", reason) : null,
  };
}

function headOf(reading: Reading, moment: Moment): Pick<AnswerScore, "instrument" | "moment" | "scaleMin" | "scaleMax" | "direction" | "formula" | "denominator" | "collector" | "favourable"> {
  const scale = { scaleMin: reading.min, scaleMax: reading.max, direction: reading.direction };
  return { instrument: reading.instrument, moment, ...scale, formula: formulaOf(reading), denominator: "RATED", collector: "YUSR", favourable: favourableScores(reading) };
}

function favourableScores({ favourable: [from, to] }: Reading): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
