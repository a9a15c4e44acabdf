import type { Period } from "../../shared/period";
import { Refusal } from "../../shared/refusal";
import { isTooFine, keptDaysFrom } from "../../tallies/domain/kept-days";

/** Refuses a period that begins or ends within a month of which only the whole is kept. Code: `PERIOD_TOO_FINE`. */
export function checkKept(period: Period, today: string): Refusal | undefined {
  if (!isTooFine(period, today)) return undefined;
  return new Refusal("PERIOD_TOO_FINE", `Days are counted one by one since ${keptDaysFrom(today)}; before that a period begins and ends with a month.`, ["period"]);
}

/** Refuses a period of which a day is no longer kept by itself. Code: `PERIOD_TOO_FINE`. */
export function checkKeptDays({ from }: Period, today: string): Refusal | undefined {
  const first = keptDaysFrom(today);
  return from >= first ? undefined : new Refusal("PERIOD_TOO_FINE", `Days are counted one by one since ${first}; before that ask for months.`, ["period", "from"]);
}
