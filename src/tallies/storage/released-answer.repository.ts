import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, type UnnestColumn, unnestOf, unnestParameters } from "../../database/unnest";
import { type ReleaseBatch, weigh, type Weighed } from "../domain/release-batches";

const RELEASE_LOCKS = 7_208_531;
const SCORES = Array.from({ length: 11 }, (_, score) => score);

interface PostedRow extends Weighed {
  readonly batch: ReleaseBatch;
}
interface RatingRow extends PostedRow {
  readonly scores: readonly Weighed[];
}
interface ChoiceRow extends PostedRow {
  readonly choice: string;
}
interface PostedColumns<R> {
  readonly key: readonly UnnestColumn<R>[];
  readonly measures: readonly UnnestColumn<R>[];
}

const KEY_COLUMNS: readonly UnnestColumn<PostedRow>[] = [
  { name: "service_id", type: "uuid", of: ({ batch }) => batch.question.serviceId },
  { name: "instrument_code", type: "text", of: ({ batch }) => batch.question.instrumentCode },
  { name: "instrument_version", type: "integer", of: ({ batch }) => batch.question.instrumentVersion },
  { name: "moment", type: "text", of: ({ batch }) => batch.question.moment },
  { name: "mode", type: "text", of: ({ batch }) => batch.question.mode },
  { name: "collector", type: "text", of: ({ batch }) => batch.question.collector },
  { name: "step_code", type: "text", of: ({ batch }) => batch.question.stepCode },
  { name: "day", type: "date", of: ({ batch }) => batch.day },
];
const SPAN_COLUMNS: readonly UnnestColumn<PostedRow>[] = [
  { name: "first_day", type: "date", of: ({ batch }) => batch.firstDay },
  { name: "last_day", type: "date", of: ({ batch }) => batch.lastDay },
];
const SQUARES: UnnestColumn<PostedRow> = { name: "weight_squares", type: "bigint", of: (row) => row.weightSquares };

const RATING_COLUMNS: PostedColumns<RatingRow> = {
  key: KEY_COLUMNS,
  measures: [
    ...SCORES.map((score): UnnestColumn<RatingRow> => ({ name: `n${String(score)}`, type: "bigint", of: (row) => row.scores[score]?.n ?? 0 })),
    ...SCORES.map((score): UnnestColumn<RatingRow> => ({ name: `w${String(score)}`, type: "bigint", of: (row) => row.scores[score]?.weight ?? 0 })),
    SQUARES,
  ],
};
const CHOICE_COLUMNS: PostedColumns<ChoiceRow> = {
  key: [...KEY_COLUMNS, { name: "choice", type: "text", of: (row) => row.choice }],
  measures: [{ name: "n", type: "bigint", of: (row) => row.n }, { name: "weight", type: "bigint", of: (row) => row.weight }, SQUARES],
};

/** Posts batches of answers to what reports read, and ends their waiting. */
export class ReleasedAnswerRepository {
  /** One release of a service at a time; another waits until this unit of work ends and then finds nothing left to do. */
  async lock(unit: UnitOfWork, serviceId: string): Promise<void> {
    await unit.query(`/* lock-release */ SELECT pg_advisory_xact_lock($1, hashtext($2))`, [RELEASE_LOCKS, serviceId]);
  }

  /** Adds batches of ratings to `answer_tally`. */
  async postRatings(unit: UnitOfWork, batches: readonly ReleaseBatch[]): Promise<void> {
    await this.post(unit, "answer_tally", RATING_COLUMNS, batches.map((batch) => ({
      batch,
      scores: SCORES.map((score) => weigh(batch.answers.filter((answer) => answer.score === score))),
      ...weigh(batch.answers),
    })));
  }

  /** Adds batches of choices to `choice_tally`. */
  async postChoices(unit: UnitOfWork, batches: readonly ReleaseBatch[]): Promise<void> {
    await this.post(unit, "choice_tally", CHOICE_COLUMNS, batches.flatMap((batch) => {
      const options = new Set(batch.answers.flatMap((answer) => answer.choice ?? []));
      return [...options].map((choice) => ({ batch, choice, ...weigh(batch.answers.filter((answer) => answer.choice === choice)) }));
    }));
  }

  /** Batches under the same key add up; their span of days widens. */
  private async post<R extends PostedRow>(unit: UnitOfWork, table: string, { key, measures }: PostedColumns<R>, rows: readonly R[]): Promise<void> {
    if (rows.length === 0) return;
    const columns = [...key, ...measures, ...SPAN_COLUMNS];
    const keys = columnNames(key);
    const sums = measures.map(({ name }) => name);
    await unit.query(
      `/* post-to-${table} */
       INSERT INTO ${table} AS kept (${columnNames(columns)})
       SELECT ${keys}, ${sums.map((name) => `sum(${name})::bigint`).join(", ")}, min(first_day), max(last_day)
       FROM ${unnestOf(columns)} AS posted (${columnNames(columns)})
       GROUP BY ${keys}
       ON CONFLICT (${keys}) DO UPDATE SET
         ${sums.map((name) => `${name} = kept.${name} + excluded.${name}`).join(", ")},
         first_day = least(kept.first_day, excluded.first_day), last_day = greatest(kept.last_day, excluded.last_day)`,
      unnestParameters(columns, rows),
    );
  }

  /** Removes answers that were posted. Answers how many there were. */
  async remove(unit: UnitOfWork, serviceId: string, ids: readonly string[]): Promise<number> {
    const [, removed] = await unit.query<[unknown, number]>(
      `/* remove-released-answers */ DELETE FROM answer_delta WHERE service_id = $1 AND id = ANY ($2::uuid[])`,
      [serviceId, ids],
    );
    return removed;
  }
}
