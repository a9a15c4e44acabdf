import type { UnitOfWork } from "../../database/unit-of-work";
import type { Period } from "../../shared/period";
import type { CountRow } from "../domain/count-row";
import type { Grain } from "../domain/grain";
import type { Tally } from "../domain/tally";
import { deltaTable, keyColumns, measureColumns, tallyTable } from "./tally-table";

interface Row {
  readonly key: readonly string[];
  readonly measures: readonly number[];
  /** `keys:counts;keys:counts`, each a list with commas; null where there is no duration. */
  readonly buckets?: string | null;
}

/**
 * What is counted of one service at a grain, row by row: as folded and added since, or only what waits for the fold.
 *
 * @param period whole months, but for the grain of days
 */
export async function storedCounts(unit: UnitOfWork, tally: Tally, grain: Grain, serviceId: string, period: Period, parts: "ALL" | "WAITING" = "ALL"): Promise<readonly CountRow[]> {
  const rows = await unit.query<Row[]>(statement(tally, grain, parts), [serviceId, period.from, period.to]);
  return rows.map(({ key, measures, buckets }) => ({ tally, key, measures, buckets: bucketsOf(buckets ?? "") }));
}

function statement(tally: Tally, grain: Grain, parts: "ALL" | "WAITING"): string {
  const key = keyColumns(tally, grain);
  const amounts = [...measureColumns(tally), ...(tally.buckets ? ["bucket_keys", "bucket_counts"] : [])].join(", ");
  const ofDelta = key.map((column) => (column === "day" && grain !== "DAY" ? "date_trunc('month', day::timestamp)::date AS day" : column));
  const within = "WHERE service_id = $1::uuid AND day >= $2::date AND day < $3::date";
  const folded = parts === "ALL" ? `SELECT ${key.join(", ")}, ${amounts} FROM ${tallyTable(tally, grain)} ${within} UNION ALL ` : "";
  const buckets = `, string_agg(array_to_string(bucket_keys, ',') || ':' || array_to_string(bucket_counts, ','), ';') FILTER (WHERE bucket_keys <> '{}') AS buckets`;
  return `/* stored-${tally.name}-counts-by-${grain.toLowerCase()} */
    SELECT ARRAY[${key.map((column) => `${column}::text`).join(", ")}] AS key,
      ARRAY[${measureColumns(tally).map((measure) => `sum(${measure})::float8`).join(", ")}] AS measures${tally.buckets ? buckets : ""}
    FROM (${folded}SELECT ${ofDelta.join(", ")}, ${amounts} FROM ${deltaTable(tally)} ${within}) AS counted
    GROUP BY ${key.join(", ")}`;
}

function bucketsOf(text: string): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  for (const part of text === "" ? [] : text.split(";")) {
    const [keys = "", counts = ""] = part.split(":");
    const found = counts.split(",");
    for (const [i, bucket] of keys.split(",").entries()) sums.set(Number(bucket), (sums.get(Number(bucket)) ?? 0) + Number(found[i] ?? 0));
  }
  return sums;
}
