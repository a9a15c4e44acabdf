import type { UnitOfWork } from "../../database/unit-of-work";
import { type ReleaseBatch, weigh } from "../domain/release-batches";

const RELEASE_LOCKS = 7_208_531;
const SCORES = Array.from({ length: 11 }, (_, score) => score);
const KEY = "service_id, instrument_code, instrument_version, moment, mode, collector, step_code, day";
const KEY_TYPES = ["uuid", "text", "integer", "text", "text", "text", "text", "date"];

/** Posts batches of answers to what reports read, and ends their waiting. */
export class ReleasedAnswerRepository {
  /** One release of a service at a time; another waits until this unit of work ends and then finds nothing left to do. */
  async lock(unit: UnitOfWork, serviceId: string): Promise<void> {
    await unit.query(`/* lock-release */ SELECT pg_advisory_xact_lock($1, hashtext($2))`, [RELEASE_LOCKS, serviceId]);
  }

  /** Adds batches of ratings to `answer_tally`. */
  async postRatings(unit: UnitOfWork, batches: readonly ReleaseBatch[]): Promise<void> {
    if (batches.length === 0) return;
    const measures = [...SCORES.map((score) => `n${String(score)}`), ...SCORES.map((score) => `w${String(score)}`), "weight_squares"];
    const perScore = batches.map(({ answers }) => SCORES.map((score) => weigh(answers.filter((answer) => answer.score === score))));
    await unit.query(postStatement("answer_tally", [], measures), [
      ...keysOf(batches),
      ...SCORES.map((score) => perScore.map((weighed) => weighed[score]?.n)),
      ...SCORES.map((score) => perScore.map((weighed) => weighed[score]?.weight)),
      batches.map((batch) => weigh(batch.answers).weightSquares),
      batches.map((batch) => batch.firstDay),
      batches.map((batch) => batch.lastDay),
    ]);
  }

  /** Adds batches of choices to `choice_tally`. */
  async postChoices(unit: UnitOfWork, batches: readonly ReleaseBatch[]): Promise<void> {
    if (batches.length === 0) return;
    const rows = batches.flatMap((batch) => {
      const options = new Set(batch.answers.flatMap((answer) => answer.choice ?? []));
      return [...options].map((choice) => ({ batch, choice, ...weigh(batch.answers.filter((answer) => answer.choice === choice)) }));
    });
    await unit.query(postStatement("choice_tally", ["choice"], ["n", "weight", "weight_squares"]), [
      ...keysOf(rows.map((row) => row.batch)),
      rows.map((row) => row.choice),
      rows.map((row) => row.n),
      rows.map((row) => row.weight),
      rows.map((row) => row.weightSquares),
      rows.map((row) => row.batch.firstDay),
      rows.map((row) => row.batch.lastDay),
    ]);
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

/** Batches under the same key add up; their span of days widens. */
function postStatement(table: string, furtherKey: readonly string[], measures: readonly string[]): string {
  const key = [KEY, ...furtherKey].join(", ");
  const columns = `${key}, ${measures.join(", ")}, first_day, last_day`;
  const types = [...KEY_TYPES, ...furtherKey.map(() => "text"), ...measures.map(() => "bigint"), "date", "date"];
  return `/* post-to-${table} */
    INSERT INTO ${table} AS kept (${columns})
    SELECT ${key}, ${measures.map((measure) => `sum(${measure})::bigint`).join(", ")}, min(first_day), max(last_day)
    FROM unnest(${types.map((type, i) => `$${String(i + 1)}::${type}[]`).join(", ")}) AS posted (${columns})
    GROUP BY ${key}
    ON CONFLICT (${key}) DO UPDATE SET
      ${measures.map((measure) => `${measure} = kept.${measure} + excluded.${measure}`).join(", ")},
      first_day = least(kept.first_day, excluded.first_day), last_day = greatest(kept.last_day, excluded.last_day)`;
}

function keysOf(batches: readonly ReleaseBatch[]): readonly (readonly (string | number)[])[] {
  return [
    batches.map(({ question }) => question.serviceId),
    batches.map(({ question }) => question.instrumentCode),
    batches.map(({ question }) => question.instrumentVersion),
    batches.map(({ question }) => question.moment),
    batches.map(({ question }) => question.mode),
    batches.map(({ question }) => question.collector),
    batches.map(({ question }) => question.stepCode),
    batches.map((batch) => batch.day),
  ];
}
