import type { Period } from "../../shared/period";
import type { Collector, Mode } from "../../surveys/domain/collector";
import type { Direction } from "../../surveys/domain/instrument";
import { Moment } from "../../surveys/domain/moment";
import { absentEstimate } from "./absent-estimate";
import { answerScores, type Denominator, type ScoreCounts, withoutHidden } from "./answer-score";
import type { Estimate } from "./estimate";
import { groupedBy } from "./grouped-by";
import type { Interval } from "./interval";
import { type Measure, readingsOf } from "./measure";
import type { ServiceName } from "./service-effort";
import type { Thresholds } from "./thresholds";

/** Released answers about a whole service that count on one day. */
export interface DatedCounts extends Omit<ScoreCounts, "waiting"> {
  readonly moment: Moment;
  readonly collector: Collector;
  /** The day that the batch counts on: the middle one of those on which the answers were given. */
  readonly day: string;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** What people said of a service over time. */
export interface SatisfactionSeries {
  readonly service: ServiceName;
  readonly period: Period;
  readonly interval: Interval;
  readonly thresholds: Thresholds;
  readonly lines: readonly SatisfactionLine[];
}

/**
 * One line: answers to one version of one instrument, given at one moment in one mode. A change of any of them ends the
 * line and begins another, so no line ever bends because the question did.
 */
export interface SatisfactionLine {
  readonly measure: Measure;
  readonly instrument: string;
  readonly version: number;
  readonly moment: Moment;
  readonly mode: Mode;
  readonly scaleMin: number;
  readonly scaleMax: number;
  readonly direction: Direction;
  /** How `share` is formed, out of whom, and who collected the answers: see `AnswerScore`. */
  readonly formula: string;
  readonly denominator: Denominator;
  readonly collector: Collector;
  /** The scores that `share` counts; low ones where low is good. */
  readonly favourable: readonly number[];
  /** One for every piece of the period, in order. */
  readonly points: readonly SatisfactionPoint[];
}

/** What the line says from one day up to, but without, another. Nothing released: null with a reason, never 0. */
export interface SatisfactionPoint extends Period {
  /** Between which days the answers were really given; null where there are none. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly share: Estimate;
  /** Mean score as given, never turned round. */
  readonly mean: Estimate;
  /** For instruments made for it (NPS). */
  readonly net: Estimate | null;
}

const MEASURES: readonly Measure[] = ["CES", "CSAT", "NPS"];

/**
 * The lines of a service, in the order of measures, instruments, moments and modes, the older version before the newer.
 * Made of released answers that Yusr collected; a reading that nobody answered in the period has no line.
 */
export function satisfactionLines(counts: readonly DatedCounts[], pieces: readonly Period[], thresholds: Thresholds): readonly SatisfactionLine[] {
  const asked = counts.filter(({ collector }) => collector === "YUSR");
  return MEASURES.flatMap((measure) =>
    readingsOf(measure).flatMap(({ instrument }) => {
      const lines = groupedBy(asked.filter((row) => row.instrumentCode === instrument), (row) => `${row.moment} ${row.mode} ${String(row.instrumentVersion)}`);
      return [...lines.values()].flatMap((rows) => line(measure, rows, pieces, thresholds)).sort(inOrder);
    }),
  );
}

function line(measure: Measure, rows: readonly DatedCounts[], pieces: readonly Period[], thresholds: Thresholds): SatisfactionLine[] {
  const [any] = rows;
  if (any === undefined) return [];
  const [{ scaleMin, scaleMax, direction, formula, denominator, collector, favourable, instrument }] = answerScores(measure, told(rows, thresholds), any.moment, thresholds, "NO_DATA");
  const inPiece = groupedBy(rows, (row) => pieces[pieceOf(row.day, pieces)]?.from ?? "");
  const points = pieces.map((piece) => point(measure, any.moment, piece, inPiece.get(piece.from) ?? [], thresholds));
  return [{ measure, instrument, version: any.instrumentVersion, moment: any.moment, mode: any.mode, scaleMin, scaleMax, direction, formula, denominator, collector, favourable, points }];
}

function point(measure: Measure, moment: Moment, { from, to }: Period, rows: readonly DatedCounts[], thresholds: Thresholds): SatisfactionPoint {
  const days = rows.flatMap(({ firstDay, lastDay }) => [firstDay, lastDay]).sort();
  if (rows.length === 0) {
    const net = measure === "NPS" ? absentEstimate("NET_SCORE", "NPS_ADJ_WALD", "NO_DATA") : null;
    return { from, to, firstDay: null, lastDay: null, share: absentEstimate("SHARE", "WILSON", "NO_DATA"), mean: absentEstimate("SCORE", "T", "NO_DATA"), net };
  }
  const [{ share, mean, net }] = answerScores(measure, told(rows, thresholds), moment, thresholds, "NO_DATA");
  return { from, to, firstDay: days[0] ?? null, lastDay: days.at(-1) ?? null, share, mean, net };
}

/** Which answers wait now says nothing about a day of the past. */
function told(rows: readonly DatedCounts[], thresholds: Thresholds): readonly ScoreCounts[] {
  return rows.map((row) => withoutHidden({ ...row, waiting: false }, thresholds));
}

/** Index of the piece that holds a day; pieces are in order and without gaps. */
function pieceOf(day: string, pieces: readonly Period[]): number {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((pieces[middle]?.from ?? "") <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

const MOMENTS: readonly string[] = Object.keys(Moment);

function inOrder(a: SatisfactionLine, b: SatisfactionLine): number {
  return MOMENTS.indexOf(a.moment) - MOMENTS.indexOf(b.moment) || a.mode.localeCompare(b.mode) || a.version - b.version;
}
