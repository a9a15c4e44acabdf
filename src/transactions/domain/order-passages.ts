interface Happened {
  readonly enteredAt: Date;
  readonly ordinal: number;
}

/** Passages in the order in which they happened: by time of entering, then by the portal's number; never by arrival. */
export function inOrder<P extends Happened>(passages: readonly P[]): readonly P[] {
  const astray = passages.some((passage, index) => {
    const before = passages[index - 1];
    return before !== undefined && compare(before, passage) > 0;
  });
  return astray ? passages.toSorted(compare) : passages;
}

function compare(a: Happened, b: Happened): number {
  return a.enteredAt.getTime() - b.enteredAt.getTime() || a.ordinal - b.ordinal;
}
