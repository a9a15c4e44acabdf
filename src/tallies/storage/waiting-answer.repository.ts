import { randomUUID } from "node:crypto";
import type { Insertions } from "../../database/insertions";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { UnnestColumn } from "../../database/unnest";
import type { WaitingAnswer } from "../domain/waiting-answer";
import { QUESTION_COLUMNS } from "./released-tables";

export interface StoredWaitingAnswer extends WaitingAnswer {
  readonly id: string;
}

const COLUMNS: readonly UnnestColumn<WaitingAnswer>[] = [
  { name: "service_id", type: "uuid", of: (answer) => answer.serviceId },
  // Not in order of time, as other ids are: an answer keeps its day only.
  { name: "id", type: "uuid", of: () => randomUUID() },
  { name: "procedure_id", type: "uuid", of: (answer) => answer.procedureId },
  { name: "instrument_code", type: "text", of: (answer) => answer.instrumentCode },
  { name: "instrument_version", type: "integer", of: (answer) => answer.instrumentVersion },
  { name: "moment", type: "text", of: (answer) => answer.moment },
  { name: "mode", type: "text", of: (answer) => answer.mode },
  { name: "collector", type: "text", of: (answer) => answer.collector },
  { name: "flagged", type: "boolean", of: (answer) => answer.flagged },
  { name: "step_code", type: "text", of: (answer) => answer.stepCode },
  { name: "day", type: "date", of: (answer) => answer.day },
  { name: "score", type: "integer", of: (answer) => answer.score },
  { name: "choice", type: "text", of: (answer) => answer.choice },
  { name: "weight", type: "bigint", of: (answer) => answer.weight },
  { name: "channel", type: "text", of: (answer) => answer.channel },
  { name: "segment", type: "text", of: (answer) => answer.segment },
  { name: "language", type: "text", of: (answer) => answer.language },
  { name: "outcome", type: "text", of: (answer) => answer.outcome },
  { name: "touchpoint", type: "text", of: (answer) => answer.touchpoint },
  { name: "jackknife_group", type: "smallint", of: (answer) => answer.jackknifeGroup },
  { name: "drivers", type: "text", as: "integer[]", of: (answer) => (answer.drivers === null ? null : `{${answer.drivers.join(",")}}`) },
];

const QUESTION = QUESTION_COLUMNS.join(", ");

/** Answers that wait for their release. */
export class WaitingAnswerRepository {
  /** Leaves the writing to whoever gathers. */
  gather(into: Insertions, answers: readonly WaitingAnswer[]): void {
    into.add("answer_delta", COLUMNS, answers);
  }

  /**
   * Opens the answers of a service to questions of which at least `minimum` wait, question by question in order of day, as
   * they are now: what comes later is not among them; ratings apart from choices. Questions are numbered, because
   * many rows are sorted faster by number than by the texts that make up a question. To be read by {@link next} in the same unit of work.
   */
  async open(unit: UnitOfWork, serviceId: string, minimum: number): Promise<void> {
    await unit.query(
      `/* open-waiting-answers */
       DECLARE waiting_answers NO SCROLL CURSOR FOR
       SELECT service_id AS "serviceId", id, procedure_id AS "procedureId", instrument_code AS "instrumentCode", instrument_version AS "instrumentVersion",
         moment, mode, collector, flagged, step_code AS "stepCode", day::text AS day, score, choice, weight::float8 AS weight,
         channel, segment, language, outcome, touchpoint, jackknife_group AS "jackknifeGroup", drivers
       FROM answer_delta AS held
       JOIN (
         SELECT ${QUESTION}, score IS NULL AS chosen, row_number() OVER () AS place
         FROM answer_delta WHERE service_id = $1
         GROUP BY ${QUESTION}, score IS NULL
         HAVING count(*) >= $2
       ) AS full_questions USING (${QUESTION})
       WHERE service_id = $1 AND chosen = (score IS NULL)
       ORDER BY place, held.day, id`,
      [serviceId, minimum],
    );
  }

  /** The next of them, at most so many; empty at the end. */
  async next(unit: UnitOfWork, limit: number): Promise<readonly StoredWaitingAnswer[]> {
    return unit.query<StoredWaitingAnswer[]>(`/* next-waiting-answers */ FETCH ${String(limit)} FROM waiting_answers`);
  }
}
