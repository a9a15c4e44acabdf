import { randomUUID } from "node:crypto";
import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, type UnnestColumn, unnestOf, unnestParameters } from "../../database/unnest";
import type { WaitingAnswer } from "../domain/waiting-answer";

const COLUMNS: readonly UnnestColumn<WaitingAnswer>[] = [
  { name: "service_id", type: "uuid", of: (answer) => answer.serviceId },
  // Not in order of time, as other ids are: an answer keeps its day only.
  { name: "id", type: "uuid", of: () => randomUUID() },
  { name: "instrument_code", type: "text", of: (answer) => answer.instrumentCode },
  { name: "instrument_version", type: "integer", of: (answer) => answer.instrumentVersion },
  { name: "moment", type: "text", of: (answer) => answer.moment },
  { name: "mode", type: "text", of: (answer) => answer.mode },
  { name: "collector", type: "text", of: (answer) => answer.collector },
  { name: "step_code", type: "text", of: (answer) => answer.stepCode },
  { name: "day", type: "date", of: (answer) => answer.day },
  { name: "score", type: "integer", of: (answer) => answer.score },
  { name: "choice", type: "text", of: (answer) => answer.choice },
  { name: "weight", type: "bigint", of: (answer) => answer.weight },
];

/** Answers that wait for their release. */
export class WaitingAnswerRepository {
  async append(unit: UnitOfWork, answers: readonly WaitingAnswer[]): Promise<void> {
    if (answers.length === 0) return;
    const names = columnNames(COLUMNS);
    await unit.query(
      `/* append-waiting-answers */ INSERT INTO answer_delta (${names}) SELECT ${names} FROM ${unnestOf(COLUMNS)} AS sent (${names})`,
      unnestParameters(COLUMNS, answers),
    );
  }
}
