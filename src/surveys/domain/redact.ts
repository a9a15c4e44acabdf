/** What stands where a number or an address was. Neither holds a digit or an address, so redacting twice changes nothing. */
const NUMBER_MARK = "[#]";
const ADDRESS_MARK = "[@]";

/** Digits from which on a number may name somebody. */
const LONG_NUMBER = 5;

/** Spaces and dashes that may stand between two digits of one number. */
const WIDEST_GAP = 3;

/** Characters nobody sees: zero-width, direction marks, soft hyphen, byte-order mark, tatweel, variation selectors. */
const UNSEEN = /[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]/u;
const DIGIT = /\p{Nd}/u;
const GAP = /[\s\p{Pd}_\u2212]/u;
const NAME_CHARACTER = /[\p{L}\p{M}\p{N}._%+'-]/u;
const HOST_CHARACTER = /[\p{L}\p{M}\p{N}.-]/u;

/** One visible character of the folded text, with its place in the original. */
interface Mark {
  readonly character: string;
  readonly start: number;
  readonly end: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly mark: string;
}

/**
 * Takes out of a comment what may name somebody, before it is stored: every number of five digits or more, in any script
 * (Latin, full-width, Arabic-Indic, Persian, …), also when spaces, dashes or unseen characters stand between the digits,
 * and every e-mail address, also with a spaced `@` or a written `(at)`. All else stays as it was written. Redacting
 * twice is redacting once; time grows with the length, not faster.
 *
 * Names cannot be told by their form: the page asks people not to write them.
 */
export function redact(text: string): string {
  const marks = fold(text);
  const spans = [...addresses(marks), ...longNumbers(marks)].sort((a, b) => a.start - b.start || b.end - a.end);
  let out = "";
  let done = 0;
  for (const span of spans) {
    if (span.end <= done) continue;
    if (span.start >= done) out += text.slice(done, span.start) + span.mark;
    done = span.end;
  }
  return out + text.slice(done);
}

/** Compatibility forms made plain (NFKC), lower case, unseen characters left out. */
function fold(text: string): readonly Mark[] {
  const marks: Mark[] = [];
  let start = 0;
  for (const original of text) {
    const end = start + original.length;
    for (const character of original.normalize("NFKC").toLowerCase()) {
      if (!UNSEEN.test(character)) marks.push({ character, start, end });
    }
    start = end;
  }
  return marks;
}

function longNumbers(marks: readonly Mark[]): readonly Span[] {
  const spans: Span[] = [];
  let first: Mark | undefined;
  let last: Mark | undefined;
  let digits = 0;
  let gap = 0;
  const close = (): void => {
    if (first !== undefined && last !== undefined && digits >= LONG_NUMBER) spans.push({ start: first.start, end: last.end, mark: NUMBER_MARK });
    first = undefined;
    digits = 0;
  };
  for (const mark of marks) {
    if (DIGIT.test(mark.character)) {
      first ??= mark;
      last = mark;
      digits += 1;
      gap = 0;
    } else if (GAP.test(mark.character) && gap < WIDEST_GAP) {
      gap += 1;
    } else {
      close();
    }
  }
  close();
  return spans;
}

function addresses(marks: readonly Mark[]): readonly Span[] {
  const spans: Span[] = [];
  for (let i = 0; i < marks.length; i += 1) {
    const width = atSign(marks, i);
    if (width === 0) continue;
    const left = reach(marks, i - 1, -1, NAME_CHARACTER);
    const right = reach(marks, i + width, 1, HOST_CHARACTER);
    const start = marks[left.to];
    if (start === undefined || left.length === 0) continue;
    const end = hostEnd(marks.slice(right.from, right.from + right.length));
    if (end !== undefined) spans.push({ start: start.start, end: end.end, mark: ADDRESS_MARK });
  }
  return spans;
}

/** The last character of a host's name, without the full stop of the sentence; undefined where no dot stands inside. */
function hostEnd(host: readonly Mark[]): Mark | undefined {
  const last = host.findLastIndex(({ character }) => character !== ".");
  const dot = host.findIndex(({ character }) => character === ".");
  return dot > 0 && dot < last ? host[last] : undefined;
}

/** How many characters an at-sign takes here: 1 for `@`, 4 for `(at)` and `[at]`, 0 where there is none. */
function atSign(marks: readonly Mark[], i: number): number {
  const first = marks[i]?.character;
  if (first === "@") return 1;
  // Asked of every character: only what may begin one is put together.
  if (first !== "(" && first !== "[") return 0;
  const four = marks.slice(i, i + 4).map(({ character }) => character).join("");
  return four === "(at)" || four === "[at]" ? 4 : 0;
}

/** The characters of a kind that follow in one direction, after at most one space. */
function reach(marks: readonly Mark[], from: number, by: 1 | -1, kind: RegExp): { readonly from: number; readonly to: number; readonly length: number } {
  const begin = /\s/u.test(marks[from]?.character ?? "") ? from + by : from;
  let i = begin;
  while (kind.test(marks[i]?.character ?? "")) i += by;
  return { from: begin, to: i - by, length: Math.abs(i - begin) };
}
