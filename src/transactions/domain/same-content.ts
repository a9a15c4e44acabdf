import type { Assertion } from "./assertion";

/** Whether two messages say exactly the same; the order in which they list the passages says nothing. */
export function sameContent(a: Assertion, b: Assertion): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

function canonical(assertion: Assertion): Assertion {
  return { ...assertion, passages: assertion.passages.toSorted((one, other) => one.ordinal - other.ordinal) };
}
