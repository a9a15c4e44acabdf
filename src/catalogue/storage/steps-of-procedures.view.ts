import type { UnitOfWork } from "../../database/unit-of-work";
import type { ProcessStep } from "../domain/procedure";

/** The steps of procedures, in their order. */
export async function readStepsOfProcedures(unit: UnitOfWork, procedureIds: readonly string[]): Promise<ProcessStep[]> {
  return unit.query<ProcessStep[]>(
    `/* steps-of-procedures */
     SELECT procedure_id AS "procedureId", code, stage_code AS "stageCode", names, kind, seen_by AS "seenBy", ask_as AS "askAs", automation,
            responsible_agency_id AS "responsibleAgencyId", responsible_party AS "responsibleParty", documents, in_person AS "inPerson",
            CASE WHEN fee_amount IS NOT NULL THEN jsonb_build_object('amount', fee_amount, 'currency', fee_currency) END AS fee, optional,
            CASE WHEN expected_seconds IS NOT NULL THEN jsonb_build_object('seconds', expected_seconds, 'source', expected_source) END AS "expectedTime"
     FROM process_step
     WHERE procedure_id = ANY($1)
     ORDER BY procedure_id, position`,
    [procedureIds],
  );
}
