import type { Said } from "./show-if";

/**
 * Whether somebody who answered so is asked for leave to contact them: who found it difficult (ease is 1 or 2) or could not
 * do all they came for. Everybody else is not bothered, and a leave that nobody asked for is none.
 */
export function mayBeContacted(answers: readonly Said[]): boolean {
  return answers.some(({ instrument, score, choice }) => (instrument === "CES5_EASE" && score !== null && score <= 2) || (instrument === "COMPLETED" && choice !== null && choice !== "YES"));
}

/** Whether that may still come to be, for somebody who has not answered everything they are asked. */
export function mayYetBeContacted(answers: readonly Said[], questions: readonly { readonly instrument: { readonly code: string } }[]): boolean {
  return mayBeContacted(answers) || questions.some(({ instrument: { code } }) => (code === "CES5_EASE" || code === "COMPLETED") && !answers.some(({ instrument }) => instrument === code));
}
