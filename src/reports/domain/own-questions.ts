import type { Mode } from "../../surveys/domain/collector";
import { agencyOf } from "../../surveys/domain/instrument";
import type { Moment } from "../../surveys/domain/moment";
import { countEstimate } from "./count-estimate";
import type { Estimate } from "./estimate";
import { meanEstimate } from "./mean-estimate";
import type { ScoreCounts } from "./answer-score";
import type { Thresholds } from "./thresholds";

/** Released numbers that people gave to one version of a question of an agency's own. No other figure reads them. */
export interface OwnQuestion {
  readonly instrument: string;
  readonly version: number;
  readonly moment: Moment;
  readonly mode: Mode;
  /** Never: nobody else asks it. */
  readonly comparable: boolean;
  readonly answers: Estimate;
  /** Mean number as given. */
  readonly mean: Estimate;
}

/** @param told answers of one service at one moment that may be told, without those about steps */
export function ownQuestions(told: readonly ScoreCounts[], moment: Moment, thresholds: Thresholds): readonly OwnQuestion[] {
  const sums = new Map<string, ScoreCounts>();
  for (const row of told.filter(({ instrumentCode }) => agencyOf({ code: instrumentCode }) !== null)) {
    const key = JSON.stringify([row.instrumentCode, row.instrumentVersion, row.mode]);
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? row : { ...sum, counts: row.counts.map((n, score) => n + (sum.counts[score] ?? 0)) });
  }
  return [...sums.values()].flatMap(({ instrumentCode, instrumentVersion, mode, counts }) => {
    const n = counts.reduce((total, count) => total + count, 0);
    if (n === 0) return [];
    return { instrument: instrumentCode, version: instrumentVersion, moment, mode, comparable: false, answers: countEstimate(n), mean: meanEstimate(counts, 0, thresholds) };
  });
}
