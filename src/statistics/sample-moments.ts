/** How many, their mean, and their standard deviation with n − 1. */
export interface SampleMoments {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
}

/** Moments of numbers at hand; fewer than two → null, for they have no spread. Two passes, so equal numbers have sd 0. */
export function sampleMoments(values: readonly number[]): SampleMoments | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = values.reduce((total, value) => total + value, 0) / n;
  return { n, mean, sd: Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (n - 1)) };
}
