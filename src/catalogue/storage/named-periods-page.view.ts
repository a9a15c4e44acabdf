import type { UnitOfWork } from "../../database/unit-of-work";
import type { PageRequest, PageRow } from "../../shared/page";
import type { NamedPeriod } from "../domain/calendar";

/** Named periods in the order of their codes, one more than wanted, and how many there are. */
export async function readNamedPeriodsPage(unit: UnitOfWork, { first, after }: PageRequest): Promise<PageRow<NamedPeriod>[]> {
  return unit.query<PageRow<NamedPeriod>[]>(
    `/* named-periods-page */
     SELECT t.total, x.*
     FROM (SELECT count(*)::integer AS total FROM named_period) t
     LEFT JOIN LATERAL (
       SELECT code, names, from_day::text AS "from", to_day::text AS "to"
       FROM named_period
       WHERE $2::text IS NULL OR code > $2
       ORDER BY code LIMIT $1) x ON true
     ORDER BY x.code`,
    [first + 1, after],
  );
}
