import { columnNames, unnestOf, unnestParameters, type UnnestColumn } from "../../database/unnest";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { Response } from "../domain/response";

const COLUMNS: readonly UnnestColumn<Response>[] = [
  { name: "service_id", type: "uuid", of: (r) => r.serviceId },
  { name: "id", type: "uuid", of: (r) => r.id },
  { name: "survey_id", type: "uuid", of: (r) => r.surveyId },
  { name: "procedure_id", type: "uuid", of: (r) => r.procedureId },
  { name: "moment", type: "text", of: (r) => r.moment },
  { name: "mode", type: "text", of: (r) => r.mode },
  { name: "collector", type: "text", of: (r) => r.collector },
  { name: "day", type: "date", of: (r) => r.day },
  { name: "channel", type: "text", of: (r) => r.channel },
  { name: "touchpoint_id", type: "uuid", of: (r) => r.touchpointId },
  { name: "segment", type: "text", of: (r) => r.segment },
  { name: "language", type: "text", of: (r) => r.language },
  { name: "outcome", type: "text", of: (r) => r.outcome },
  { name: "jackknife_group", type: "smallint", of: (r) => r.jackknifeGroup },
];

export async function insertResponses(unit: UnitOfWork, responses: readonly Response[]): Promise<void> {
  await unit.query(`/* insert-responses */ INSERT INTO response (${columnNames(COLUMNS)}) SELECT * FROM ${unnestOf(COLUMNS)}`, unnestParameters(COLUMNS, responses));
}
