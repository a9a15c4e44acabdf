import { randomUUID } from "node:crypto";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { WaitingAnswer } from "../domain/waiting-answer";

/** Answers that wait for their release. */
export class WaitingAnswerRepository {
  async append(unit: UnitOfWork, answers: readonly WaitingAnswer[]): Promise<void> {
    if (answers.length === 0) return;
    await unit.query(
      `/* append-waiting-answers */
       INSERT INTO answer_delta (service_id, id, instrument_code, instrument_version, moment, mode, collector, step_code, day, score, choice, weight)
       SELECT service_id, id, instrument_code, instrument_version, moment, mode, collector, step_code, day, score, choice, weight
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[], $9::date[], $10::integer[], $11::text[], $12::bigint[])
         AS sent (service_id, id, instrument_code, instrument_version, moment, mode, collector, step_code, day, score, choice, weight)`,
      [
        answers.map((answer) => answer.serviceId),
        // Not in order of time, as other ids are: an answer keeps its day only.
        answers.map(() => randomUUID()),
        answers.map((answer) => answer.instrumentCode),
        answers.map((answer) => answer.instrumentVersion),
        answers.map((answer) => answer.moment),
        answers.map((answer) => answer.mode),
        answers.map((answer) => answer.collector),
        answers.map((answer) => answer.stepCode),
        answers.map((answer) => answer.day),
        answers.map((answer) => answer.score),
        answers.map((answer) => answer.choice),
        answers.map((answer) => answer.weight),
      ],
    );
  }
}
