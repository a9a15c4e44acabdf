/** The same without cursors: sealed at the API, plain at the shell, and no figure at either. */
export function withoutCursors<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (["cursor", "endCursor"].includes(key) ? undefined : inner))) as T;
}
