import { columnNames, unnestOf, unnestParameters, type UnnestColumn } from "../../database/unnest";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { StoredResponse } from "./stored-response";

type Row = StoredResponse["answers"][number] & { readonly serviceId: string; readonly responseId: string; readonly position: number };

const COLUMNS: readonly UnnestColumn<Row>[] = [
  { name: "service_id", type: "uuid", of: (a) => a.serviceId },
  { name: "response_id", type: "uuid", of: (a) => a.responseId },
  { name: "position", type: "smallint", of: (a) => a.position },
  { name: "instrument_code", type: "text", of: (a) => a.instrumentCode },
  { name: "instrument_version", type: "integer", of: (a) => a.instrumentVersion },
  { name: "step_code", type: "text", of: (a) => a.stepCode },
  { name: "first_end", type: "text", of: (a) => a.firstEnd },
  { name: "inclusion_probability", type: "double precision", of: (a) => a.inclusionProbability },
  { name: "score", type: "smallint", of: (a) => a.score },
  { name: "choice", type: "text", of: (a) => a.choice },
  { name: "skipped", type: "boolean", of: (a) => a.skipped },
  { name: "not_applicable", type: "boolean", of: (a) => a.notApplicable },
];

/** The answers of responses, in their order. */
export async function insertAnswers(unit: UnitOfWork, responses: readonly StoredResponse[]): Promise<void> {
  const rows = responses.flatMap(({ serviceId, id: responseId, answers }) => answers.map((answer, position) => ({ ...answer, serviceId, responseId, position })));
  await unit.query(`/* insert-answers */ INSERT INTO answer (${columnNames(COLUMNS)}) SELECT * FROM ${unnestOf(COLUMNS)}`, unnestParameters(COLUMNS, rows));
}
