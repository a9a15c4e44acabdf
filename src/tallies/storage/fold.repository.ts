import type { UnitOfWork } from "../../database/unit-of-work";
import { type Grain, grainsOf } from "../domain/grain";
import type { Tally } from "../domain/tally";
import { deltaTable, keyColumns, measureColumns, tallyTable } from "./tally-table";

/** How far a chunk of deltas goes, in the order of their primary key. */
export interface ChunkEnd {
  readonly serviceId: string;
  readonly id: string;
}

/** First half of the key of the advisory locks of this module; the second is the tally's. */
const FOLD_LOCKS = 7_208_530;

/** Moves deltas into tallies. All statements of one fold must run in one REPEATABLE READ unit of work. */
export class FoldRepository {
  /** Whether this unit of work may fold the tally: one at a time, until the unit ends. */
  async lock(unit: UnitOfWork, tally: Tally): Promise<boolean> {
    const [row] = await unit.query<{ locked: boolean }[]>(
      `/* lock-fold */ SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS locked`,
      [FOLD_LOCKS, tally.name],
    );
    return row?.locked === true;
  }

  /** The last of the first `size` deltas; undefined where none waits. */
  async chunkEnd(unit: UnitOfWork, tally: Tally, size: number): Promise<ChunkEnd | undefined> {
    const [row] = await unit.query<ChunkEnd[]>(
      `/* ${tally.name}-chunk-end */
       SELECT service_id AS "serviceId", id
       FROM (SELECT service_id, id FROM ${deltaTable(tally)} ORDER BY service_id, id LIMIT $1) AS chunk
       ORDER BY service_id DESC, id DESC LIMIT 1`,
      [size],
    );
    return row;
  }

  /** Adds the deltas up to the end of the chunk to every grain of the tally and removes exactly them. Answers how many there were. */
  async move(unit: UnitOfWork, tally: Tally, end: ChunkEnd): Promise<number> {
    for (const grain of grainsOf(tally)) await unit.query(tally.buckets ? addWithBuckets(tally, grain) : add(tally, grain), [end.serviceId, end.id]);
    const [, removed] = await unit.query<[unknown, number]>(
      `/* remove-${tally.name}-deltas */ DELETE FROM ${deltaTable(tally)} WHERE (service_id, id) <= ($1::uuid, $2::uuid)`,
      [end.serviceId, end.id],
    );
    return removed;
  }
}

/** The snapshot of the unit of work makes "up to the end of the chunk" the same rows here and where they are removed. */
const IN_CHUNK = "WHERE (service_id, id) <= ($1::uuid, $2::uuid)";

/** The key of a delta as a grain counts it. */
function deltaKeys(tally: Tally, grain: Grain): readonly string[] {
  return keyColumns(tally, grain).map((column) => (column === "day" && grain !== "DAY" ? "date_trunc('month', day::timestamp)::date" : column));
}

function statementName(tally: Tally, grain: Grain): string {
  return `/* fold-${tally.name}-deltas-by-${grain.toLowerCase()} */`;
}

function add(tally: Tally, grain: Grain): string {
  const keys = keyColumns(tally, grain).join(", ");
  const grouped = deltaKeys(tally, grain).join(", ");
  const measures = measureColumns(tally);
  return `${statementName(tally, grain)}
    INSERT INTO ${tallyTable(tally, grain)} AS kept (${keys}, ${measures.join(", ")})
    SELECT ${grouped}, ${measures.map((measure) => `sum(${measure})::bigint`).join(", ")}
    FROM ${deltaTable(tally)} ${IN_CHUNK}
    GROUP BY ${grouped}
    HAVING ${measures.map((measure) => `sum(${measure}) <> 0`).join(" OR ")}
    ON CONFLICT (${keys}) DO UPDATE SET ${measures.map((measure) => `${measure} = kept.${measure} + excluded.${measure}`).join(", ")}`;
}

/** Arrays do not add up by themselves: the kept rows are read with the deltas, summed bucket by bucket, and replaced. */
function addWithBuckets(tally: Tally, grain: Grain): string {
  const keys = keyColumns(tally, grain).join(", ");
  const grouped = deltaKeys(tally, grain).join(", ");
  const measures = measureColumns(tally);
  const amounts = `${measures.join(", ")}, bucket_keys, bucket_counts`;
  return `${statementName(tally, grain)}
    WITH added (${keys}, ${amounts}) AS MATERIALIZED (SELECT ${grouped}, ${amounts} FROM ${deltaTable(tally)} ${IN_CHUNK}),
    both_parts AS MATERIALIZED (
      SELECT ${keys}, ${amounts} FROM added
      UNION ALL
      SELECT ${keys}, ${amounts} FROM ${tallyTable(tally, grain)} JOIN (SELECT DISTINCT ${keys} FROM added) AS touched USING (${keys})
    )
    INSERT INTO ${tallyTable(tally, grain)} (${keys}, ${amounts})
    SELECT ${keys}, ${measures.join(", ")}, coalesce(found_keys, '{}'), coalesce(found_counts, '{}')
    FROM (SELECT ${keys}, ${measures.map((measure) => `sum(${measure})::bigint AS ${measure}`).join(", ")} FROM both_parts GROUP BY ${keys}) AS sums
    LEFT JOIN (
      SELECT ${keys}, array_agg(bucket ORDER BY bucket) AS found_keys, array_agg(found ORDER BY bucket) AS found_counts
      FROM (
        SELECT ${keys}, bucket, sum(found)::bigint AS found
        FROM both_parts CROSS JOIN LATERAL unnest(bucket_keys, bucket_counts) AS b (bucket, found)
        GROUP BY ${keys}, bucket HAVING sum(found) <> 0
      ) AS counted
      GROUP BY ${keys}
    ) AS buckets USING (${keys})
    ON CONFLICT (${keys}) DO UPDATE SET
      ${[...measures, "bucket_keys", "bucket_counts"].map((column) => `${column} = excluded.${column}`).join(", ")}`;
}
