import type { UnitOfWork } from "../../database/unit-of-work";
import { DURATION_TALLY } from "../domain/tally";
import type { DurationCount, DurationQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";
import { BUCKET_COLUMNS, type BucketRow, summedBuckets, sumsOf } from "./summed-buckets";

const KEY = ["service_id", "step_code", "kind", "calendar", "turn"] as const;

type Row = BucketRow & Record<(typeof KEY)[number], string> & { readonly procedure_id?: string };

/** Durations by service, step, kind, calendar and turn, with their log-buckets added up. */
export async function durationCounts(unit: UnitOfWork, query: DurationQuery): Promise<readonly DurationCount[]> {
  const key = query.byProcedure === true ? [...KEY, "procedure_id"] : KEY;
  const counted = countedRows(DURATION_TALLY, [...key, ...BUCKET_COLUMNS], query, { calendar: query.calendar && [query.calendar], step_code: query.stepCodes });
  const rows = await unit.query<Row[]>(`/* duration-counts */ ${summedBuckets(counted.sql, key)}`, [...counted.parameters]);
  return rows.map((row) => ({
    serviceId: row.service_id,
    stepCode: row.step_code === "" ? null : row.step_code,
    kind: row.kind as DurationCount["kind"],
    calendar: row.calendar as DurationCount["calendar"],
    ...(row.procedure_id === undefined ? {} : { procedureId: row.procedure_id }),
    turn: row.turn === "" ? null : (row.turn as DurationCount["turn"]),
    ...sumsOf(row),
  }));
}
