import type { UnitOfWork } from "../../database/unit-of-work";
import type { Survey } from "../domain/survey";
import { SURVEY_COLUMNS } from "./survey-columns";

/** Surveys by id, whatever their state. */
export async function readSurveysById(unit: UnitOfWork, ids: readonly string[]): Promise<ReadonlyMap<string, Survey>> {
  if (ids.length === 0) return new Map();
  const rows = await unit.query<Survey[]>(`/* surveys-by-id */ SELECT ${SURVEY_COLUMNS} FROM survey WHERE id = ANY ($1::uuid[])`, [ids]);
  return new Map(rows.map((survey) => [survey.id, survey]));
}
