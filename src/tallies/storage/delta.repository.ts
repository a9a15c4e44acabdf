import type { UnitOfWork } from "../../database/unit-of-work";
import type { Insertions } from "../../database/insertions";
import { columnNames, type UnnestColumn, unnestOf, unnestParameters, unnestSelection } from "../../database/unnest";
import { newId } from "../../shared/new-id";
import type { Delta } from "../domain/delta";
import type { Tally } from "../domain/tally";
import type { VariantPath } from "../domain/variant";
import { columnName, deltaTable } from "./tally-table";

/** Writes what a unit of work adds to the counts: rows are only ever appended, so that nobody waits for anybody. */
export class DeltaRepository {
  /** Into all their tables at once: none waits for another. */
  async append(unit: UnitOfWork, deltas: readonly Delta[]): Promise<void> {
    await Promise.all([...byTally(deltas)].map(([tally, rows]) => appendTo(unit, tally, rows)));
  }

  /** Leaves the writing to whoever gathers. */
  gather(into: Insertions, deltas: readonly Delta[]): void {
    for (const [tally, rows] of byTally(deltas)) into.add(deltaTable(tally), columnsOf(tally), rows);
  }

  /** Remembers what paths are, where they are new. In order of their names, so that two writers cannot block each other. */
  async rememberPaths(unit: UnitOfWork, paths: readonly VariantPath[]): Promise<void> {
    const distinct = new Map(paths.map((path) => [`${path.serviceId} ${path.pathHash}`, path]));
    const sorted = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
    if (sorted.length === 0) return;
    await unit.query(
      `/* remember-variant-paths */
       INSERT INTO variant_path (service_id, path_hash, steps)
       SELECT service_id, path_hash, steps::text[] FROM ${unnestOf(PATH_COLUMNS)} AS sent (${columnNames(PATH_COLUMNS)})
       ON CONFLICT (service_id, path_hash) DO NOTHING`,
      unnestParameters(PATH_COLUMNS, sorted),
    );
  }
}

async function appendTo(unit: UnitOfWork, tally: Tally, rows: readonly Delta[]): Promise<void> {
  const columns = columnsOf(tally);
  const names = columnNames(columns);
  await unit.query(
    `/* append-${tally.name}-deltas */
     INSERT INTO ${deltaTable(tally)} (${names})
     SELECT ${unnestSelection(columns)} FROM ${unnestOf(columns)} AS sent (${names})`,
    unnestParameters(columns, rows),
  );
}

function byTally(deltas: readonly Delta[]): ReadonlyMap<Tally, readonly Delta[]> {
  const sorted = new Map<Tally, Delta[]>();
  for (const delta of deltas) {
    const known = sorted.get(delta.tally);
    if (known === undefined) sorted.set(delta.tally, [delta]);
    else known.push(delta);
  }
  return sorted;
}

const PATH_COLUMNS: readonly UnnestColumn<VariantPath>[] = [
  { name: "service_id", type: "uuid", of: (path) => path.serviceId },
  { name: "path_hash", type: "text", of: (path) => path.pathHash },
  { name: "steps", type: "text", of: (path) => `{${path.steps.map((step) => `"${step.replace(/["\\]/gu, "\\$&")}"`).join(",")}}` },
];

/** The same list every time, so that what is made of it can be remembered. */
const columnsByTally = new Map<Tally, readonly UnnestColumn<Delta>[]>();

function columnsOf(tally: Tally): readonly UnnestColumn<Delta>[] {
  const known = columnsByTally.get(tally);
  if (known !== undefined) return known;
  const columns: readonly UnnestColumn<Delta>[] = [
    { name: "id", type: "uuid", of: () => newId() },
    ...tally.key.map(({ name, type }, i) => ({ name: columnName(name), type, of: (delta: Delta) => delta.key[i] ?? "" })),
    ...tally.measures.map((name, i) => ({ name: columnName(name), type: "bigint" as const, of: (delta: Delta) => delta.measures[i] ?? 0 })),
    ...(tally.buckets
      ? [
          { name: "bucket_keys", type: "text" as const, as: "integer[]" as const, of: (delta: Delta) => `{${[...delta.buckets.keys()].join(",")}}` },
          { name: "bucket_counts", type: "text" as const, as: "bigint[]" as const, of: (delta: Delta) => `{${[...delta.buckets.values()].join(",")}}` },
        ]
      : []),
  ];
  columnsByTally.set(tally, columns);
  return columns;
}
