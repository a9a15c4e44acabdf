import { areHarmless, isBareMeasure, isFirm, isHarmless, measureOf } from "./harmless-number";
import { isPersonalNumber } from "./personal-number";

/** Digits from which on a number may name somebody. */
const LONG_NUMBER = 5;
/** Digits of the longest number that is known by its digits. */
const LONGEST_KNOWN = 20;

/**
 * Digits with what people put between them. A comma, stop or colon followed by a blank ends a number: it belongs to the
 * sentence.
 */
const RUN = /\d(?:(?:[ _/()|\\·*'~+-]{1,3}|[.,:]{1,2}| [.,:] )?\d)*/gu;
/** Digits with separators that are no blanks: what people see as one. */
const PIECE = /\d(?:[_/|\\·*'~.,:-]{0,3}\d)*/gu;

/** A number as people see it, within a row of them. */
interface Piece {
  readonly text: string;
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** Whether its very form tells that it names nobody. */
  readonly harmless: boolean;
}

/** Where numbers stand in a folded text that may name somebody: half-open spans. */
export function* longNumbersIn(plain: string): Generator<readonly [number, number]> {
  for (const { 0: run, index } of plain.matchAll(RUN)) {
    if (run.length >= LONG_NUMBER) yield* longAmong(plain, piecesOf(plain, run, index));
  }
}

function piecesOf(plain: string, run: string, at: number): readonly Piece[] {
  const pieces = Array.from(run.matchAll(PIECE), ({ 0: text, index }) => {
    const [start, end] = [at + index, at + index + text.length];
    const measure = measureOf(plain, start, end);
    return { text, digits: text.replace(/\D/gu, ""), start, end, measure, harmless: isHarmless(text, measure) };
  });
  // Beside another number it may be the end of one that somebody wrote in two, unless it is no such thing whatever stands there.
  const alone = pieces.map((_, i) => pieces[i - 1]?.harmless !== false && pieces[i + 1]?.harmless !== false);
  return pieces.map((piece, i) => ({ ...piece, harmless: alone[i] === true ? piece.harmless || isBareMeasure(piece.text, piece.measure) : piece.harmless && isFirm(piece.text, piece.measure) }));
}

/** Rows of pieces that are long together, but for those that name nobody; what is known to be somebody's goes whatever it looks like. */
function* longAmong(plain: string, pieces: readonly Piece[]): Generator<readonly [number, number]> {
  if (isAmountOfTwo(plain, pieces)) return;
  const known = pieces.map(() => false);
  pieces.forEach((_, from) => known.fill(true, from, knownFrom(pieces, from)));
  let from = 0;
  for (let i = 0; i <= pieces.length; i += 1) {
    if (i < pieces.length && (known[i] === true || pieces[i]?.harmless === false)) continue;
    const row = pieces.slice(from, i);
    if (row.length > 0 && (known.slice(from, i).includes(true) || isLong(plain, row))) yield spanOf(row);
    from = i + 1;
  }
}

/** Behind the last piece of the longest personal number that begins with this one; where none does, this one. */
function knownFrom(pieces: readonly Piece[], from: number): number {
  let digits = "";
  let harmless = true;
  let found = from;
  for (let to = from; to < pieces.length; to += 1) {
    const piece = pieces[to] as Piece;
    if (digits.length + piece.digits.length > LONGEST_KNOWN) break;
    digits += piece.digits;
    harmless &&= piece.harmless;
    if (!harmless && digits.length >= 8 && isPersonalNumber(digits)) found = to + 1;
  }
  return found;
}

/** "1300 - 1600 rials" would be a telephone number without the rials. */
function isAmountOfTwo(plain: string, pieces: readonly Piece[]): boolean {
  return pieces.length === 2 && measureOf(plain, ...spanOf(pieces)) === "MONEY" && !isLong(plain, pieces);
}

function isLong(plain: string, row: readonly Piece[]): boolean {
  if (row.reduce((all, { digits }) => all + digits.length, 0) < LONG_NUMBER) return false;
  const gaps = row.slice(1).map((piece, i) => plain.slice(row[i]?.end, piece.start));
  return row.length === 1 || !areHarmless(row.map(({ text }) => text), gaps, measureOf(plain, ...spanOf(row)));
}

function spanOf(row: readonly Piece[]): readonly [number, number] {
  return [row[0]?.start ?? 0, row.at(-1)?.end ?? 0];
}
