/** Two arrays of equal length as they come from the database: log-bucket → how many. */
export function bucketMap(keys: readonly number[], counts: readonly number[]): ReadonlyMap<number, number> {
  return new Map(keys.map((key, i) => [key, counts[i] ?? 0]));
}
