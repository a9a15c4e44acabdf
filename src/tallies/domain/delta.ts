import type { Tally, TallyRow } from "./tally";

/** What a whole write adds to one row of a tally; negative where it takes back. */
export interface Delta {
  readonly tally: Tally;
  /** In the order of the tally's key columns. */
  readonly key: readonly string[];
  /** In the order of the tally's measures. */
  readonly measures: readonly number[];
  /** Log-bucket → how many. */
  readonly buckets: ReadonlyMap<number, number>;
}

interface Sum {
  readonly tally: Tally;
  readonly key: readonly string[];
  readonly measures: number[];
  readonly buckets: Map<number, number>;
}

/** Value of a key column → the same for the next column; at the end of the key, the sum. */
type Branch = Map<string, Branch | Sum>;

/** Sums contributions row by row of their tallies, so that a batch writes few deltas and corrections cancel to nothing. */
export class DeltaSum {
  private readonly sums: Sum[] = [];
  /** A tree and not one map over joined keys: the values are few, and looked up a hundred thousand times a second. */
  private readonly trees = new Map<Tally, Branch>();

  /** Adds (`sign` 1) or takes back (−1) what something contributes. */
  count(rows: readonly TallyRow[], sign: 1 | -1): this {
    for (const row of rows) {
      const { measures, buckets } = this.sumOf(row);
      const counts: Readonly<Record<string, number>> = row.measures;
      let i = 0;
      for (const name of row.tally.measures) {
        const n = counts[name];
        if (n !== undefined && n !== 0) measures[i] = (measures[i] ?? 0) + sign * n;
        i += 1;
      }
      if (row.bucket !== undefined) buckets.set(row.bucket, (buckets.get(row.bucket) ?? 0) + sign);
    }
    return this;
  }

  private sumOf({ tally, key: given }: { readonly tally: Tally; readonly key: Readonly<Record<string, string>> }): Sum {
    let branch = this.trees.get(tally);
    if (branch === undefined) this.trees.set(tally, (branch = new Map<string, Branch | Sum>()));
    const last = tally.key.length - 1;
    for (let i = 0; i < last; i += 1) {
      const value = given[tally.key[i]?.name ?? ""] ?? "";
      let next = branch.get(value) as Branch | undefined;
      if (next === undefined) branch.set(value, (next = new Map()));
      branch = next;
    }
    const value = given[tally.key[last]?.name ?? ""] ?? "";
    let sum = branch.get(value) as Sum | undefined;
    if (sum === undefined) {
      sum = { tally, key: tally.key.map((column) => given[column.name] ?? ""), measures: tally.measures.map(() => 0), buckets: new Map() };
      branch.set(value, sum);
      this.sums.push(sum);
    }
    return sum;
  }

  /** What is left, without the zeros. */
  deltas(): readonly Delta[] {
    const left: Delta[] = [];
    for (const sum of this.sums) {
      for (const [bucket, n] of sum.buckets) if (n === 0) sum.buckets.delete(bucket);
      if (sum.buckets.size > 0 || sum.measures.some((n) => n !== 0)) left.push(sum);
    }
    return left;
  }
}
