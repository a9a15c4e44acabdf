import type { Delta } from "../../src/tallies/domain/delta";
import { type Grain, grainsOf, keyAt } from "../../src/tallies/domain/grain";
import { monthOf } from "../../src/tallies/domain/spans";
import { TALLIES, type Tally } from "../../src/tallies/domain/tally";
import type { Cell } from "./copy-rows";

interface CountedRow {
  readonly key: readonly string[];
  readonly measures: number[];
  readonly buckets: Map<number, number>;
}

/** Rows of one tally by their key. */
type CountedRows = Map<string, CountedRow>;

/** Adds up the deltas of a service, and tells the rows of its tallies at every grain: what folding them would leave. */
export class CountedDeltas {
  private readonly byTally = new Map<Tally, CountedRows>();

  add({ tally, key, measures, buckets }: Delta): void {
    let rows = this.byTally.get(tally);
    if (rows === undefined) {
      rows = new Map();
      this.byTally.set(tally, rows);
    }
    put(rows, key, measures, buckets);
  }

  /** @param keptFrom first day that is kept day by day */
  rowsOf(tally: Tally, grain: Grain, keptFrom: string): readonly (readonly Cell[])[] {
    const days = this.byTally.get(tally);
    if (days === undefined) return [];
    const dayAt = tally.key.findIndex(({ name }) => name === "day");
    if (grain === "DAY") return [...days.values()].filter(({ key }) => (key[dayAt] ?? "") >= keptFrom).map((row) => cells(row, tally));
    const kept = new Set(keyAt(tally, grain).map(({ name }) => name));
    const rows: CountedRows = new Map();
    for (const { key, measures, buckets } of days.values()) {
      const coarse = key.map((part, i) => (i === dayAt ? monthOf(part) : part)).filter((_, i) => kept.has(tally.key[i]?.name ?? ""));
      put(rows, coarse, measures, buckets);
    }
    return [...rows.values()].map((row) => cells(row, tally));
  }
}

/** Every table that counts, with its tally and grain. */
export const COUNTED: readonly { readonly tally: Tally; readonly grain: Grain }[] = TALLIES.flatMap((tally: Tally) => grainsOf(tally).map((grain) => ({ tally, grain })));

function put(rows: CountedRows, key: readonly string[], measures: readonly number[], buckets: ReadonlyMap<number, number>): void {
  const name = key.join("\0");
  const known = rows.get(name);
  if (known === undefined) {
    rows.set(name, { key, measures: [...measures], buckets: new Map(buckets) });
    return;
  }
  for (let i = 0; i < measures.length; i += 1) known.measures[i] = (known.measures[i] ?? 0) + (measures[i] ?? 0);
  for (const [bucket, n] of buckets) known.buckets.set(bucket, (known.buckets.get(bucket) ?? 0) + n);
}

function cells({ key, measures, buckets }: CountedRow, tally: Tally): readonly Cell[] {
  if (!tally.buckets) return [...key, ...measures];
  const sorted = [...buckets].sort(([a], [b]) => a - b);
  return [...key, ...measures, `{${sorted.map(([bucket]) => bucket).join(",")}}`, `{${sorted.map(([, n]) => n).join(",")}}`];
}
