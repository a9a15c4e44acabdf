import type { UnitOfWork } from "../../database/unit-of-work";
import type { AnswerMonthsQuery, DriverMaterial } from "../released-answers.lookup";
import { wanted } from "./released-rows";

type Group = DriverMaterial["groups"][number];
type Row = Omit<DriverMaterial, "groups"> & Group;

const KEY = "service_id, procedure_id, instrument_code, instrument_version, moment, mode, collector";

/** Cross-products by service, procedure version, instrument and jackknife group, the months added up. */
export async function driverMaterial(unit: UnitOfWork, query: Omit<AnswerMonthsQuery, "byProcedure">): Promise<readonly DriverMaterial[]> {
  const rows = await unit.query<Row[]>(
    `/* driver-material */
     WITH counted AS MATERIALIZED (
       SELECT *, dense_rank() OVER (PARTITION BY service_id ORDER BY ${KEY}, jackknife_group) AS ranked
       FROM driver_tally
       WHERE ${wanted(query)} AND day >= $3::date AND day < $4::date
     )
     SELECT service_id AS "serviceId", procedure_id AS "procedureId", instrument_code AS "instrumentCode", instrument_version AS "instrumentVersion",
       moment, mode, collector, columns, jackknife_group AS "group", n, products
     FROM (SELECT ranked, ${KEY}, jackknife_group, sum(n)::float8 AS n FROM counted GROUP BY ranked, ${KEY}, jackknife_group) AS sums
     JOIN (
       SELECT service_id, ranked, array_agg(product ORDER BY place) AS products
       FROM (
         SELECT service_id, ranked, place, sum(product)::float8 AS product
         FROM counted CROSS JOIN LATERAL unnest(products) WITH ORDINALITY AS p (product, place)
         GROUP BY service_id, ranked, place
       ) AS summed
       GROUP BY service_id, ranked
     ) AS material USING (service_id, ranked)
     JOIN driver_plan USING (service_id, procedure_id)
     ORDER BY service_id, ranked`,
    [query.serviceIds, query.procedureIds ?? null, query.months.from, query.months.to],
  );
  const found = new Map<string, Omit<Row, keyof Group> & { readonly groups: Group[] }>();
  for (const { group, n, products, ...asked } of rows) {
    const key = JSON.stringify(asked);
    const material = found.get(key) ?? { ...asked, groups: [] };
    material.groups.push({ group, n, products });
    found.set(key, material);
  }
  return [...found.values()];
}
