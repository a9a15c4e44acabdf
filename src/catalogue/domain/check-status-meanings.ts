import { textProblem } from "../../shared/clean-text";
import { Refusal } from "../../shared/refusal";

/** What a mapping says about one status, as far as its soundness goes. */
export interface StatusMapping {
  readonly status: string;
  readonly stepCode: string | null;
  readonly outcome: string | null;
}

const MOST_STATUSES = 500;
const LONGEST_STATUS = 200;
const MESSAGES = {
  TEXT_EMPTY: "A status is written as the portal writes it; this one is blank.",
  TEXT_TOO_LONG: `A status has at most ${String(LONGEST_STATUS)} characters.`,
  TEXT_INVALID: "This status holds characters that cannot be stored.",
} as const;

/**
 * Everything that is wrong with a mapping of statuses onto a service's steps; `steps` are the codes of all its versions,
 * because a code means the same in each. Paths start at the list.
 *
 * Codes: `EMPTY_BATCH`, `TOO_MANY_STATUSES`, `TEXT_EMPTY`, `TEXT_TOO_LONG`, `TEXT_INVALID`, `STATUS_REPEATED`,
 * `STEP_UNKNOWN`, `STATUS_WITHOUT_MEANING` (neither a step nor an outcome).
 */
export function checkStatusMeanings(statuses: readonly StatusMapping[], steps: ReadonlySet<string>): readonly Refusal[] {
  if (statuses.length === 0) return [new Refusal("EMPTY_BATCH", "Name at least one status.")];
  if (statuses.length > MOST_STATUSES) return [new Refusal("TOO_MANY_STATUSES", `A service has at most ${String(MOST_STATUSES)} statuses.`)];
  const seen = new Set<string>();
  return statuses.flatMap(({ status, stepCode, outcome }, i) => {
    const problems: Refusal[] = [];
    const problem = textProblem(status, LONGEST_STATUS);
    if (problem !== undefined) problems.push(new Refusal(problem, MESSAGES[problem], [i, "status"]));
    if (seen.has(status)) problems.push(new Refusal("STATUS_REPEATED", "An earlier entry says what this status means.", [i, "status"]));
    seen.add(status);
    if (stepCode !== null && !steps.has(stepCode)) problems.push(new Refusal("STEP_UNKNOWN", "No version of the service's procedure has such a step.", [i, "step"]));
    if (stepCode === null && outcome === null) problems.push(new Refusal("STATUS_WITHOUT_MEANING", "A status enters or leaves a step, ends the transaction, or both.", [i]));
    return problems;
  });
}
