import { Refusal } from "../../shared/refusal";
import { HARDEST_STEP, type Instrument, isAboutStep, scaleRange } from "./instrument";
import { conditionsOf, type ShowIf } from "./show-if";

/** By question, the answers that somebody must have given to be shown another; a question that is not named: any. */
export type Needs = ReadonlyMap<string, ReadonlySet<string>>;

/** A question that is asked before. */
export interface Earlier {
  readonly instrument: Instrument;
  /** What must have been answered for it to be shown. */
  readonly needs: Needs;
}

/** Questions about parts of the way: single steps, or which of them was the hardest. */
export function isPart(instrument: Pick<Instrument, "code">): boolean {
  return isAboutStep(instrument) || instrument.code === HARDEST_STEP;
}

/**
 * Refuses conditions that name what is not there, or can never hold. Codes: `SHOW_IF_UNKNOWN_QUESTION` (not asked before,
 * or about a part), `SHOW_IF_UNKNOWN_ANSWER` (an answer the question does not offer, or none), `DEAD_BRANCH` (conditions
 * that contradict each other, directly or through what the questions they name depend on).
 *
 * @param before the questions asked before, by code
 */
export function conditionsProblem(showIf: ShowIf | null, before: ReadonlyMap<string, Earlier>): Refusal | undefined {
  for (const [i, { instrument, anyOf }] of conditionsOf(showIf).entries()) {
    const at = (...path: readonly (string | number)[]): readonly (string | number)[] => ["showIf", ...(i === 0 ? [] : ["and", i - 1]), ...path];
    const asked = before.get(instrument)?.instrument;
    if (asked === undefined || isPart(asked)) return new Refusal("SHOW_IF_UNKNOWN_QUESTION", "This is no question about the whole that is asked before.", at("instrument"));
    const known = asked.points.map(({ value }) => String(value));
    const unknown = anyOf.findIndex((value) => !known.includes(value));
    if (unknown === -1 && anyOf.length > 0) continue;
    const range = scaleRange(asked);
    const allowed = range === undefined ? known.join(", ") : `${String(range.minimum)} to ${String(range.maximum)}`;
    return new Refusal("SHOW_IF_UNKNOWN_ANSWER", `Answers to ${asked.code} are ${allowed}.`, at("anyOf", ...(unknown === -1 ? [] : [unknown])));
  }
  const [never] = [...needsOf(showIf, before)].find(([, answers]) => answers.size === 0) ?? [];
  return never === undefined ? undefined : new Refusal("DEAD_BRANCH", `Nobody would ever be shown this: no answer to ${never} fits all its conditions and those of the questions they name.`, ["showIf"]);
}

/**
 * What must have been answered for conditions to hold: an exact account, because each question is answered for itself. Of
 * several choices at once any may be among them, so conditions on them never contradict each other.
 */
export function needsOf(showIf: ShowIf | null, before: ReadonlyMap<string, Earlier>): Needs {
  const needs = new Map<string, ReadonlySet<string>>();
  const narrow = (code: string, answers: ReadonlySet<string>): void => {
    const known = needs.get(code);
    needs.set(code, known === undefined ? answers : new Set([...known].filter((answer) => answers.has(answer))));
  };
  for (const { instrument: code, anyOf } of conditionsOf(showIf)) {
    const asked = before.get(code);
    for (const [earlier, answers] of asked?.needs ?? []) narrow(earlier, answers);
    if (asked?.instrument.kind !== "MULTIPLE") narrow(code, new Set(anyOf));
  }
  return needs;
}
