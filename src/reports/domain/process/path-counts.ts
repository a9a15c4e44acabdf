/** One order of steps under one version of the procedure, and how many transactions took it. */
export interface PathCount {
  readonly procedureId: string;
  readonly steps: readonly string[];
  readonly n: number;
}

/** The same orders whatever the version, the most frequent first, then by code point so that every machine sorts alike. */
export function pathsOfAllVersions(paths: readonly PathCount[]): readonly Omit<PathCount, "procedureId">[] {
  const found = new Map<string, { steps: readonly string[]; n: number }>();
  for (const { steps, n } of paths) {
    const key = steps.join(" ");
    const path = found.get(key) ?? { steps, n: 0 };
    path.n += n;
    found.set(key, path);
  }
  return [...found].filter(([, { n }]) => n > 0).sort(([a, x], [b, y]) => y.n - x.n || (a < b ? -1 : 1)).map(([, path]) => path);
}
