/** Relative error that the buckets of durations promise. */
export const BUCKET_ERROR = 0.01;

/**
 * Key of the logarithmic bucket a positive value falls into: ceil(ln x / ln γ), γ = (1+α)/(1−α). Units are the
 * caller's, but must stay the same within one set of buckets; durations are in **seconds**, so 1 s → 0 and a day → 569.
 *
 * Zero has no key (count it apart) and negative values no meaning: both throw. Compute keys in one place only, when the
 * fact arrives: at the edge of a bucket another machine's logarithm may give the neighbour.
 * Source: DDSketch (Masson, Rim & Lee, PVLDB 2019).
 */
export function logBucket(value: number, error = BUCKET_ERROR): number {
  if (!(value > 0)) throw new RangeError("logBucket needs a value above 0");
  // `+ 0` turns the −0 that values just below 1 round to into 0: they are different keys of a Map's JSON.
  return Math.ceil(Math.log(value) / Math.log(gamma(error))) + 0;
}

/** The value that stands for a bucket: 2γ^key/(1+γ), at most `error` away from every value in it. */
export function logBucketValue(key: number, error = BUCKET_ERROR): number {
  const base = gamma(error);
  return (2 * base ** key) / (1 + base);
}

/** Growth from one bucket to the next. */
export function gamma(error: number): number {
  return (1 + error) / (1 - error);
}
