import type { UnitOfWork } from "../../database/unit-of-work";
import type { WaitingAnswer } from "../domain/waiting-answer";

export interface StoredWaitingAnswer extends WaitingAnswer {
  readonly id: string;
}

const QUESTION = "instrument_code, instrument_version, moment, mode, collector, step_code, (score IS NULL)";

/** The first `limit` answers of a service to questions of which at least `minimum` wait, question by question in order of day. */
export async function waitingAnswersOf(unit: UnitOfWork, serviceId: string, minimum: number, limit: number): Promise<readonly StoredWaitingAnswer[]> {
  const rows = await unit.query<(Omit<StoredWaitingAnswer, "weight"> & { readonly weight: string })[]>(
    `/* waiting-answers */
     SELECT service_id AS "serviceId", id, instrument_code AS "instrumentCode", instrument_version AS "instrumentVersion",
       moment, mode, collector, step_code AS "stepCode", day::text AS day, score, choice, weight
     FROM (SELECT *, count(*) OVER (PARTITION BY ${QUESTION}) AS waiting FROM answer_delta WHERE service_id = $1) AS held
     WHERE waiting >= $2
     ORDER BY ${QUESTION}, held.day, id
     LIMIT $3`,
    [serviceId, minimum, limit],
  );
  return rows.map((row) => ({ ...row, weight: Number(row.weight) }));
}
