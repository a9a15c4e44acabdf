import type { UnitOfWork } from "../../database/unit-of-work";
import type { StepDemand } from "../domain/step-demand";

/** What the steps of every version that is or was in force ask of people. */
export async function readStepDemands(unit: UnitOfWork, serviceIds: readonly string[]): Promise<readonly StepDemand[]> {
  return unit.query<StepDemand[]>(
    `/* step-demands */
     SELECT p.service_id AS "serviceId", p.id AS "procedureId", t.code AS "stepCode", t.optional, t.in_person AS "inPerson", t.documents,
       t.fee_amount AS "feeAmount", t.fee_currency AS "feeCurrency", a.code AS "responsibleAgency", t.responsible_party AS "responsibleParty",
       t.expected_source AS "expectedSource"
     FROM procedure p JOIN process_step t ON t.procedure_id = p.id LEFT JOIN agency a ON a.id = t.responsible_agency_id
     WHERE p.service_id = ANY ($1::uuid[]) AND p.state <> 'DRAFT'
     ORDER BY p.service_id, p.version, t.position`,
    [serviceIds],
  );
}
