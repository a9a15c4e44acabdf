import { isDay } from "./local-day";
import { Refusal } from "./refusal";

/** Local days from `from` up to, but without, `to`: neighbours neither overlap nor leave a gap. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Refuses a period that is empty, runs backwards or names days that do not exist. Codes: `INVALID_DAY`, `EMPTY_PERIOD`. */
export function checkPeriod(period: Period): Refusal | undefined {
  for (const end of ["from", "to"] as const) {
    if (!isDay(period[end])) return new Refusal("INVALID_DAY", `${end} must be an existing day written YYYY-MM-DD.`, [end]);
  }
  if (period.from >= period.to) return new Refusal("EMPTY_PERIOD", "`to` is the first day after the period, so it must be later than `from`.", ["to"]);
  return undefined;
}
