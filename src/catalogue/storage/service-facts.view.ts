import type { UnitOfWork } from "../../database/unit-of-work";
import type { Texts } from "../../shared/texts";
import type { SegmentRule, SurveyPolicy } from "../domain/service-facts";
import { VERSION_KEY } from "./procedure-facts.view";

export interface ServiceFactsRow {
  readonly id: string;
  readonly number: number;
  readonly code: string;
  readonly names: Texts;
  readonly agencyId: string;
  readonly agencyCode: string;
  readonly agencyNames: Texts;
  readonly timeZone: string;
  readonly calendarRevision: number;
  readonly surveyPolicy: SurveyPolicy;
  readonly segments: readonly SegmentRule[];
  /** Keys of the versions of its procedure that were published, oldest first. */
  readonly versionKeys: readonly string[];
}

/** Services with their agencies, the segments that still take transactions, in the order of the rules, and the versions of their procedures. */
export async function readServiceFacts(unit: UnitOfWork, serviceIds: readonly string[]): Promise<ServiceFactsRow[]> {
  return unit.query<ServiceFactsRow[]>(
    `/* service-facts */
     SELECT s.id, s.number, s.code, s.names, s.survey_policy AS "surveyPolicy",
            a.id AS "agencyId", a.code AS "agencyCode", a.names AS "agencyNames", a.time_zone AS "timeZone",
            coalesce((SELECT max(r.revision) FROM calendar_revision r WHERE r.agency_id = a.id), 0) AS "calendarRevision",
            coalesce((
              SELECT jsonb_agg(jsonb_build_object('code', g.code, 'beneficiary', g.beneficiary, 'actedBy', g.acted_by, 'firstTime', g.first_time) ORDER BY g.position)
              FROM segment g WHERE g.service_id = s.id AND g.retired_at IS NULL), '[]') AS segments,
            coalesce((
              SELECT jsonb_agg(${VERSION_KEY} ORDER BY p.version)
              FROM procedure p WHERE p.service_id = s.id AND p.state <> 'DRAFT'), '[]') AS "versionKeys"
     FROM service s JOIN agency a ON a.id = s.agency_id
     WHERE s.id = ANY($1)`,
    [serviceIds],
  );
}
