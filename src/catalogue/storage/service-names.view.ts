import type { UnitOfWork } from "../../database/unit-of-work";
import type { Texts } from "../../shared/texts";

export interface ServiceNameRow {
  readonly id: string;
  readonly code: string;
  readonly names: Texts;
  readonly agencyId: string;
  readonly agencyCode: string;
  readonly agencyNames: Texts;
}

/** What services and their agencies are called, in the order of the ids. */
export async function readServiceNames(unit: UnitOfWork, serviceIds: readonly string[]): Promise<ServiceNameRow[]> {
  return unit.query<ServiceNameRow[]>(
    `/* service-names */
     SELECT s.id, s.code, s.names, a.id AS "agencyId", a.code AS "agencyCode", a.names AS "agencyNames"
     FROM service s JOIN agency a ON a.id = s.agency_id
     WHERE s.id = ANY($1)
     ORDER BY s.id`,
    [serviceIds],
  );
}
