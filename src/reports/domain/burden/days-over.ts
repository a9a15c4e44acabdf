import { addDays } from "../../../shared/local-day";
import type { Period } from "../../../shared/period";

const DAY_MS = 86_400_000;

/** How many days of a period are over, or have begun: what counts of it are shared by. At least one. */
export function daysOver({ from, to }: Period, today: string): number {
  const tomorrow = addDays(today, 1);
  const end = to < tomorrow ? to : tomorrow;
  return Math.max(1, Math.round((Date.parse(end) - Date.parse(from)) / DAY_MS));
}
