import { cellsOf } from "./publishable-cells";
import { crossProducts } from "./drivers";
import type { ReleaseBatch } from "./release-batches";
import { monthOf } from "./spans";
import type { WaitingAnswer } from "./waiting-answer";

/** What released answers add to one row of a table. */
export interface Posting {
  /** In the order of the table's key. */
  readonly key: readonly (string | number | boolean)[];
  /** In the order of the table's measures; of drivers: n, then the cross-products. */
  readonly measures: readonly number[];
  /** Days on which the first and the last of them were given. */
  readonly firstDay: string;
  readonly lastDay: string;
}

/** What batches add to each table of released answers; no two postings to a table have the same key. */
export interface Postings {
  readonly answers: readonly Posting[];
  readonly answerMonths: readonly Posting[];
  readonly choices: readonly Posting[];
  readonly choiceMonths: readonly Posting[];
  readonly groups: readonly Posting[];
  readonly breakdowns: readonly Posting[];
  readonly drivers: readonly Posting[];
}

/** `[place among the measures, how much]`. */
type Addition = readonly [number, number];

/** Scores run from 0 to 10: as many counts, as many weights, then the squares of the weights. */
const SCORES = 11;

/**
 * Counts batches under the median day of each, and under its month. Breakdowns are of ratings; groups and drivers of
 * ratings of the whole. Weights, and their squares, are in millionths.
 */
export function postings(batches: readonly ReleaseBatch[]): Postings {
  const sums = {
    answers: new PostingSum(), answerMonths: new PostingSum(), choices: new PostingSum(), choiceMonths: new PostingSum(),
    groups: new PostingSum(), breakdowns: new PostingSum(), drivers: new PostingSum(),
  };
  for (const { question, day, answers } of batches) {
    const { serviceId, procedureId, instrumentCode, instrumentVersion, moment, mode, collector, flagged, stepCode } = question;
    const asked = [procedureId, instrumentCode, instrumentVersion, moment, mode, collector, flagged];
    const inDay = [serviceId, day, ...asked];
    const inMonth = [serviceId, monthOf(day), ...asked];
    for (const answer of answers) {
      if (answer.choice !== null) {
        const counted = choiceAdditions(answer);
        sums.choices.add([...inDay, stepCode, answer.choice], counted, answer.day);
        sums.choiceMonths.add([...inMonth, stepCode, answer.choice], counted, answer.day);
        continue;
      }
      const counted = ratingAdditions(answer);
      sums.answers.add([...inDay, stepCode], counted, answer.day);
      sums.answerMonths.add([...inMonth, stepCode], counted, answer.day);
      for (const { dimension, within, value, state } of cellsOf(answer)) {
        sums.breakdowns.add([...inMonth, stepCode, dimension, within, value, state], counted, answer.day);
      }
      if (stepCode !== "") continue;
      const { jackknifeGroup, channel, segment, language, outcome, drivers } = answer;
      sums.groups.add([...inMonth, jackknifeGroup, channel, segment, language, outcome], counted, answer.day);
      if (drivers !== null) sums.drivers.add([...inMonth, jackknifeGroup], driverAdditions(drivers), answer.day);
    }
  }
  return {
    answers: sums.answers.postings(), answerMonths: sums.answerMonths.postings(), choices: sums.choices.postings(), choiceMonths: sums.choiceMonths.postings(),
    groups: sums.groups.postings(), breakdowns: sums.breakdowns.postings(), drivers: sums.drivers.postings(),
  };
}

const square = (weight: number): number => Math.round((weight * weight) / 1_000_000);

function ratingAdditions({ score, weight }: WaitingAnswer): readonly Addition[] {
  const at = score ?? 0;
  return [[at, 1], [SCORES + at, weight], [2 * SCORES, square(weight)]];
}

function choiceAdditions({ weight }: WaitingAnswer): readonly Addition[] {
  return [[0, 1], [1, weight], [2, square(weight)]];
}

function driverAdditions(vector: readonly number[]): readonly Addition[] {
  return [[0, 1], ...crossProducts(vector).map((product, i): Addition => [i + 1, product])];
}

class PostingSum {
  private readonly rows = new Map<string, { readonly key: readonly (string | number | boolean)[]; readonly measures: number[]; firstDay: string; lastDay: string }>();

  add(key: readonly (string | number | boolean)[], additions: readonly Addition[], day: string): void {
    // No code, day or id holds a NUL: it cannot be stored.
    const id = key.join("\0");
    let row = this.rows.get(id);
    if (row === undefined) {
      row = { key, measures: [], firstDay: day, lastDay: day };
      this.rows.set(id, row);
    }
    for (const [at, amount] of additions) row.measures[at] = (row.measures[at] ?? 0) + amount;
    if (day < row.firstDay) row.firstDay = day;
    if (day > row.lastDay) row.lastDay = day;
  }

  postings(): readonly Posting[] {
    return [...this.rows.values()];
  }
}
