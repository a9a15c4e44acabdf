/** One answer as it came in, unchecked. Exactly one of score, choice, choices, skipped and notApplicable says something. */
export interface GivenAnswer {
  readonly instrument: string;
  /** Code of the step: for a question about a step, and beside the choice `STEP`. */
  readonly step: string | null;
  readonly score: number | null;
  readonly choice: string | null;
  /** Of a multiple choice: the options chosen. */
  readonly choices: readonly string[] | null;
  readonly skipped: boolean;
  readonly notApplicable: boolean;
}

/** A comment as it came in. */
export interface GivenComment {
  /** Key of the text that asked for it; {@link LAST_COMMENT}: the one at the end, whatever it asks. */
  readonly question: string;
  readonly text: string;
}

/** In the place of a key: the comment at the end of the survey. */
export const LAST_COMMENT = "";

/** What a person filled in so far. */
export interface Draft {
  readonly answers: readonly GivenAnswer[];
  /** Redacted, as everything that is stored. */
  readonly comments: readonly GivenComment[];
  readonly language: string;
  /** Whether the agency may contact the person about it; absent: they did not say. */
  readonly contact?: boolean;
}

/**
 * The same text for the same content, whatever the order of the answers: what a repeat is told from a second answer by.
 * Content without several choices and without further comments reads as it did before there were any, so that a repeat
 * of what was sent then is still one.
 */
export function canonicalContent({ answers, comments, language, contact }: Draft): string {
  const said = answers.map(({ instrument, step, score, choice, choices, skipped, notApplicable }) =>
    JSON.stringify([instrument, step, score, choice, skipped, notApplicable, ...(choices === null ? [] : [[...choices].sort()])]),
  );
  const last = comments.find(({ question }) => question === LAST_COMMENT)?.text ?? null;
  const others = comments.filter(({ question }) => question !== LAST_COMMENT).map(({ question, text }) => JSON.stringify([question, text]));
  return JSON.stringify([language, last, said.sort(), ...(others.length === 0 ? [] : [others.sort()]), ...(contact === undefined ? [] : [{ contact }])]);
}
