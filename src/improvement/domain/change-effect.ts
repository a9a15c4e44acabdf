import type { Period } from "../../shared/period";
import { shareDifference } from "../../reports/domain/difference-estimate";
import type { Interval } from "../../reports/domain/interval";
import { readingOf } from "../../reports/domain/measure";
import type { ServiceName } from "../../reports/domain/service-effort";
import type { Thresholds } from "../../reports/domain/thresholds";
import { changeVerdict } from "../../reports/domain/trends/change-verdict";
import type { Collector, Mode } from "../../surveys/domain/collector";
import type { Moment } from "../../surveys/domain/moment";
import { answersEffect } from "./answers-effect";
import type { EffectFigure, EffectMeasure, EffectRefusal } from "./effect-figure";
import type { ServiceChange } from "./service-change";

/** What came of a change. */
export interface ChangeEffect {
  readonly change: ServiceChange;
  readonly interval: Interval;
  /** From the first whole piece before to the last; the piece in which the change came is left out. */
  readonly before: Period;
  readonly after: Period;
  readonly piecesBefore: number;
  readonly piecesAfter: number;
  /** The service it was compared with; null: none. */
  readonly comparison: ServiceName | null;
  readonly thresholds: Thresholds;
  readonly figures: readonly EffectFigure[];
}

/** Released answers that count on one day, to one instrument. */
export interface DatedAnswers {
  readonly instrumentCode: string;
  readonly instrumentVersion: number;
  readonly moment: Moment;
  readonly mode: Mode;
  readonly collector: Collector;
  readonly day: string;
  readonly counts: readonly number[];
}

/** Counts of a step in a period, as the log has them. */
export interface StepCounts {
  readonly reached: number;
  readonly withError: number;
  readonly errorKnown: number;
  readonly withHelp: number;
  readonly helpKnown: number;
  readonly returnedForCompletion: number;
}

const MEASURES: readonly string[] = ["CES", "CSAT", "STEP_EASE"] satisfies EffectMeasure[];

/**
 * One figure for each way in which people were asked: answers that Yusr collected after the outcome. Pieces without an
 * answer are left out by themselves; a wording that came or went with the change has no figure on one side and says so.
 */
export function answerFigures(
  answers: readonly DatedAnswers[],
  compared: readonly DatedAnswers[] | EffectRefusal,
  pieces: { readonly before: readonly Period[]; readonly after: readonly Period[] },
  thresholds: Thresholds,
): readonly EffectFigure[] {
  const all = [...pieces.before, ...pieces.after];
  const lines = new Map<string, DatedAnswers>();
  for (const row of answers) if (row.moment === "AFTER_OUTCOME" && row.collector === "YUSR") lines.set(lineOf(row), row);
  return [...lines].toSorted(([a], [b]) => a.localeCompare(b)).flatMap(([line, { instrumentCode, instrumentVersion, mode }]) => {
    const reading = readingOf(instrumentCode);
    if (reading === undefined || !MEASURES.includes(reading.measure)) return [];
    const cut = (rows: readonly DatedAnswers[]) => all.map(({ from, to }) => added(rows.filter((row) => lineOf(row) === line && row.day >= from && row.day < to)));
    const found = answersEffect({ reading, before: pieces.before.length, treated: cut(answers), control: typeof compared === "string" ? compared : cut(compared) }, thresholds);
    return [{ measure: reading.measure as EffectMeasure, instrument: instrumentCode, version: instrumentVersion, mode, ...found }];
  });
}

/** What the log says of a step before and after: differences between periods and no more, for the log is not read as a series. */
export function logFigures(before: StepCounts, after: StepCounts, thresholds: Thresholds): readonly EffectFigure[] {
  const figure = (measure: EffectMeasure, x: (counts: StepCounts) => number, n: (counts: StepCounts) => number): EffectFigure => {
    const effect = shareDifference({ x: x(after), n: n(after) }, { x: x(before), n: n(before) }, "LOG", thresholds, "NOT_MEASURED");
    const refused = [{ label: "ESTIMATED_EFFECT", code: "NOT_AS_A_SERIES" }, { label: "CHANGE_AFTER_DATE", code: "NOT_AS_A_SERIES" }] as const;
    return { measure, instrument: null, version: null, mode: null, label: "DIFFERENCE_BETWEEN_PERIODS", effect, verdict: changeVerdict(effect, -1, [], thresholds), refused, placebo: null };
  };
  return [
    figure("ERRORS", ({ withError }) => withError, ({ errorKnown }) => errorKnown),
    figure("HELP", ({ withHelp }) => withHelp, ({ helpKnown }) => helpKnown),
    figure("RETURNED", ({ returnedForCompletion }) => returnedForCompletion, ({ reached }) => reached),
  ];
}

function lineOf({ instrumentCode, instrumentVersion, moment, mode, collector }: DatedAnswers): string {
  return `${instrumentCode} ${String(instrumentVersion)} ${moment} ${mode} ${collector}`;
}

function added(rows: readonly DatedAnswers[]): readonly number[] {
  return rows.reduce<number[]>((sum, { counts }) => Array.from({ length: Math.max(sum.length, counts.length) }, (_, score) => (sum[score] ?? 0) + (counts[score] ?? 0)), []);
}
