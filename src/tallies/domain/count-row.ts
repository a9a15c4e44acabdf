import { type Grain, keyAt } from "./grain";
import { monthOf } from "./spans";
import type { Tally } from "./tally";

/** One row of a tally at one of its grains: what is counted under a key. */
export interface CountRow {
  readonly tally: Tally;
  /** In the order of the key columns at the grain. */
  readonly key: readonly string[];
  /** In the order of the tally's measures. */
  readonly measures: readonly number[];
  /** Log-bucket → how many. */
  readonly buckets: ReadonlyMap<number, number>;
}

/** The day a row counts on: of a month, its first. No grain drops what comes before it in the key. */
export function dayOfRow({ tally, key }: CountRow): string {
  return key[tally.key.findIndex(({ name }) => name === "day")] ?? "";
}

/** What tells rows of one tally and one service apart; the service is left out, and no code holds a NUL. */
export function rowName(key: readonly string[]): string {
  return key.slice(1).join("\0");
}

/** Rows under the same key added up. */
export class CountRows {
  private readonly sums = new Map<string, { readonly tally: Tally; readonly key: readonly string[]; readonly measures: number[]; readonly buckets: Map<number, number> }>();

  /** Of one tally and one service. */
  add({ tally, key, measures, buckets }: CountRow): void {
    const name = rowName(key);
    const sum = this.sums.get(name);
    if (sum === undefined) {
      this.sums.set(name, { tally, key, measures: [...measures], buckets: new Map(buckets) });
      return;
    }
    for (const [i, n] of measures.entries()) sum.measures[i] = (sum.measures[i] ?? 0) + n;
    for (const [bucket, n] of buckets) sum.buckets.set(bucket, (sum.buckets.get(bucket) ?? 0) + n);
  }

  get size(): number {
    return this.sums.size;
  }

  rows(): Iterable<CountRow> {
    return this.sums.values();
  }

  delete(row: CountRow): void {
    this.sums.delete(rowName(row.key));
  }
}

/** Rows of the finest grain, added up to another. */
export function rowsAt(tally: Tally, grain: Grain, rows: Iterable<CountRow>): Iterable<CountRow> {
  if (grain === "DAY" || tally.monthly === true) return rows;
  const kept = new Set(keyAt(tally, grain));
  const sums = new CountRows();
  for (const row of rows) {
    const key = tally.key.flatMap((column, i) => (kept.has(column) ? [column.name === "day" ? monthOf(row.key[i] ?? "") : (row.key[i] ?? "")] : []));
    sums.add({ ...row, key });
  }
  return sums.rows();
}

/** Each row less the rows of the same key among others. */
export function rowsLess(rows: readonly CountRow[], others: readonly CountRow[]): readonly CountRow[] {
  const byName = new Map(others.map((row) => [rowName(row.key), row]));
  return rows.map((row) => {
    const other = byName.get(rowName(row.key));
    if (other === undefined) return row;
    const buckets = new Map(row.buckets);
    for (const [bucket, n] of other.buckets) buckets.set(bucket, (buckets.get(bucket) ?? 0) - n);
    return { ...row, measures: row.measures.map((n, i) => n - (other.measures[i] ?? 0)), buckets };
  });
}
