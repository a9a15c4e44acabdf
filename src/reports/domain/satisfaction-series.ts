import { ratingSummary } from "../../statistics/rating-summary";
import type { Period } from "../../shared/period";
import type { Collector, Mode } from "../../surveys/domain/collector";
import type { Direction } from "../../surveys/domain/instrument";
import { Moment } from "../../surveys/domain/moment";
import type { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import { absentEstimate } from "./absent-estimate";
import { answerScores, type Denominator, type ScoreCounts, withoutHidden } from "./answer-score";
import type { Estimate } from "./estimate";
import { groupedBy } from "./grouped-by";
import type { Interval } from "./interval";
import { type Measure, type Reading, readingsOf } from "./measure";
import type { ServiceName } from "./service-effort";
import type { Thresholds } from "./thresholds";
import { type ControlChart, shareChart, valueChart } from "./trends/control-chart";
import { type Comparison, favourableOf, type LineChange, lineChange, onScale, type PeriodCounts } from "./trends/line-change";

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
  /** Whether answers with a quality signal count. */
  readonly flagged: FlaggedAnswers;
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
  /** What is ordinary for the share and for the mean; null below twelve points with answers. */
  readonly shareChart: ControlChart | null;
  readonly meanChart: ControlChart | null;
  /** Between the last two whole pieces that are over; null where the period holds no two. */
  readonly change: LineChange | null;
}

/** Two periods to compare, what is known of the people behind them, and their answers by channel as far as they are told. */
export interface LineComparison extends Comparison {
  readonly byChannel: { readonly before: readonly ChannelCounts[]; readonly after: readonly ChannelCounts[] };
}

/** Answers to one question by channel. */
export interface ChannelCounts extends Pick<DatedCounts, "instrumentCode" | "instrumentVersion" | "moment" | "mode" | "collector"> {
  readonly stepCode: string | null;
  readonly cells: readonly { readonly value: string | null; readonly counts: readonly number[] }[];
  /** Answers that are in no cell. */
  readonly leftOut: number;
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
export function satisfactionLines(counts: readonly DatedCounts[], pieces: readonly Period[], thresholds: Thresholds, comparison?: LineComparison): readonly SatisfactionLine[] {
  const asked = counts.filter(({ collector }) => collector === "YUSR");
  if (asked.length === 0) return [];
  return MEASURES.flatMap((measure) =>
    readingsOf(measure).flatMap((reading) => {
      const lines = groupedBy(asked.filter((row) => row.instrumentCode === reading.instrument), (row) => `${row.moment} ${row.mode} ${String(row.instrumentVersion)}`);
      return [...lines.values()].flatMap((rows) => line(reading, rows, pieces, thresholds, comparison)).sort(inOrder);
    }),
  );
}

function line(reading: Reading, rows: readonly DatedCounts[], pieces: readonly Period[], thresholds: Thresholds, comparison: LineComparison | undefined): SatisfactionLine[] {
  const { measure } = reading;
  const [any] = rows;
  if (any === undefined) return [];
  const [{ scaleMin, scaleMax, direction, formula, denominator, collector, favourable, instrument }] = answerScores(measure, told(rows, thresholds), any.moment, thresholds, "NO_DATA");
  const inPiece = groupedBy(rows, (row) => pieces[pieceOf(row.day, pieces)]?.from ?? "");
  const points = pieces.map((piece) => point(measure, any.moment, piece, inPiece.get(piece.from) ?? [], thresholds));
  const whole = { measure, instrument, version: any.instrumentVersion, moment: any.moment, mode: any.mode, scaleMin, scaleMax, direction, formula, denominator, collector, favourable, points };
  const counts = pieces.map(({ from }) => ({ from, counts: total(inPiece.get(from) ?? [], thresholds) }));
  return [{ ...whole, ...charts(reading, counts), change: comparison === undefined ? null : changeOf(reading, any, counts, comparison, thresholds) }];
}

interface Piece {
  readonly from: string;
  /** `counts[score]`, of what may be told. */
  readonly counts: readonly number[];
}

function charts(reading: Reading, pieces: readonly Piece[]): Pick<SatisfactionLine, "shareChart" | "meanChart"> {
  const known = pieces.map(({ from, counts }) => ({ from, ...favourableOf(reading, counts), ...ratingSummary(onScale(reading, counts), reading.min) })).filter(({ n }) => n > 0);
  const means = known.flatMap(({ from, mean }) => (mean === null ? [] : [{ from, value: mean }]));
  return { shareChart: shareChart(known), meanChart: valueChart(means, reading) };
}

function changeOf(reading: Reading, line: DatedCounts, pieces: readonly Piece[], comparison: LineComparison, thresholds: Thresholds): LineChange {
  const { byChannel, ...windows } = comparison;
  const of = (period: Period, told: readonly ChannelCounts[]): PeriodCounts => ({ counts: pieces.find(({ from }) => from === period.from)?.counts ?? [], byChannel: channelsOf(line, told) });
  return lineChange(reading, of(windows.after, byChannel.after), of(windows.before, byChannel.before), windows, thresholds);
}

/** Answers of this line by channel; null where some are in no cell, for then the channels are not the whole. */
function channelsOf(line: DatedCounts, told: readonly ChannelCounts[]): ReadonlyMap<string, readonly number[]> | null {
  const same = (row: ChannelCounts): boolean =>
    row.stepCode === null && row.instrumentCode === line.instrumentCode && row.instrumentVersion === line.instrumentVersion && row.moment === line.moment && row.mode === line.mode && row.collector === line.collector;
  const own = told.filter(same);
  if (own.length === 0 || own.some(({ leftOut }) => leftOut > 0)) return null;
  return new Map(own.flatMap(({ cells }) => cells.map(({ value, counts }) => [value ?? "", counts] as const)));
}

/** Adds up the answers of a piece that may be told. */
function total(rows: readonly DatedCounts[], thresholds: Thresholds): readonly number[] {
  return told(rows, thresholds).reduce<number[]>((sum, { counts }) => Array.from({ length: Math.max(sum.length, counts.length) }, (_, score) => (sum[score] ?? 0) + (counts[score] ?? 0)), []);
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
