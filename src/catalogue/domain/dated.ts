/** Days `[from, to)` during which something holds; null: still. */
export interface Dated {
  readonly from: string;
  readonly to: string | null;
}

/** Whether two spans of days share a day. Neighbours (one ends on the day the other begins) do not. */
export function overlap(a: Dated, b: Dated): boolean {
  return (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to);
}

/** Whether it holds on the day. */
export function holdsOn({ from, to }: Dated, day: string): boolean {
  return from <= day && (to === null || day < to);
}
