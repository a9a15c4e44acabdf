import type { UnitOfWork } from "../../database/unit-of-work";
import type { ProcedureFacts, StageFacts, StepFacts } from "../domain/service-facts";
import type { ResponsibleParty } from "../domain/turn";

/** Tells a published version `p` from every other, also from one with its id whose publishing was undone. Begins with the id. */
export const VERSION_KEY = "(p.id || ' ' || extract(epoch FROM p.published_at))";

/** Characters of an id. */
const ID_LENGTH = 36;

export interface ProcedureFactsRow extends Omit<ProcedureFacts, "stages" | "steps"> {
  readonly versionKey: string;
  readonly stages: readonly StageFacts[];
  readonly steps: readonly (Omit<StepFacts, "turn"> & { readonly responsibleParty: ResponsibleParty })[];
}

/** Published and retired versions with their stages and steps. */
export async function readProcedureFacts(unit: UnitOfWork, versionKeys: readonly string[]): Promise<ProcedureFactsRow[]> {
  return unit.query<ProcedureFactsRow[]>(
    `/* procedure-facts */
     SELECT ${VERSION_KEY} AS "versionKey", p.id, p.version, p.published_at AS "publishedAt", p.standard,
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
     WHERE p.id = ANY($1) AND p.state <> 'DRAFT'`,
    [versionKeys.map((key) => key.slice(0, ID_LENGTH))],
  );
}
