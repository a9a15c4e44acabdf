import type { UnitOfWork } from "../../database/unit-of-work";
import type { StoredVersion } from "../domain/import/plan-procedures";
import type { ProcedureOutline } from "../domain/procedure-outline";

interface OutlineRow extends Omit<StoredVersion, "outline">, ProcedureOutline {
  readonly serviceId: string;
}

/** Every version of services' procedures with what it says, drafts included, oldest first; of the standard one only that it is there. */
export async function readProcedureOutlines(unit: UnitOfWork, serviceIds: readonly string[]): Promise<(StoredVersion & { serviceId: string })[]> {
  const rows = await unit.query<OutlineRow[]>(
    `/* procedure-outlines */
     SELECT p.service_id AS "serviceId", p.id, p.version, p.state, p.standard, p.published_at AS "publishedAt",
            p.abandon_after_days AS "abandonAfterDays", p.over_time_tolerance AS "overTimeTolerance",
            coalesce((
              SELECT jsonb_agg(jsonb_build_object('code', g.code, 'names', g.names) ORDER BY g.position)
              FROM stage g WHERE g.procedure_id = p.id AND NOT p.standard), '[]') AS stages,
            coalesce((
              SELECT jsonb_agg(jsonb_build_object(
                'code', t.code, 'stageCode', t.stage_code, 'names', t.names, 'kind', t.kind, 'seenBy', t.seen_by, 'askAs', t.ask_as, 'automation', t.automation,
                'responsibleAgencyId', t.responsible_agency_id, 'responsibleParty', t.responsible_party, 'documents', t.documents, 'inPerson', t.in_person,
                'fee', CASE WHEN t.fee_amount IS NOT NULL THEN jsonb_build_object('amount', t.fee_amount, 'currency', t.fee_currency) END, 'optional', t.optional,
                'expectedTime', CASE WHEN t.expected_seconds IS NOT NULL THEN jsonb_build_object('seconds', t.expected_seconds, 'source', t.expected_source) END) ORDER BY t.position)
              FROM process_step t WHERE t.procedure_id = p.id AND NOT p.standard), '[]') AS steps
     FROM procedure p
     WHERE p.service_id = ANY($1)
     ORDER BY p.service_id, p.version`,
    [serviceIds],
  );
  return rows.map(({ serviceId, id, version, state, standard, publishedAt, abandonAfterDays, overTimeTolerance, stages, steps }) => ({
    serviceId,
    id,
    version,
    state,
    standard,
    publishedAt,
    outline: standard ? null : { abandonAfterDays, overTimeTolerance, stages, steps },
  }));
}
