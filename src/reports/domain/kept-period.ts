import type { Period } from "../../shared/period";
import { Refusal } from "../../shared/refusal";
import { isTooFine, keptDaysFrom } from "../../tallies/domain/kept-days";

/** Refuses a period that begins or ends within a month of which only the whole is kept. Code: `PERIOD_TOO_FINE`. */
export function checkKept(period: Period, today: string): Refusal | undefined {
  if (!isTooFine(period, today)) return undefined;
  return new Refusal("PERIOD_TOO_FINE", `Days are counted one by one since ${keptDaysFrom(today)}; before that a period begins and ends with a month.`, ["period"]);
}
