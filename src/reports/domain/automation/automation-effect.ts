import type { Automation } from "../../../catalogue/domain/automation";
import type { StepKind } from "../../../catalogue/domain/step-kind";
import type { Period } from "../../../shared/period";
import type { Texts } from "../../../shared/texts";
import { ratingSummary } from "../../../statistics/rating-summary";
import type { Mode } from "../../../surveys/domain/collector";
import type { Moment } from "../../../surveys/domain/moment";
import type { FlaggedAnswers } from "../../../tallies/domain/flagged-answers";
import { absentEstimate } from "../absent-estimate";
import { type AnswerScore, answerScores, type ScoreCounts, withoutHidden } from "../answer-score";
import { countEstimate } from "../count-estimate";
import { meanDifference, type Moments, shareDifference } from "../difference-estimate";
import type { Durations } from "../duration-figures";
import type { Estimate } from "../estimate";
import { meanTimeEstimate, timeMoments } from "../mean-time-estimate";
import type { ScoreReading } from "../rank-steps";
import type { ServiceName } from "../service-effort";
import { shareEstimate } from "../share-estimate";
import type { Thresholds } from "../thresholds";
import type { ChangedStep, Run } from "./automation-runs";
import type { AutomationOfKind } from "./automation-of-kinds";

/** Whether automation made steps easier. */
export interface AutomationEffect {
  readonly period: Period;
  readonly moment: Moment;
  /** Whether answers with a quality signal count. */
  readonly flagged: FlaggedAnswers;
  readonly thresholds: Thresholds;
  /** The first of `changeCount`, those that most transactions passed on both sides first. */
  readonly changes: readonly AutomationChange[];
  readonly changeCount: number;
  /** Steps of one kind by how they are automated. */
  readonly kinds: readonly AutomationOfKind[];
  /** What the answers share by which the ease of kinds is told; null: nobody answered. */
  readonly reading: (ScoreReading & { readonly moment: Moment }) | null;
}

/** What a comparison of two times can bear: nothing else was held fast between them. */
export const ChangeLabel = { DIFFERENCE_BETWEEN_PERIODS: "DIFFERENCE_BETWEEN_PERIODS" } as const;
export type ChangeLabel = keyof typeof ChangeLabel;

/** A step before and after its automation changed from one version of the procedure to the next. */
export interface AutomationChange {
  readonly service: ServiceName;
  readonly step: string;
  readonly names: Texts;
  readonly kind: StepKind;
  readonly from: Automation;
  readonly to: Automation;
  /** The last version before the change, and the first after it. */
  readonly fromVersion: number;
  readonly toVersion: number;
  readonly label: ChangeLabel;
  /** Transactions that reached it. */
  readonly reachedBefore: Estimate;
  readonly reachedAfter: Estimate;
  /** Mean ease, one for each instrument version and mode that answers are of; never of two together. */
  readonly ease: readonly EaseCompared[];
  /** Mean days until it began. */
  readonly waiting: Compared;
  /** Mean seconds from entering to leaving it. */
  readonly timeInStep: Compared;
  /** Share returned to it for completion. */
  readonly returned: Compared;
}

export interface Compared {
  readonly before: Estimate;
  readonly after: Estimate;
  /** After less before. */
  readonly difference: Estimate;
}

export interface EaseCompared extends Compared {
  readonly instrument: string;
  readonly version: number;
  readonly mode: Mode;
}

/** What is counted of a step in one version. */
export interface VersionCounts {
  readonly returns: readonly (OfVersion & { readonly x: number; readonly n: number })[];
  readonly durations: readonly (OfVersion & Durations & { readonly kind: "SERVICE" | "WAITING" | "WHOLE" })[];
  /** Released ratings that Yusr collected at the moment asked about. */
  readonly answers: readonly (OfVersion & ScoreCounts)[];
}

interface OfVersion {
  readonly stepCode: string | null;
  readonly procedureId?: string;
}

const DAY = 86_400;

