import type { Question, WaitingAnswer } from "./waiting-answer";

/** Answers to one question that are released together: as many as the smallest cell that may be shown. */
export interface ReleaseBatch {
  readonly question: Question;
  /** The (lower) median of the days on which they were given: where the whole batch counts. */
  readonly day: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly answers: readonly WaitingAnswer[];
}

/**
 * Cuts waiting answers into batches of exactly `size`, question by question, in order of day; what does not fill a batch
 * waits on. So every figure ever shown is a sum of whole batches, and so is every difference of two figures: nobody
 * reads one person's rating by asking before and after.
 *
 * @param answers of one service; answers of the same day are taken in the order given
 */
export function releaseBatches(answers: readonly WaitingAnswer[], size: number): readonly ReleaseBatch[] {
  const byQuestion = new Map<string, WaitingAnswer[]>();
  for (const answer of answers) {
    const { instrumentCode, instrumentVersion, moment, mode, collector, stepCode, choice } = answer;
    const key = JSON.stringify([instrumentCode, instrumentVersion, moment, mode, collector, stepCode, choice === null]);
    const known = byQuestion.get(key);
    if (known === undefined) byQuestion.set(key, [answer]);
    else known.push(answer);
  }
  return [...byQuestion.values()].flatMap((same) => {
    const inOrder = same.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    return Array.from({ length: Math.floor(inOrder.length / size) }, (_, i) => batch(inOrder.slice(i * size, (i + 1) * size)));
  });
}

function batch(answers: readonly WaitingAnswer[]): ReleaseBatch {
  const first = answers[0];
  const middle = answers[Math.floor((answers.length - 1) / 2)];
  const last = answers.at(-1);
  if (first === undefined || middle === undefined || last === undefined) throw new RangeError("a batch holds at least one answer");
  const { serviceId, instrumentCode, instrumentVersion, moment, mode, collector, stepCode } = first;
  return {
    question: { serviceId, instrumentCode, instrumentVersion, moment, mode, collector, stepCode },
    day: middle.day,
    firstDay: first.day,
    lastDay: last.day,
    answers,
  };
}

/** Summed weights of some answers, and their summed squares, both in millionths. */
export interface Weighed {
  readonly n: number;
  readonly weight: number;
  readonly weightSquares: number;
}

/** How many answers, and their weights (one over the probability of having been asked, in millionths), added up. */
export function weigh(answers: readonly WaitingAnswer[]): Weighed {
  return {
    n: answers.length,
    weight: answers.reduce((sum, answer) => sum + answer.weight, 0),
    weightSquares: answers.reduce((sum, { weight }) => sum + Math.round((weight * weight) / 1_000_000), 0),
  };
}
