import { checkPeriod, type Period } from "../../shared/period";
import { Refusal } from "../../shared/refusal";
import type { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import { type Interval, MOST_POINTS, pieces } from "./interval";
import { checkKept, checkKeptDays } from "./kept-period";

/** Which line over time. */
export interface SeriesCut {
  readonly period: Period;
  readonly interval: Interval;
}

/** Which line over time of what people say. */
export interface AnswerSeriesCut extends SeriesCut {
  /** Absent: answers with a quality signal count. */
  readonly flagged?: FlaggedAnswers;
}

/** The pieces of a line, or why there is none: `INVALID_DAY`, `EMPTY_PERIOD`, `PERIOD_TOO_FINE`, `TOO_MANY_POINTS`. */
export function checkSeries({ period, interval }: SeriesCut, today: string): readonly Period[] | Refusal {
  const wrong = checkPeriod(period)?.under("period") ?? (interval === "MONTH" ? checkKept(period, today) : checkKeptDays(period, today));
  if (wrong !== undefined) return wrong;
  return pieces(period, interval, MOST_POINTS) ?? new Refusal("TOO_MANY_POINTS", `A line has at most ${String(MOST_POINTS)} points: ask for a shorter period or a longer interval.`, ["period"]);
}
