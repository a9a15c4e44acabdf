import type { UnitOfWork } from "../../database/unit-of-work";
import { DURATION_TALLY } from "../domain/tally";
import type { DurationCount, DurationQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";
import { BUCKET_COLUMNS, type BucketRow, summedBuckets, sumsOf } from "./summed-buckets";

const KEY = ["service_id", "step_code", "kind", "calendar", "turn"] as const;

type Row = BucketRow & Record<(typeof KEY)[number], string> & { readonly procedure_id?: string; readonly counted_on?: string };

/** Weeks stand under their Sunday, months under their first day, as the grain of months has them. */
const COUNTED_ON = { DAY: "day", WEEK: "day - extract(dow FROM day)::int", MONTH: "day" };

/** Durations by service, step, kind, calendar and turn, where asked for also by version and by day, week or month, with their log-buckets added up. */
export async function durationCounts(unit: UnitOfWork, query: DurationQuery): Promise<readonly DurationCount[]> {
  const parts = query.byProcedure === true ? [...KEY, "procedure_id"] : KEY;
  const key = query.over === undefined ? parts : [...parts, "counted_on"];
  const columns = [...parts, ...(query.over === undefined ? [] : [`(${COUNTED_ON[query.over]})::text AS counted_on`])];
  const only = { calendar: query.calendar && [query.calendar], step_code: query.stepCodes };
  const counted = countedRows(DURATION_TALLY, [...columns, ...BUCKET_COLUMNS], query, only, query.over === "DAY" || query.over === "WEEK" ? "DAY" : undefined);
  const rows = await unit.query<Row[]>(`/* duration-counts */ ${summedBuckets(counted.sql, key)}`, [...counted.parameters]);
  return rows.map((row) => ({
    serviceId: row.service_id,
    stepCode: row.step_code === "" ? null : row.step_code,
    kind: row.kind as DurationCount["kind"],
    calendar: row.calendar as DurationCount["calendar"],
    ...(row.procedure_id === undefined ? {} : { procedureId: row.procedure_id }),
    ...(row.counted_on === undefined ? {} : { day: row.counted_on }),
    turn: row.turn === "" ? null : (row.turn as DurationCount["turn"]),
    ...sumsOf(row),
  }));
}
