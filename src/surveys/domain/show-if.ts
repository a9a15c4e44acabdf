/** That an earlier question about the whole was answered so. */
export interface Condition {
  /** Code of the earlier question's instrument. */
  readonly instrument: string;
  /** Choices, or numbers written as text; of several choices at once, one is enough. */
  readonly anyOf: readonly string[];
}

/** Puts a question or a comment only to those to whom every condition applies. */
export interface ShowIf extends Condition {
  /** What must hold as well. */
  readonly and?: readonly Condition[];
}

/** A question as far as it matters to what depends on it. */
export interface Conditional {
  readonly instrument: { readonly code: string };
  readonly showIf: ShowIf | null;
}

/** An answer as far as conditions ask about it. */
export interface Said {
  readonly instrument: string;
  readonly score: number | null;
  readonly choice: string | null;
  readonly choices: readonly string[] | null;
}

/** Everything that must hold, in one list. */
export function conditionsOf(showIf: ShowIf | null): readonly Condition[] {
  return showIf === null ? [] : [showIf, ...(showIf.and ?? [])];
}

/**
 * Whether a question or comment is put to somebody who answered so far. What was said to a question that is itself not
 * put counts for nothing: who goes back and changes an answer takes with it all that hung on it.
 *
 * @param answers those given so far; whatever is said to other questions is ignored
 * @param questions those of the same form; a question that is not among them was not put
 */
export function isShown({ showIf }: Pick<Conditional, "showIf">, answers: readonly Said[], questions: readonly Conditional[]): boolean {
  return conditionsOf(showIf).every(({ instrument, anyOf }) => {
    const asked = questions.find((question) => question.instrument.code === instrument);
    return asked !== undefined && isShown(asked, answers, questions) && answers.some((answer) => answer.instrument === instrument && valuesOf(answer).some((value) => anyOf.includes(value)));
  });
}

/** The same for somebody who has not answered everything yet: whether nothing they said has decided against it. */
export function mayBeShown({ showIf }: Pick<Conditional, "showIf">, answers: readonly Said[], questions: readonly Conditional[]): boolean {
  return conditionsOf(showIf).every(({ instrument, anyOf }) => {
    const asked = questions.find((question) => question.instrument.code === instrument);
    if (asked === undefined || !mayBeShown(asked, answers, questions)) return false;
    const said = answers.filter((answer) => answer.instrument === instrument);
    return said.length === 0 || said.some((answer) => valuesOf(answer).some((value) => anyOf.includes(value)));
  });
}

function valuesOf({ score, choice, choices }: Said): readonly string[] {
  return [...(score === null ? [] : [String(score)]), ...(choice === null ? [] : [choice]), ...(choices ?? [])];
}
