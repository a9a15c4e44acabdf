/** A text as it is searched, and where each of its characters stands in the original. */
export interface FoldedText {
  /** Compatibility forms made plain (NFKC), lower case, digits of every script as 0–9, every blank a space, every dash a hyphen; nothing unseen. */
  readonly plain: string;
  /** Where the original of the character at this place begins, in UTF-16 units. */
  readonly starts: Uint32Array;
  /** And where it ends. */
  readonly ends: Uint32Array;
}

/** What nobody sees, or sees on the character before: zero-width, direction marks, soft hyphen, fillers, accents, tatweel, controls. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}\p{Me}\p{Cc}\u0640\u2800]/u;
const BLANK = /\s/u;
const DASH = /[\p{Pd}\u2212\u02d7]/u;
const DIGIT = /\p{Nd}/u;

/** What else is written for a character that separates digits. */
const ALIKE: Readonly<Record<string, string>> = { "٫": ".", "٬": ",", "\u2044": "/", "\u2215": "/", "•": "·", "∙": "·", "‧": "·", "・": "·", "’": "'", "‘": "'", "∶": ":", "։": ":", "۔": "." };

/** Makes a text comparable, character by character; time grows with the length. */
export function foldText(text: string): FoldedText {
  let starts = new Uint32Array(text.length + 1);
  let ends = new Uint32Array(text.length + 1);
  let plain = "";
  let start = 0;
  for (const original of text) {
    const end = start + original.length;
    const folded = original <= "~" && original >= " " ? original.toLowerCase() : foldedCharacters(original);
    // One character may stand for eighteen.
    if (plain.length + folded.length > starts.length) [starts, ends] = [twiceAsLong(starts), twiceAsLong(ends)];
    starts.fill(start, plain.length, plain.length + folded.length);
    ends.fill(end, plain.length, plain.length + folded.length);
    plain += folded;
    start = end;
  }
  return { plain, starts, ends };
}

function twiceAsLong(places: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * places.length + 18);
  longer.set(places);
  return longer;
}

function foldedCharacters(original: string): string {
  let folded = "";
  for (const character of original.normalize("NFKC").toLowerCase()) {
    if (BLANK.test(character)) folded += " ";
    else if (UNSEEN.test(character)) continue;
    else if (DASH.test(character)) folded += "-";
    else folded += DIGIT.test(character) ? latinDigit(character) : (ALIKE[character] ?? character);
  }
  return folded;
}

/** Digits of a script stand side by side, their zero at a code point that ends in 0 or in 6. */
function latinDigit(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const low = point & 0xf;
  return String(DIGIT.test(String.fromCodePoint(point - low)) ? low : low - 6);
}