/** One change, from the counts of its service. */
export function automationChange(change: ChangedStep, about: { readonly service: ServiceName; readonly names: Texts }, counts: VersionCounts, moment: Moment, thresholds: Thresholds): AutomationChange {
  const [before, after] = [sideOf(change, change.before, counts), sideOf(change, change.after, counts)];
  return {
    ...about,
    step: change.stepCode,
    kind: change.kind,
    from: change.before.automation,
    to: change.after.automation,
    fromVersion: change.before.lastVersion,
    toVersion: change.after.firstVersion,
    label: "DIFFERENCE_BETWEEN_PERIODS",
    reachedBefore: countEstimate(before.returned.n),
    reachedAfter: countEstimate(after.returned.n),
    ease: ease(before.answers, after.answers, moment, thresholds),
    waiting: times("DAYS", timeMoments(before.waiting, DAY), timeMoments(after.waiting, DAY), thresholds),
    timeInStep: times("SECONDS", timeMoments(before.inside), timeMoments(after.inside), thresholds),
    returned: {
      before: shareEstimate(before.returned.x, before.returned.n, "LOG", thresholds),
      after: shareEstimate(after.returned.x, after.returned.n, "LOG", thresholds),
      difference: shareDifference(after.returned, before.returned, "LOG", thresholds),
    },
  };
}

function sideOf({ stepCode }: ChangedStep, run: Run, counts: VersionCounts) {
  const own = <R extends OfVersion>(rows: readonly R[]): readonly R[] => rows.filter((row) => row.stepCode === stepCode && run.procedureIds.has(row.procedureId ?? ""));
  const returns = own(counts.returns);
  return {
    returned: { x: returns.reduce((sum, { x }) => sum + x, 0), n: returns.reduce((sum, { n }) => sum + n, 0) },
    waiting: own(counts.durations).filter(({ kind }) => kind === "WAITING"),
    inside: own(counts.durations).filter(({ kind }) => kind === "SERVICE"),
    answers: own(counts.answers),
  };
}

function times(unit: "DAYS" | "SECONDS", before: Moments | null, after: Moments | null, thresholds: Thresholds): Compared {
  return { before: meanTimeEstimate(unit, before, thresholds), after: meanTimeEstimate(unit, after, thresholds), difference: meanDifference(unit, after, before, "LOG", thresholds) };
}

/** Only answers to the same instrument, version and mode are compared; where one side has none, there is no difference. */
function ease(before: readonly ScoreCounts[], after: readonly ScoreCounts[], moment: Moment, thresholds: Thresholds): readonly EaseCompared[] {
  const told = (rows: readonly ScoreCounts[]): readonly ScoreCounts[] => rows.map((row) => withoutHidden(row, thresholds));
  const scores = (rows: readonly ScoreCounts[]): readonly AnswerScore[] => answerScores("STEP_EASE", told(rows), moment, thresholds, "NO_DATA");
  const sides = { before: scores(before), after: scores(after) };
  const readings = new Map([...sides.after, ...sides.before].map((score) => [readingOf(score), score]));
  return [...readings].flatMap(([key, { instrument, version, mode, scaleMin }]) => {
    if (version === null || mode === null) return [];
    const mean = (side: readonly AnswerScore[]): Estimate => side.find((score) => readingOf(score) === key)?.mean ?? absentEstimate("SCORE", "T", "NO_DATA");
    const moments = (rows: readonly ScoreCounts[]): Moments | null => ratingMoments(told(rows).filter((row) => row.instrumentCode === instrument && row.instrumentVersion === version && row.mode === mode), scaleMin);
    return { instrument, version, mode, before: mean(sides.before), after: mean(sides.after), difference: meanDifference("SCORE", moments(after), moments(before), "ANSWERS", thresholds) };
  });
}

function readingOf({ instrument, version, mode }: AnswerScore): string {
  return `${instrument} ${String(version)} ${String(mode)}`;
}

function ratingMoments(rows: readonly ScoreCounts[], min: number): Moments | null {
  const counts = Array.from({ length: 11 - min }, (_, i) => rows.reduce((sum, row) => sum + (row.counts[min + i] ?? 0), 0));
  const { n, mean, sd } = ratingSummary(counts, min);
  return mean === null || sd === null ? null : { n, mean, sd };
}
