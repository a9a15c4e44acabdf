import type { UnitOfWork } from "../../database/unit-of-work";
import { Dimension } from "../domain/publishable-cells";
import { ANSWER_MONTH_TALLY, ANSWER_TALLY, CHOICE_MONTH_TALLY, CHOICE_TALLY, QUESTION_COLUMNS, RATINGS, type ReleasedTable } from "./released-tables";

const summed = (measures: readonly string[], sign: "" | "-" = ""): string => measures.map((name) => `${sign}${name} AS ${name}`).join(", ");
const differ = (measures: readonly string[]): string => measures.map((name) => `sum(${name}) <> 0`).join(" OR ");
const QUESTION = QUESTION_COLUMNS.join(", ");
const WHOLE = QUESTION_COLUMNS.filter((name) => name !== "step_code").join(", ");

/** Months of a table that are not the sum of their days. */
function unequalMonths(days: ReleasedTable, months: ReleasedTable): string {
  const key = days.key.slice(2).map(({ name }) => name).join(", ");
  return `
     SELECT concat_ws(' ', '${months.name}', month, ${key}) AS difference
     FROM (
       SELECT date_trunc('month', day)::date AS month, ${key}, ${summed(days.measures)} FROM ${days.name} WHERE service_id = $1
       UNION ALL
       SELECT day, ${key}, ${summed(months.measures, "-")} FROM ${months.name} WHERE service_id = $1
     ) AS both_grains
     GROUP BY month, ${key} HAVING ${differ(days.measures)}`;
}

/** Tables of released answers of a service that do not say the same, each row in words; none where all is well. */
export async function releasedDifferences(unit: UnitOfWork, serviceId: string): Promise<readonly string[]> {
  const rows = await unit.query<{ readonly difference: string }[]>(
    `/* released-differences */
     ${unequalMonths(ANSWER_TALLY, ANSWER_MONTH_TALLY)}
     UNION ALL
     ${unequalMonths(CHOICE_TALLY, CHOICE_MONTH_TALLY)}
     UNION ALL
     SELECT concat_ws(' ', 'answer_group_tally', day, ${WHOLE})
     FROM (
       SELECT day, ${WHOLE}, ${summed(RATINGS)} FROM answer_month_tally WHERE service_id = $1 AND step_code = ''
       UNION ALL
       SELECT day, ${WHOLE}, ${summed(RATINGS, "-")} FROM answer_group_tally WHERE service_id = $1
     ) AS by_group
     GROUP BY day, ${WHOLE} HAVING ${differ(RATINGS)}
     UNION ALL
     SELECT concat_ws(' ', 'answer_breakdown', dimension, day, ${QUESTION})
     FROM (
       SELECT dimension, day, ${QUESTION}, ${summed(RATINGS)} FROM answer_month_tally CROSS JOIN unnest($2::text[]) AS d (dimension) WHERE service_id = $1
       UNION ALL
       SELECT dimension, day, ${QUESTION}, ${summed(RATINGS, "-")} FROM answer_breakdown_tally WHERE service_id = $1
       UNION ALL
       SELECT dimension, day, ${QUESTION}, ${summed(RATINGS, "-")} FROM answer_breakdown_delta WHERE service_id = $1
     ) AS broken_down
     GROUP BY dimension, day, ${QUESTION} HAVING ${differ(RATINGS)}
     UNION ALL
     SELECT concat_ws(' ', 'driver_tally', day, ${WHOLE})
     FROM (
       SELECT day, ${WHOLE}, n, products[1] AS again FROM driver_tally WHERE service_id = $1
       UNION ALL
       SELECT day, ${WHOLE}, -(${RATINGS.slice(0, 11).join(" + ")}), NULL FROM answer_month_tally WHERE service_id = $1 AND step_code = ''
     ) AS driven
     GROUP BY day, ${WHOLE} HAVING sum(n) > 0 OR bool_or(n <> again)`,
    [serviceId, Object.values(Dimension)],
  );
  return rows.map(({ difference }) => difference);
}
