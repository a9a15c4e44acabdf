import type { UnitOfWork } from "../../database/unit-of-work";

export interface ServiceByCode {
  readonly id: string;
  readonly code: string;
  readonly agencyCode: string;
}

/** Every service with one of these codes, whichever agency's, in the order of the agencies' codes. */
export async function readServicesByCode(unit: UnitOfWork, codes: readonly string[]): Promise<ServiceByCode[]> {
  return unit.query<ServiceByCode[]>(
    `/* services-by-code */
     SELECT s.id, s.code, a.code AS "agencyCode"
     FROM service s JOIN agency a ON a.id = s.agency_id
     WHERE s.code = ANY($1)
     ORDER BY a.code`,
    [codes],
  );
}
