/** Variance inflation above which predictors are told together. METHODS 4.2. */
const TOO_INFLATED = 10;

/** Correlation from which two of them belong together. */
const RELATED = 0.5;

/**
 * Which predictors are too alike to be told apart: those inflated above 10, in groups that are correlated with each other;
 * those that are like several at once, and none in particular, in one group. By place; each group of two at least, unless
 * only one is inflated.
 */
export function tooAlike(vif: readonly number[], rxx: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const left = new Set([...vif.keys()].filter((i) => (vif[i] ?? 0) > TOO_INFLATED));
  const groups: number[][] = [];
  for (const first of [...left]) {
    if (!left.delete(first)) continue;
    const members = [first];
    for (const member of members) {
      for (const other of [...left]) {
        if (Math.abs(rxx[member]?.[other] ?? 0) < RELATED) continue;
        left.delete(other);
        members.push(other);
      }
    }
    groups.push(members.sort((a, b) => a - b));
  }
  const alone = groups.filter(({ length }) => length === 1).flat();
  return [...groups.filter(({ length }) => length > 1), ...(alone.length === 0 ? [] : [alone])];
}
