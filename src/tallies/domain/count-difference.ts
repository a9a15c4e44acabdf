import { type CountRow, rowName } from "./count-row";
import type { Tally } from "./tally";

/** A row of which the facts say something else than what was counted. */
export interface CountDifference {
  /** What the facts add up to: zeros where there should be no row. */
  readonly facts: CountRow;
  /** What was counted: zeros where there is no row. */
  readonly counted: CountRow;
}

/** Every row in which two accounts of one tally of one service differ. A row of zeros and no row are the same. */
export function countDifferences(tally: Tally, facts: Iterable<CountRow>, counted: Iterable<CountRow>): readonly CountDifference[] {
  const expected = new Map([...facts].map((row) => [rowName(row.key), row]));
  const differences: CountDifference[] = [];
  const compare = (one: CountRow, other: CountRow): void => {
    if (!same(one, other)) differences.push({ facts: one, counted: other });
  };
  for (const row of counted) {
    const name = rowName(row.key);
    compare(expected.get(name) ?? nothing(tally, row.key), row);
    expected.delete(name);
  }
  for (const row of expected.values()) compare(row, nothing(tally, row.key));
  return differences;
}

/** Measure (`bucket 17` for a log-bucket) → `[what the facts say, what was counted]`, where the two differ. */
export function differingMeasures({ facts, counted }: CountDifference): Readonly<Record<string, readonly [number, number]>> {
  const differing: Record<string, readonly [number, number]> = {};
  for (const [i, name] of facts.tally.measures.entries()) {
    const [expected, found] = [facts.measures[i] ?? 0, counted.measures[i] ?? 0];
    if (expected !== found) differing[name] = [expected, found];
  }
  for (const bucket of new Set([...facts.buckets.keys(), ...counted.buckets.keys()])) {
    const [expected, found] = [facts.buckets.get(bucket) ?? 0, counted.buckets.get(bucket) ?? 0];
    if (expected !== found) differing[`bucket ${String(bucket)}`] = [expected, found];
  }
  return differing;
}

function nothing(tally: Tally, key: readonly string[]): CountRow {
  return { tally, key, measures: tally.measures.map(() => 0), buckets: new Map() };
}

function same(one: CountRow, other: CountRow): boolean {
  return (
    one.measures.every((n, i) => n === (other.measures[i] ?? 0)) &&
    [...one.buckets].every(([bucket, n]) => n === (other.buckets.get(bucket) ?? 0)) &&
    [...other.buckets].every(([bucket, n]) => n === (one.buckets.get(bucket) ?? 0))
  );
}
