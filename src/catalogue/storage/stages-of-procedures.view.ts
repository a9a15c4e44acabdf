import type { UnitOfWork } from "../../database/unit-of-work";
import type { Stage } from "../domain/procedure";

/** The stages of procedures, in their order. */
export async function readStagesOfProcedures(unit: UnitOfWork, procedureIds: readonly string[]): Promise<Stage[]> {
  return unit.query<Stage[]>(
    `/* stages-of-procedures */
     SELECT procedure_id AS "procedureId", code, names
     FROM stage
     WHERE procedure_id = ANY($1)
     ORDER BY procedure_id, position`,
    [procedureIds],
  );
}
