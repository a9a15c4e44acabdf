import fc from "fast-check";
import { bucketQuantile } from "../../src/statistics/bucket-quantile";
import { bucketRank } from "../../src/statistics/bucket-rank";
import { bucketTotal, type Buckets } from "../../src/statistics/buckets";
import { logBucketValue, logBucket } from "../../src/statistics/log-bucket";
import { meanInterval } from "../../src/statistics/mean-interval";
import { mergeBuckets } from "../../src/statistics/merge-buckets";
import { normalQuantile } from "../../src/statistics/normal-quantile";
import { npsInterval } from "../../src/statistics/nps-interval";
import { quantileRankInterval } from "../../src/statistics/quantile-rank-interval";
import { ratingSummary } from "../../src/statistics/rating-summary";
import { studentTQuantile } from "../../src/statistics/student-t-quantile";
import { wilsonInterval } from "../../src/statistics/wilson-interval";

const share = fc.integer({ min: 1, max: 100_000 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
const durations = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 1e8, noNaN: true })), { maxLength: 60 });

function fill(values: readonly number[]): Buckets {
  return mergeBuckets(values.map((value) => (value === 0 ? { counts: new Map(), zeros: 1 } : { counts: new Map([[logBucket(value), 1]]), zeros: 0 })));
}

const plain = ({ counts, zeros }: Buckets): unknown => [zeros, [...counts].sort(([a], [b]) => a - b)];

describe("wilsonInterval", () => {
  test("holds the share, inside [0, 1], and is nested in confidence", () => {
    fc.assert(
      fc.property(share, fc.double({ min: 0.5, max: 0.98, noNaN: true }), ([x, n], confidence) => {
        const narrow = wilsonInterval(x, n, confidence);
        const wide = wilsonInterval(x, n, confidence + 0.01);
        if (narrow === null || wide === null) return false;
        return 0 <= wide.low && wide.low <= narrow.low && narrow.low <= x / n && x / n <= narrow.high && narrow.high <= wide.high && wide.high <= 1;
      }),
    );
  });

  test("shrinks when more say the same", () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 2, max: 50 }), ([x, n], times) => {
        const few = wilsonInterval(x, n);
        const many = wilsonInterval(x * times, n * times);
        return few !== null && many !== null && many.high - many.low < few.high - few.low;
      }),
    );
  });

  test("mirrors: the interval of those against is the other side", () => {
    fc.assert(
      fc.property(share, ([x, n]) => {
        const [a, b] = [wilsonInterval(x, n), wilsonInterval(n - x, n)];
        return a !== null && b !== null && Math.abs(a.low - (1 - b.high)) < 1e-12 && Math.abs(a.high - (1 - b.low)) < 1e-12;
      }),
    );
  });

  test("takes fractions, has nothing to say about nobody, and refuses the impossible", () => {
    expect(wilsonInterval(2.5, 10)?.low).toBeCloseTo(0.08094782, 8);
    expect(wilsonInterval(0, 0)).toBeNull();
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(NaN, 2)).toThrow(RangeError);
  });
});

describe("npsInterval", () => {
  const groups = fc.tuple(fc.nat(5_000), fc.nat(5_000), fc.nat(5_000)).filter(([a, b, c]) => a + b + c > 0);

  test("mirrors when promoters and detractors change places", () => {
    fc.assert(
      fc.property(groups, ([promoters, passives, detractors]) => {
        const [a, b] = [npsInterval(promoters, passives, detractors), npsInterval(detractors, passives, promoters)];
        return a !== null && b !== null && a.nps === -b.nps && Math.abs(a.adjusted.low + b.adjusted.high) < 1e-9 && Math.abs(a.adjusted.high + b.adjusted.low) < 1e-9;
      }),
    );
  });

  test("stays on the scale and always has a width", () => {
    fc.assert(
      fc.property(groups, ([promoters, passives, detractors]) => {
        const score = npsInterval(promoters, passives, detractors);
        return score !== null && score.adjusted.low >= -100 && score.adjusted.high <= 100 && score.adjusted.low < score.adjusted.high;
      }),
    );
    expect(npsInterval(0, 0, 0)).toBeNull();
  });
});

