import type { UnitOfWork } from "../../database/unit-of-work";
import { newId } from "../../shared/new-id";
import type { Delta } from "../domain/delta";
import type { Tally } from "../domain/tally";
import type { VariantPath } from "../domain/variant";
import { deltaTable, keyColumns, measureColumns } from "./tally-table";

/** Writes what a unit of work adds to the counts: rows are only ever appended, so that nobody waits for anybody. */
export class DeltaRepository {
  async append(unit: UnitOfWork, deltas: readonly Delta[]): Promise<void> {
    const byTally = new Map<Tally, Delta[]>();
    for (const delta of deltas) {
      const known = byTally.get(delta.tally);
      if (known === undefined) byTally.set(delta.tally, [delta]);
      else known.push(delta);
    }
    for (const [tally, rows] of byTally) await unit.query(appendStatement(tally), columnsOf(tally, rows));
  }

  /** Remembers what paths are, where they are new. In order of their names, so that two writers cannot block each other. */
  async rememberPaths(unit: UnitOfWork, paths: readonly VariantPath[]): Promise<void> {
    const distinct = new Map(paths.map((path) => [`${path.serviceId} ${path.pathHash}`, path]));
    const sorted = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
    if (sorted.length === 0) return;
    await unit.query(
      `/* remember-variant-paths */
       INSERT INTO variant_path (service_id, path_hash, steps)
       SELECT service_id, path_hash, ARRAY(SELECT jsonb_array_elements_text(steps))
       FROM unnest($1::uuid[], $2::text[], $3::jsonb[]) AS sent (service_id, path_hash, steps)
       ON CONFLICT (service_id, path_hash) DO NOTHING`,
      [sorted.map((path) => path.serviceId), sorted.map((path) => path.pathHash), sorted.map((path) => JSON.stringify(path.steps))],
    );
  }
}

function appendStatement(tally: Tally): string {
  const keys = keyColumns(tally);
  const measures = measureColumns(tally);
  const columns = ["id", ...keys, ...measures, ...(tally.buckets ? ["bucket_keys", "bucket_counts"] : [])];
  const types = ["uuid", ...tally.key.map((column) => column.type), ...measures.map(() => "bigint"), ...(tally.buckets ? ["text", "text"] : [])];
  // An array of arrays must be a rectangle: buckets travel as one text each.
  const read = columns.map((column) => (column === "bucket_keys" ? "bucket_keys::integer[]" : column === "bucket_counts" ? "bucket_counts::bigint[]" : column));
  return `/* append-${tally.name}-deltas */
    INSERT INTO ${deltaTable(tally)} (${columns.join(", ")})
    SELECT ${read.join(", ")}
    FROM unnest(${types.map((type, i) => `$${String(i + 1)}::${type}[]`).join(", ")}) AS sent (${columns.join(", ")})`;
}

/** One array per column. */
function columnsOf(tally: Tally, rows: readonly Delta[]): readonly (readonly (string | number | undefined)[])[] {
  const list = (numbers: Iterable<number>): string => `{${[...numbers].join(",")}}`;
  return [
    rows.map(() => newId()),
    ...tally.key.map((_, i) => rows.map((row) => row.key[i])),
    ...tally.measures.map((_, i) => rows.map((row) => row.measures[i])),
    ...(tally.buckets ? [rows.map((row) => list(row.buckets.keys())), rows.map((row) => list(row.buckets.values()))] : []),
  ];
}
