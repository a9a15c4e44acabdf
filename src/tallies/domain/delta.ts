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

/** Sums contributions row by row of their tallies, so that a batch writes few deltas and corrections cancel to nothing. */
export class DeltaSum {
  private readonly sums = new Map<string, { tally: Tally; key: string[]; measures: number[]; buckets: Map<number, number> }>();

  /** Adds (`sign` 1) or takes back (−1) what something contributes. */
  count(rows: readonly TallyRow[], sign: 1 | -1): this {
    for (const row of rows) {
      const tally: Tally = row.tally;
      const given: Readonly<Record<string, string>> = row.key;
      const counts: Readonly<Record<string, number>> = row.measures;
      const key = tally.key.map((column) => given[column.name] ?? "");
      // No code, day or id holds a NUL: it cannot be stored.
      const id = `${tally.name}\0${key.join("\0")}`;
      let sum = this.sums.get(id);
      if (sum === undefined) {
        sum = { tally, key, measures: tally.measures.map(() => 0), buckets: new Map() };
        this.sums.set(id, sum);
      }
      // Counted down by hand: this line runs some thirty times for each transaction taken in.
      for (let i = tally.measures.length - 1; i >= 0; i -= 1) {
        const n = counts[tally.measures[i] ?? ""] ?? 0;
        if (n !== 0) sum.measures[i] = (sum.measures[i] ?? 0) + sign * n;
      }
      if (row.bucket !== undefined) sum.buckets.set(row.bucket, (sum.buckets.get(row.bucket) ?? 0) + sign);
    }
    return this;
  }

  /** What is left, without the zeros. */
  deltas(): readonly Delta[] {
    const left: Delta[] = [];
    for (const sum of this.sums.values()) {
      for (const [bucket, n] of sum.buckets) if (n === 0) sum.buckets.delete(bucket);
      if (sum.buckets.size > 0 || sum.measures.some((n) => n !== 0)) left.push(sum);
    }
    return left;
  }
}
