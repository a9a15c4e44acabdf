const NAME_CHARACTER = /[\p{L}\p{N}._%+'-]/u;
/** An at-sign, also written out in brackets. */
const AT = /@|[([{<] ?(?:at|@|آت|ات|ايت|إيت) ?[)\]}>]/gu;
/** Written out without brackets: only with a dot that is written out, too. */
const SPELLED_AT = / (?:at|آت|ات|ايت|إيت) /gu;
const HOST = /[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/uy;
const SPELLED_HOST = /[\p{L}\p{N}-]+(?:(?:\.| (?:dot|نقطة|نقطه|دوت) | ?[([{<] ?(?:dot|\.|نقطة|نقطه|دوت) ?[)\]}>] ?)[\p{L}\p{N}-]+)+/uy;

/** Where e-mail addresses stand in a folded text, also with a written `(at)` and `(dot)`: half-open spans, which may overlap. */
export function* mailAddressesIn(plain: string): Generator<readonly [number, number]> {
  for (const { 0: sign, index } of plain.matchAll(AT)) {
    const start = nameStart(plain, plain[index - 1] === " " ? index - 1 : index);
    const end = hostEnd(plain, index + sign.length + (plain[index + sign.length] === " " ? 1 : 0), SPELLED_HOST);
    if (start !== undefined && end !== undefined) yield [start, end];
  }
  for (const { 0: sign, index } of plain.matchAll(SPELLED_AT)) {
    const host = index + sign.length;
    const end = hostEnd(plain, host, SPELLED_HOST);
    const start = nameStart(plain, index);
    // "look at rop.gov.om" is a page.
    if (start !== undefined && end !== undefined && hostEnd(plain, host, HOST) !== end) yield [start, end];
  }
}

function nameStart(plain: string, end: number): number | undefined {
  let start = end;
  while (NAME_CHARACTER.test(plain.charAt(start - 1))) start -= 1;
  return start === end ? undefined : start;
}

/** Behind a host's name: two labels or more, of which the last has a letter, so that "2 @ 3.50" is a price. */
function hostEnd(plain: string, start: number, host: RegExp): number | undefined {
  host.lastIndex = start;
  const [name] = host.exec(plain) ?? [];
  const last = name?.split(/[. )\]}>]/u).at(-1);
  return name !== undefined && last !== undefined && /\p{L}/u.test(last) ? start + name.length : undefined;
}
