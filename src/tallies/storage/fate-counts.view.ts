import type { UnitOfWork } from "../../database/unit-of-work";
import { FATE_TALLY } from "../domain/tally";
import type { FateCount, TallyQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";
import { BUCKET_COLUMNS, type BucketRow, summedBuckets, sumsOf } from "./summed-buckets";

const KEY = ["service_id", "step_code", "fate"] as const;

type Row = BucketRow & Record<(typeof KEY)[number], string>;

/** How transaction-steps ended, by service and step, with the log-buckets of the time it took. */
export async function fateCounts(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly FateCount[]> {
  const counted = countedRows(FATE_TALLY, [...KEY, ...BUCKET_COLUMNS], query);
  const rows = await unit.query<Row[]>(`/* fate-counts */ ${summedBuckets(counted.sql, KEY)}`, [...counted.parameters]);
  return rows.map((row) => ({ serviceId: row.service_id, stepCode: row.step_code, fate: row.fate as FateCount["fate"], ...sumsOf(row) }));
}
