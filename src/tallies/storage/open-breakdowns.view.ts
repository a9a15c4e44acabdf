import type { UnitOfWork } from "../../database/unit-of-work";
import type { Dimension } from "../domain/publishable-cells";
import { ANSWER_BREAKDOWN_TALLY } from "./released-tables";

/** A cell that could be shown, of siblings one of which holds the minimum. */
export interface OpenCell {
  /** By column. */
  readonly key: Readonly<Record<string, string | number | boolean>>;
  /** The same for cells that are closed together. */
  readonly siblings: string;
  readonly value: string;
  readonly n: number;
}

const KEY = ANSWER_BREAKDOWN_TALLY.key.map(({ name }) => name);
const SIBLINGS = KEY.filter((name) => name !== "value").join(", ");
const N = Array.from({ length: 11 }, (_, score) => `n${String(score)}`).join(" + ");

/** Open cells of a service in months before `before`, of those dimensions; only where one of the siblings holds the minimum. */
export async function openBreakdowns(unit: UnitOfWork, serviceId: string, dimensions: readonly Dimension[], before: string, minimum: number): Promise<readonly OpenCell[]> {
  const rows = await unit.query<(Record<string, string | number | boolean> & { readonly n: number })[]>(
    `/* open-breakdowns */
     SELECT ${KEY.map((name) => (name === "day" ? "day::text" : name)).join(", ")}, n::float8 AS n
     FROM (
       SELECT ${KEY.join(", ")}, ${N} AS n, max(${N}) OVER (PARTITION BY ${SIBLINGS}) AS largest
       FROM answer_breakdown_delta
       WHERE service_id = $1 AND day < $2::date AND state = 'OPEN' AND dimension = ANY ($3::text[])
     ) AS held
     WHERE largest >= $4
     ORDER BY ${KEY.join(", ")}`,
    [serviceId, before, dimensions, minimum],
  );
  return rows.map(({ n, ...key }) => {
    const { value, ...siblings } = key;
    return { key, siblings: JSON.stringify(siblings), value: String(value), n };
  });
}
