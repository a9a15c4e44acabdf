import type { UnitOfWork } from "../../database/unit-of-work";
import type { ProcedureFacts, StageFacts, StepFacts } from "../domain/service-facts";
import type { ResponsibleParty } from "../domain/turn";

export interface ProcedureFactsRow extends Omit<ProcedureFacts, "stages" | "steps"> {
  readonly serviceId: string;
  readonly stages: readonly StageFacts[];
  readonly steps: readonly (Omit<StepFacts, "turn"> & { readonly responsibleParty: ResponsibleParty })[];
}

/** Published and retired versions of services with their stages and steps, oldest version first. */
export async function readProcedureFacts(unit: UnitOfWork, serviceIds: readonly string[]): Promise<ProcedureFactsRow[]> {
  return unit.query<ProcedureFactsRow[]>(
    `/* procedure-facts */
     SELECT p.service_id AS "serviceId", p.id, p.version, p.published_at AS "publishedAt", p.standard,
            p.abandon_after_days AS "abandonAfterDays", p.over_time_tolerance AS "overTimeTolerance",
            coalesce((
              SELECT jsonb_agg(jsonb_build_object('code', g.code, 'names', g.names, 'position', g.position) ORDER BY g.position)
              FROM stage g WHERE g.procedure_id = p.id), '[]') AS stages,
            coalesce((
              SELECT jsonb_agg(jsonb_build_object(
                'code', t.code, 'names', t.names, 'position', t.position, 'stageCode', t.stage_code, 'kind', t.kind, 'seenBy', t.seen_by,
                'askAs', t.ask_as, 'responsibleParty', t.responsible_party, 'automation', t.automation,
                'optional', t.optional, 'expectedSeconds', t.expected_seconds) ORDER BY t.position)
              FROM process_step t WHERE t.procedure_id = p.id), '[]') AS steps
     FROM procedure p
     WHERE p.service_id = ANY($1) AND p.state <> 'DRAFT'
     ORDER BY p.service_id, p.version`,
    [serviceIds],
  );
}
