import { type Question, questionKey, type WaitingAnswer } from "./waiting-answer";

/** Answers to one question that are released together: as many as the smallest cell that may be shown. */
export interface ReleaseBatch<A extends WaitingAnswer = WaitingAnswer> {
  readonly question: Question;
  /** The (lower) median of the days on which they were given: where the whole batch counts. */
  readonly day: string;
  readonly answers: readonly A[];
}

/**
 * Cuts waiting answers into batches of exactly `size`, question by question, in order of day; what does not fill a batch
 * waits on. So every figure ever shown is a sum of whole batches, and so is every difference of two figures: nobody
 * reads one person's rating by asking before and after.
 *
 * @param answers of one service; answers of the same day are taken in the order given
 */
export function releaseBatches<A extends WaitingAnswer>(answers: readonly A[], size: number): readonly ReleaseBatch<A>[] {
  const byQuestion = new Map<string, A[]>();
  for (const answer of answers) {
    const key = `${String(answer.choice === null)} ${questionKey(answer)}`;
    const known = byQuestion.get(key);
    if (known === undefined) byQuestion.set(key, [answer]);
    else known.push(answer);
  }
  return [...byQuestion.values()].flatMap((same) => {
    const inOrder = same.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    return Array.from({ length: Math.floor(inOrder.length / size) }, (_, i) => batch(inOrder.slice(i * size, (i + 1) * size)));
  });
}

function batch<A extends WaitingAnswer>(answers: readonly A[]): ReleaseBatch<A> {
  const middle = answers[Math.floor((answers.length - 1) / 2)];
  if (middle === undefined) throw new RangeError("a batch holds at least one answer");
  const { serviceId, procedureId, instrumentCode, instrumentVersion, moment, mode, collector, flagged, stepCode } = middle;
  return { question: { serviceId, procedureId, instrumentCode, instrumentVersion, moment, mode, collector, flagged, stepCode }, day: middle.day, answers };
}
