/** Least-squares growth of `y` by one of `x`. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const spread = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  return points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / spread;
}

/** Share of a measurement after which caches are full and code is compiled. */
const WARM_UP = 0.3;

/** What is left of it then. */
export function warm<T>(points: readonly T[]): readonly T[] {
  return points.slice(Math.floor(WARM_UP * points.length));
}
