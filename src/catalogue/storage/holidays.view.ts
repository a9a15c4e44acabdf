import type { UnitOfWork } from "../../database/unit-of-work";
import type { Holiday } from "../domain/calendar";

/** National holidays and those of agencies on the days `[from, to)`, in their order. */
export async function readHolidays(unit: UnitOfWork, agencyIds: readonly string[], from: string, to: string): Promise<Holiday[]> {
  return unit.query<Holiday[]>(
    `/* holidays */
     SELECT agency_id AS "agencyId", day::text AS day, names, announced_on::text AS "announcedOn"
     FROM holiday
     WHERE (agency_id IS NULL OR agency_id = ANY($1)) AND day >= $2::date AND day < $3::date
     ORDER BY day, agency_id NULLS FIRST`,
    [agencyIds, from, to],
  );
}
