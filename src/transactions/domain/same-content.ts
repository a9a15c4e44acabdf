import type { Assertion } from "./assertion";
import { sameValue } from "../../shared/same-value";

/** Whether two messages say exactly the same; the order in which they list the passages says nothing. */
export function sameContent(a: Assertion, b: Assertion): boolean {
  return sameValue(byOrdinal(a), byOrdinal(b));
}

function byOrdinal(assertion: Assertion): Assertion {
  return { ...assertion, passages: assertion.passages.toSorted((one, other) => one.ordinal - other.ordinal) };
}
