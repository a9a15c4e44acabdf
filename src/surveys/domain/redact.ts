import { foldText } from "./folded-text";
import { longNumbersIn } from "./long-numbers";
import { mailAddressesIn } from "./mail-addresses";
import { ibansIn } from "./personal-number";

/** What stands where a number or an address was. Neither holds a digit or an address, so redacting twice changes nothing. */
const NUMBER_MARK = "[#]";
const ADDRESS_MARK = "[@]";

interface Span {
  readonly start: number;
  readonly end: number;
  readonly mark: string;
}

/**
 * Takes out of a comment what may name somebody, before it is stored: every number of five digits or more, in any script
 * (Latin, full-width, Arabic-Indic, Persian, …), also when separators or unseen characters stand between the digits; IBANs
 * with their letters; and every e-mail address, also with a spaced `@` or a written `(at)`. What is a date, a time, an amount,
 * a year or a law by its form or by the word beside it stays, and so does all else. Redacting twice is redacting once; time
 * grows with the length, not faster.
 *
 * Names cannot be told by their form: the page asks people not to write them. docs/security/redaction.md says what is found.
 */
export function redact(text: string): string {
  const { plain, starts, ends } = foldText(text);
  const spans: Span[] = [];
  const add = (found: Iterable<readonly [number, number]>, mark: string): void => {
    for (const [from, to] of found) spans.push({ start: starts[from] ?? 0, end: ends[to - 1] ?? 0, mark });
  };
  add(mailAddressesIn(plain), ADDRESS_MARK);
  add(ibansIn(plain), NUMBER_MARK);
  add(longNumbersIn(plain), NUMBER_MARK);
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  let out = "";
  let done = 0;
  for (const span of spans) {
    if (span.end <= done) continue;
    if (span.start >= done) out += text.slice(done, span.start) + span.mark;
    done = span.end;
  }
  return out + text.slice(done);
}
