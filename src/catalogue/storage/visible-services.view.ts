import type { UnitOfWork } from "../../database/unit-of-work";

/** Whose services to look among; an absent condition means all. */
export interface ServiceScope {
  readonly agencyId?: string | undefined;
  readonly serviceIds?: readonly string[] | undefined;
  readonly agencyCodes?: readonly string[] | undefined;
  /** `CODE` or `AGENCY/CODE`. */
  readonly serviceNames?: readonly string[] | undefined;
}

/** Ids of the services that meet every condition, in the order of the ids. */
export async function readVisibleServices(unit: UnitOfWork, scope: ServiceScope): Promise<string[]> {
  const rows = await unit.query<{ id: string }[]>(
    `/* visible-services */
     SELECT s.id
     FROM service s JOIN agency a ON a.id = s.agency_id
     WHERE ($1::uuid IS NULL OR s.agency_id = $1)
       AND ($2::uuid[] IS NULL OR s.id = ANY($2))
       AND ($3::text[] IS NULL OR a.code = ANY($3))
       AND ($4::text[] IS NULL OR s.code = ANY($4) OR a.code || '/' || s.code = ANY($4))
     ORDER BY s.id`,
    [scope.agencyId ?? null, scope.serviceIds ?? null, scope.agencyCodes ?? null, scope.serviceNames ?? null],
  );
  return rows.map((row) => row.id);
}
