import { textProblem } from "../../shared/clean-text";
import { Refusal } from "../../shared/refusal";

/** Checks a service's number in the national register: any text of at most 64 characters; null is none. */
export function checkNationalCode(nationalCode: string | null, path: readonly (string | number)[]): Refusal | undefined {
  const problem = nationalCode === null ? undefined : textProblem(nationalCode, 64);
  return problem === undefined ? undefined : new Refusal(problem, "A national code is a text of 1–64 characters.", path);
}