describe("mean of ratings", () => {
  test("equals the mean of the answers one by one, and its interval stays on the scale and around it", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { minLength: 5, maxLength: 5 }), (counts) => {
        const answers = counts.flatMap((count, index) => Array.from({ length: count }, () => index + 1));
        const { n, mean, sd } = ratingSummary(counts, 1);
        if (answers.length === 0) return n === 0 && mean === null && meanInterval(counts, 1) === null;
        const average = answers.reduce((a, b) => a + b, 0) / answers.length;
        if (mean === null || Math.abs(mean - average) > 1e-12) return false;
        const interval = meanInterval(counts, 1);
        if (interval === null) return n === 1 && sd === null;
        return interval.low >= 1 && interval.high <= 5 && interval.low <= mean && mean <= interval.high;
      }),
    );
  });
});

describe("quantiles of distributions", () => {
  test("are odd, increasing, and t comes down to the normal", () => {
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
    expect([studentTQuantile(0.5, 3), studentTQuantile(1, 3), studentTQuantile(0.975, 0)]).toEqual([0, Infinity, NaN]);
    expect(studentTQuantile(0.975, 1e9)).toBeCloseTo(normalQuantile(0.975), 8);
    // The two ways to t meet where one takes over from the other.
    expect(studentTQuantile(0.975, 1_000)).toBeCloseTo(studentTQuantile(0.975, 1_000.001), 6);
    fc.assert(
      fc.property(fc.double({ min: 0.51, max: 0.9999, noNaN: true }), fc.double({ min: 1, max: 1e6, noNaN: true }), (p, df) => {
        const t = studentTQuantile(p, df);
        return Math.abs(t + studentTQuantile(1 - p, df)) < 1e-5 * t && t >= normalQuantile(p) - 1e-6 && t <= studentTQuantile(p + (1 - p) / 2, df);
      }),
    );
  });
});

describe("buckets of durations", () => {
  test("merged in any split and order, they are the buckets of the whole; none changes nothing", () => {
    fc.assert(
      fc.property(durations, durations, durations, (a, b, c) => {
        const whole = plain(fill([...a, ...b, ...c]));
        expect(plain(mergeBuckets([fill(a), mergeBuckets([fill(b), fill(c)])]))).toEqual(whole);
        expect(plain(mergeBuckets([mergeBuckets([fill(c), fill(a)]), { counts: new Map(), zeros: 0 }, fill(b)]))).toEqual(whole);
        expect(bucketTotal(mergeBuckets([fill(a), fill(b)]))).toBe(a.length + b.length);
      }),
    );
  });

  test("every value is within 1 % of what stands for its bucket", () => {
    fc.assert(fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (value) => Math.abs(logBucketValue(logBucket(value)) - value) <= 0.01 * value * (1 + 1e-9)));
    expect(() => logBucket(0)).toThrow(RangeError);
    expect(Object.is(logBucket(0.999), 0)).toBe(true);
  });

  test("a quantile is within 1 % of the exact one and between the ends of its interval", () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(0.5, 0.9), (values, q) => {
        const buckets = fill(values);
        const sorted = [...values].sort((a, b) => a - b);
        const exact = sorted[Math.floor(q * (sorted.length - 1))];
        const value = bucketQuantile(buckets, q);
        if (exact === undefined) return value === null;
        const { lowerRank, upperRank, coverage } = quantileRankInterval(values.length, q);
        const low = lowerRank === null ? 0 : (bucketRank(buckets, lowerRank) ?? NaN);
        const high = upperRank === null ? Infinity : (bucketRank(buckets, upperRank) ?? NaN);
        return value !== null && Math.abs(value - exact) <= 0.01 * exact * (1 + 1e-9) && low <= value && value <= high && coverage >= 0.95 - 1e-9;
      }),
    );
  });

  test("ranks of the median of a hundred", () => {
    expect(quantileRankInterval(100, 0.5)).toMatchObject({ lowerRank: 40, upperRank: 61 });
    expect(quantileRankInterval(3, 0.5)).toMatchObject({ lowerRank: null, upperRank: null });
    expect(quantileRankInterval(0, 0.5)).toMatchObject({ lowerRank: null, upperRank: null, coverage: 1 });
    expect(bucketRank(fill([5]), 2)).toBeNull();
  });
});
