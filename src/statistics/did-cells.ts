/** What is known of the treated and of the comparison, before and after. */
export interface DidCells<C> {
  readonly treatedAfter: C;
  readonly treatedBefore: C;
  readonly controlAfter: C;
  readonly controlBefore: C;
}
