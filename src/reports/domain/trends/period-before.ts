import { addDays } from "../../../shared/local-day";
import type { Period } from "../../../shared/period";

const DAY_MS = 86_400_000;

/** The period of the same length that ends where this one begins: as many months before whole months, else as many days. Before the year 1 it is none that exists. */
export function periodBefore({ from, to }: Period): Period {
  if (from.endsWith("-01") && to.endsWith("-01")) return { from: firstOf(2 * monthNumber(from) - monthNumber(to)), to: from };
  return { from: addDays(from, -Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)), to: from };
}

/** Months since the year 0. */
function monthNumber(day: string): number {
  return 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7)) - 1;
}

function firstOf(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;
}
