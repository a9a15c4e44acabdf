/** One answer as it came in, unchecked. Exactly one of score, choice, skipped and notApplicable says something. */
export interface GivenAnswer {
  readonly instrument: string;
  /** Code of the step: for a question about a step, and beside the choice `STEP`. */
  readonly step: string | null;
  readonly score: number | null;
  readonly choice: string | null;
  readonly skipped: boolean;
  readonly notApplicable: boolean;
}

/** What a person filled in so far. */
export interface Draft {
  readonly answers: readonly GivenAnswer[];
  /** Redacted, as everything that is stored. */
  readonly comment: string | null;
  readonly language: string;
}

/**
 * The same text for the same content, whatever the order of the answers: what a repeat is told from a second answer by.
 */
export function canonicalContent(content: { readonly answers: readonly GivenAnswer[]; readonly comment: string | null; readonly language: string }): string {
  const answers = content.answers.map(({ instrument, step, score, choice, skipped, notApplicable }) => JSON.stringify([instrument, step, score, choice, skipped, notApplicable])).sort();
  return JSON.stringify([content.language, content.comment, answers]);
}
