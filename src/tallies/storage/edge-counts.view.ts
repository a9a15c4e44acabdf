import type { UnitOfWork } from "../../database/unit-of-work";
import { EDGE_TALLY } from "../domain/tally";
import type { EdgeCount, TallyQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";
import { BUCKET_COLUMNS, type BucketRow, summedBuckets, sumsOf } from "./summed-buckets";

const KEY = ["service_id", "from_step", "to_step"] as const;

type Row = BucketRow & Record<(typeof KEY)[number], string>;

/** Directly-follows edges by service, with the log-buckets of their times added up. */
export async function edgeCounts(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly EdgeCount[]> {
  const counted = countedRows(EDGE_TALLY, [...KEY, ...BUCKET_COLUMNS], query);
  const rows = await unit.query<Row[]>(`/* edge-counts */ ${summedBuckets(counted.sql, KEY)}`, [...counted.parameters]);
  return rows.map((row) => ({ serviceId: row.service_id, from: row.from_step === "" ? null : row.from_step, to: row.to_step === "" ? null : row.to_step, ...sumsOf(row) }));
}
