import { bucketQuantile } from "../../../src/statistics/bucket-quantile";
import { bucketTotal, type Buckets } from "../../../src/statistics/buckets";
import { gamma, logBucket, logBucketValue } from "../../../src/statistics/log-bucket";
import { mergeBuckets } from "../../../src/statistics/merge-buckets";
import { quantileRankInterval } from "../../../src/statistics/quantile-rank-interval";
import type { VectorFunctions } from "./vector-functions";

interface Sketch {
  readonly alpha: number;
  readonly values: string;
  readonly a: string;
  readonly b: string;
  readonly q: readonly number[];
}

/** Topic 7. */
export const SKETCHES: VectorFunctions = {
  logBucket: ({ alpha, values }: { alpha: number; values: readonly number[] }) => {
    const keys = values.map((value) => logBucket(value, alpha));
    return { gamma: gamma(alpha), keys, estimates: keys.map((key) => logBucketValue(key, alpha)) };
  },
  bucketQuantile: ({ alpha, values, q }: Sketch) => {
    const numbers = range(values);
    const buckets = fill(numbers, alpha);
    return {
      estimates: q.map((at) => bucketQuantile(buckets, at, alpha)),
      exact: q.map((at) => numbers[Math.floor(at * (numbers.length - 1))]),
    };
  },
  mergeBuckets: ({ alpha, a, b, q }: Sketch) => {
    const merged = mergeBuckets([fill(range(a), alpha), fill(range(b), alpha)]);
    const sum = [...range(a), ...range(b)].reduce((total, value) => total + value, 0);
    return { estimates: q.map((at) => bucketQuantile(merged, at, alpha)), count: bucketTotal(merged), sum };
  },
  quantileRankInterval: ({ n, q, conf }: { n: number; q: number; conf: number }) => quantileRankInterval(n, q, conf),
};

function range(text: string): number[] {
  const [from = NaN, to = NaN] = text.split("..").map(Number);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function fill(values: readonly number[], alpha: number): Buckets {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(logBucket(value, alpha), (counts.get(logBucket(value, alpha)) ?? 0) + 1);
  return { counts, zeros: 0 };
}
