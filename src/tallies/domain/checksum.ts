import { textDigest } from "../../shared/text-digest";
import type { CountRow } from "./count-row";
import type { Grain } from "./grain";

const MODULUS = 1n << 63n;

/**
 * A number that stands for rows of one tally at one grain: Σ over rows and measures of hash₆₄(tally, grain, key, measure) ×
 * value, modulo 2⁶³. It adds up as the rows do: the checksum of two accounts together is the sum of theirs, so what facts
 * contributed can be checked after they are gone. A wrong count goes unseen once in 2⁶³.
 */
export function checksum(grain: Grain, rows: Iterable<CountRow>): bigint {
  let sum = 0n;
  for (const { tally, key, measures, buckets } of rows) {
    const add = (measure: string, n: number): void => {
      if (n !== 0) sum += hash64(JSON.stringify([tally.name, grain, key, measure])) * BigInt(n);
    };
    for (const [i, name] of tally.measures.entries()) add(name, measures[i] ?? 0);
    for (const [bucket, n] of buckets) add(`bucket ${String(bucket)}`, n);
  }
  return addChecksums(sum, 0n);
}

/** The checksum of two accounts together. */
export function addChecksums(one: bigint, other: bigint): bigint {
  const sum = (one + other) % MODULUS;
  return sum < 0n ? sum + MODULUS : sum;
}

function hash64(text: string): bigint {
  return BigInt(`0x${textDigest(text).slice(0, 16)}`);
}
