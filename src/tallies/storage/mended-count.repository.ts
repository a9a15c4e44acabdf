import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, type UnnestColumn, unnestOf, unnestParameters } from "../../database/unnest";
import type { CountRow } from "../domain/count-row";
import { type Grain, keyAt } from "../domain/grain";
import type { Tally } from "../domain/tally";
import { columnName, keyColumns, tallyTable } from "./tally-table";

/** Puts folded counts right. Only for a unit of work that holds the fold's lock of the tally. */
export class MendedCountRepository {
  /** Makes rows of a tally what they are given as, whether or not they are there. */
  async replace(unit: UnitOfWork, tally: Tally, grain: Grain, rows: readonly CountRow[]): Promise<void> {
    if (rows.length === 0) return;
    const columns = columnsOf(tally, grain);
    const names = columnNames(columns);
    const key = keyColumns(tally, grain);
    await unit.query(
      `/* mend-${tally.name}-counts-by-${grain.toLowerCase()} */
       INSERT INTO ${tallyTable(tally, grain)} (${names})
       SELECT ${columns.map(({ name }) => `${name}${ARRAYS[name] ?? ""}`).join(", ")} FROM ${unnestOf(columns)} AS right_ones (${names})
       ON CONFLICT (${key.join(", ")}) DO UPDATE SET ${columns.filter(({ name }) => !key.includes(name)).map(({ name }) => `${name} = excluded.${name}`).join(", ")}`,
      unnestParameters(columns, rows),
    );
  }
}

/** An array of arrays must be a rectangle: arrays of their own length travel as the text of one. */
const ARRAYS: Readonly<Record<string, string>> = { bucket_keys: "::integer[]", bucket_counts: "::bigint[]" };

function columnsOf(tally: Tally, grain: Grain): readonly UnnestColumn<CountRow>[] {
  const full = ({ buckets }: CountRow): readonly (readonly [number, number])[] => [...buckets].filter(([, n]) => n !== 0).toSorted(([a], [b]) => a - b);
  return [
    ...keyAt(tally, grain).map(({ name, type }, i): UnnestColumn<CountRow> => ({ name: columnName(name), type, of: (row) => row.key[i] ?? "" })),
    ...tally.measures.map((name, i): UnnestColumn<CountRow> => ({ name: columnName(name), type: "bigint", of: (row) => row.measures[i] ?? 0 })),
    ...(tally.buckets
      ? [
          { name: "bucket_keys", type: "text" as const, of: (row: CountRow) => `{${full(row).map(([bucket]) => bucket).join(",")}}` },
          { name: "bucket_counts", type: "text" as const, of: (row: CountRow) => `{${full(row).map(([, n]) => n).join(",")}}` },
        ]
      : []),
  ];
}
