import { textProblem } from "../../shared/clean-text";
import { Refusal } from "../../shared/refusal";
import type { DeclaredVolume } from "./declared-volume";

const MOST_VOLUMES = 500;
const MOST_TRANSACTIONS = 2_147_483_647;

/**
 * Everything that is wrong with volumes from a register; empty: nothing. Paths start at the list. Codes: `EMPTY_BATCH`,
 * `BATCH_TOO_LONG` (over 500), `YEAR_OUT_OF_RANGE` (1900–2200), `VOLUME_OUT_OF_RANGE` (0 to 2,147,483,647),
 * `VOLUME_REPEATED` (a year and channel twice), `TEXT_EMPTY`, `TEXT_TOO_LONG`, `TEXT_INVALID` (the source).
 */
export function checkVolumes(volumes: readonly DeclaredVolume[]): readonly Refusal[] {
  if (volumes.length === 0) return [new Refusal("EMPTY_BATCH", "Name at least one volume.")];
  if (volumes.length > MOST_VOLUMES) return [new Refusal("BATCH_TOO_LONG", `At most ${String(MOST_VOLUMES)} volumes at a time.`)];
  const seen = new Set<string>();
  return volumes.flatMap(({ year, channel, n, source }, i) => {
    const problems: Refusal[] = [];
    if (!Number.isInteger(year) || year < 1900 || year > 2200) problems.push(new Refusal("YEAR_OUT_OF_RANGE", "A year from 1900 to 2200.", [i, "year"]));
    if (!Number.isInteger(n) || n < 0 || n > MOST_TRANSACTIONS) problems.push(new Refusal("VOLUME_OUT_OF_RANGE", "A whole number of transactions, 0 or more.", [i, "n"]));
    if (seen.has(`${String(year)} ${channel}`)) problems.push(new Refusal("VOLUME_REPEATED", "An earlier volume is of this year and channel.", [i]));
    seen.add(`${String(year)} ${channel}`);
    const problem = textProblem(source, 200);
    if (problem !== undefined) problems.push(new Refusal(problem, "Who counted, in 1–200 characters.", [i, "source"]));
    return problems;
  });
}
