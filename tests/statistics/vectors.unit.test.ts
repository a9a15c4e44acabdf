import { readFileSync } from "node:fs";
import { join } from "node:path";
import { agrestiCoull } from "../../src/statistics/agresti-coull";
import { binomialCdf } from "../../src/statistics/binomial-cdf";
import { bucketQuantile } from "../../src/statistics/bucket-quantile";
import { bucketTotal, type Buckets } from "../../src/statistics/buckets";
import { ces7Summary } from "../../src/statistics/ces7-summary";
import { csat5Summary } from "../../src/statistics/csat5-summary";
import { logBucketValue, gamma, logBucket } from "../../src/statistics/log-bucket";
import { meanInterval } from "../../src/statistics/mean-interval";
import { mergeBuckets } from "../../src/statistics/merge-buckets";
import { normalQuantile } from "../../src/statistics/normal-quantile";
import { type NetScore, npsInterval } from "../../src/statistics/nps-interval";
import { quantileRankInterval } from "../../src/statistics/quantile-rank-interval";
import { ratingSummary } from "../../src/statistics/rating-summary";
import { studentTQuantile } from "../../src/statistics/student-t-quantile";
import { wilsonInterval } from "../../src/statistics/wilson-interval";

/** Whatever some vector passes; each names what it needs. */
interface Input {
  readonly x: number;
  readonly n: number;
  readonly q: number;
  readonly conf: number;
  readonly alpha: number;
  readonly min: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  readonly counts: readonly number[];
}
type Arguments = readonly [number, number, number];
interface Sketch {
  readonly alpha: number;
  readonly values: string;
  readonly a: string;
  readonly b: string;
  readonly q: readonly number[];
}

interface Vector {
  readonly id: string;
  readonly fn: string;
  readonly input: unknown;
  readonly expected: unknown;
  readonly tolerance: number;
}

const FILE = process.env["VECTORS"] ?? join(process.env["YUSR_SHARED"] ?? join(__dirname, "../../../shared"), "vectors/vectors.json");

const pair = (interval: { low: number; high: number } | null): number[] | null => (interval === null ? null : [interval.low, interval.high]);
const net = (score: NetScore | null): object => ({ net: score?.nps, adjWald: pair(score?.adjusted ?? null) });

/** The vectors' name of a function → our function, in the vectors' words. */
const FUNCTIONS: Readonly<Record<string, (input: never) => unknown>> = {
  norm_ppf: ([p]: Arguments) => normalQuantile(p),
  t_ppf: ([p, df]: Arguments) => studentTQuantile(p, df),
  binom_cdf: ([k, n, p]: Arguments) => binomialCdf(k, n, p),
  wilsonInterval: ({ x, n, conf }: Input) => wilsonInterval(x, n, conf),
  agrestiCoull: ({ x, n, conf }: Input) => agrestiCoull(x, n, conf),
  npsInterval: ({ promoters, passives, detractors, conf }: Input) => {
    const score = npsInterval(promoters, passives, detractors, conf);
    if (score === null) return null;
    const { n, nps, variance, se, wald, adjustedNps, adjusted } = score;
    return { n, nps, variance, se, wald: pair(wald), npsAdj: adjustedNps, adjWald: pair(adjusted) };
  },
  ratingSummary: ({ counts, min }: Input) => ({ ...ratingSummary(counts, min), tCi: pair(meanInterval(counts, min)) }),
  csat5Summary: ({ counts }: Input) => {
    const { n, mean, sd, se, meanInterval: interval, top2, bottom2, index100 } = csat5Summary(counts);
    return { n, mean, sd, se, tCi: pair(interval), csatTop2: top2.share, csatTop2Ci: pair(top2.interval), index100, bottom2: bottom2.share };
  },
  ces7Summary: ({ counts }: Input) => {
    const { n, mean, sd, se, meanInterval: interval, top2, top3, bottom3, index100, ...nets } = ces7Summary(counts);
    const shares = { top2: top2.share, top2Ci: pair(top2.interval), top3: top3.share, top3Ci: pair(top3.interval), bottom3: bottom3.share };
    return {
      ...{ n, mean, sd, se, tCi: pair(interval), index100, ...shares },
      net_67_minus_123: net(nets.net67minus123),
      net_567_minus_123: net(nets.net567minus123),
      net_67_minus_12: net(nets.net67minus12),
    };
  },
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
  quantileRankInterval: ({ n, q, conf }: Input) => quantileRankInterval(n, q, conf),
};

const vectors = JSON.parse(readFileSync(FILE, "utf8")) as Vector[] | { vectors: Vector[] };
const all = Array.isArray(vectors) ? vectors : vectors.vectors;
const known = all.filter(({ fn }) => fn in FUNCTIONS);
const left = [...new Set(all.filter(({ fn }) => !(fn in FUNCTIONS)).map(({ fn }) => fn))];

test.each(known.map((vector) => [vector.id, vector] as const))("%s", (_, { fn, input, expected, tolerance }) => {
  const actual = FUNCTIONS[fn]?.(input as never);
  expectClose(actual, expected, tolerance, fn);
});

test("every function of ours has a vector", () => {
  expect(Object.keys(FUNCTIONS).filter((fn) => !known.some((vector) => vector.fn === fn))).toEqual([]);
});

// Seen in the list of tests, so that nobody takes a left-out function for a tested one.
if (left.length > 0) test.todo(`${String(left.length)} functions of the vectors are not ours yet: ${left.join(", ")}`);

function expectClose(actual: unknown, expected: unknown, tolerance: number, path: string): void {
  if (typeof expected === "number") {
    if (typeof actual !== "number" || !(Math.abs(actual - expected) <= tolerance)) throw new Error(`${path}: ${String(actual)} instead of ${String(expected)}`);
  } else if (typeof expected === "object" && expected !== null) {
    for (const [key, value] of Object.entries(expected)) expectClose((actual as Record<string, unknown> | null)?.[key], value, tolerance, `${path}.${key}`);
  } else {
    expect([path, actual]).toEqual([path, expected]);
  }
}

function range(text: string): number[] {
  const [from = NaN, to = NaN] = text.split("..").map(Number);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function fill(values: readonly number[], alpha: number): Buckets {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(logBucket(value, alpha), (counts.get(logBucket(value, alpha)) ?? 0) + 1);
  return { counts, zeros: 0 };
}
