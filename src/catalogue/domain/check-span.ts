import { isDay } from "../../shared/local-day";
import { Refusal } from "../../shared/refusal";
import type { Dated } from "./dated";

/** Refuses days that do not exist (`INVALID_DAY`) and an end that is not after the start (`EMPTY_PERIOD`). */
export function checkSpan({ from, to }: Dated): Refusal | undefined {
  if (!isDay(from)) return new Refusal("INVALID_DAY", "A day is written YYYY-MM-DD and exists.", ["from"]);
  if (to === null) return undefined;
  if (!isDay(to)) return new Refusal("INVALID_DAY", "A day is written YYYY-MM-DD and exists.", ["to"]);
  return from < to ? undefined : new Refusal("EMPTY_PERIOD", "`to` is the first day after the period, so it must be later than `from`.", ["to"]);
}
