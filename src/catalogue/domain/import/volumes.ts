import { textProblem } from "../../../shared/clean-text";
import { Refusal } from "../../../shared/refusal";
import type { VolumeEntry } from "./catalogue-document";

/** Refuses a volume that no register could have counted: `YEAR_OUT_OF_RANGE`, `VOLUME_OUT_OF_RANGE`, and the text codes for its source. */
export function checkVolume({ year, n, source }: VolumeEntry): Refusal | undefined {
  if (!Number.isInteger(year) || year < 1900 || year > 2200) return new Refusal("YEAR_OUT_OF_RANGE", "A year is a whole number from 1900 to 2200: the one in which the register's year begins.", ["year"]);
  if (!Number.isInteger(n) || n < 0 || n > 2_147_483_647) return new Refusal("VOLUME_OUT_OF_RANGE", "A volume is a whole number from 0 to 2,147,483,647.", ["n"]);
  const problem = textProblem(source, 200);
  return problem === undefined ? undefined : new Refusal(problem, "A source is a text of 1–200 characters.", ["source"]);
}
