import type { UnitOfWork } from "../../database/unit-of-work";
import type { Period } from "../../shared/period";
import type { NamedPeriod } from "../domain/calendar";

/** Named periods that share a day with a period, in the order of their days. */
export async function readNamedPeriodsWithin(unit: UnitOfWork, { from, to }: Period): Promise<NamedPeriod[]> {
  return unit.query<NamedPeriod[]>(
    `/* named-periods-within */
     SELECT code, names, from_day::text AS "from", to_day::text AS "to"
     FROM named_period
     WHERE from_day < $2::date AND to_day > $1::date
     ORDER BY from_day, code`,
    [from, to],
  );
}
