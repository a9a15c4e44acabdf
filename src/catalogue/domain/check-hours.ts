import { Refusal } from "../../shared/refusal";
import { isCode } from "./code";
import type { OpeningHours } from "./weekly-hours";

/** ISO numbers of the working days of the government of Oman: Sunday to Thursday. */
const WORKING_DAYS = [7, 1, 2, 3, 4] as const;

/** The hours of an agency that has not said anything: Sunday to Thursday, 07:30–14:30. */
export const DEFAULT_HOURS: readonly OpeningHours[] = WORKING_DAYS.map((weekday) => ({ weekday, opens: "07:30", closes: "14:30", period: null }));

/** Seven days with three breaks each, ordinarily and in ten named periods. */
const MOST_ENTRIES = 300;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/**
 * Everything that is wrong with a week of opening hours. An empty week is allowed: an agency that is never open has
 * said so. Whether the named periods exist is not asked here. Paths start at the list.
 *
 * Codes: `TOO_MANY_HOURS`, `WEEKDAY_OUT_OF_RANGE`, `INVALID_TIME_OF_DAY`, `EMPTY_HOURS` (closes before it opens),
 * `HOURS_OVERLAP` (with an earlier entry of the same weekday and period).
 */
export function checkHours(hours: readonly OpeningHours[]): readonly Refusal[] {
  if (hours.length > MOST_ENTRIES) return [new Refusal("TOO_MANY_HOURS", `A calendar has at most ${String(MOST_ENTRIES)} entries.`)];
  return hours.flatMap((entry, i) => {
    const problem = entryProblem(entry) ?? overlap(entry, hours.slice(0, i));
    return problem === undefined ? [] : [problem.under(i)];
  });
}

/** Codes of the named periods in it that may be looked for: what is no code is nobody's. */
export function periodsNamed(hours: readonly OpeningHours[]): readonly string[] {
  return hours.flatMap(({ period }) => (period !== null && isCode(period) ? [period] : []));
}

/** Refuses hours of periods that nobody defined, with `PERIOD_UNKNOWN`. Paths start at the list. */
export function checkPeriodsKnown(hours: readonly OpeningHours[], known: ReadonlySet<string>): readonly Refusal[] {
  return hours.flatMap(({ period }, i) => (period === null || known.has(period) ? [] : [new Refusal("PERIOD_UNKNOWN", "No named period has this code; define it first.", [i, "period"])]));
}

function entryProblem({ weekday, opens, closes }: OpeningHours): Refusal | undefined {
  if (!Number.isInteger(weekday) || weekday < 1 || weekday > 7) return new Refusal("WEEKDAY_OUT_OF_RANGE", "Monday is 1, Sunday is 7.", ["weekday"]);
  if (!TIME.test(opens)) return new Refusal("INVALID_TIME_OF_DAY", "Write the time as HH:MM, from 00:00 to 23:59.", ["opens"]);
  if (!TIME.test(closes) && closes !== "24:00") return new Refusal("INVALID_TIME_OF_DAY", "Write the time as HH:MM; midnight at the end of the day is 24:00.", ["closes"]);
  return opens < closes ? undefined : new Refusal("EMPTY_HOURS", "`closes` must be later than `opens`, on the same day.", ["closes"]);
}

function overlap(entry: OpeningHours, earlier: readonly OpeningHours[]): Refusal | undefined {
  const clashes = earlier.some((other) => other.weekday === entry.weekday && other.period === entry.period && other.opens < entry.closes && entry.opens < other.closes);
  return clashes ? new Refusal("HOURS_OVERLAP", "An earlier entry of this weekday covers part of these hours.", ["opens"]) : undefined;
}
