/** Passages in the order in which they happened: by time of entering, then by the portal's number; never by arrival. */
export function inOrder<P extends { readonly enteredAt: Date; readonly ordinal: number }>(passages: readonly P[]): readonly P[] {
  return passages.toSorted((a, b) => a.enteredAt.getTime() - b.enteredAt.getTime() || a.ordinal - b.ordinal);
}
