/**
 * Whether two values that JSON can write, instants included, are the same; the order of the fields of an object does not matter (PostgreSQL
 * keeps none), and a field that is undefined is as good as absent.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a instanceof Date || b instanceof Date) return a instanceof Date && b instanceof Date && a.getTime() === b.getTime();
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  const [left, right] = [a, b].map((value) => new Map(Object.entries(value).filter(([, field]) => field !== undefined)));
  if (left === undefined || right === undefined || left.size !== right.size) return false;
  return [...left].every(([name, field]) => right.has(name) && sameValue(field, right.get(name)));
}
