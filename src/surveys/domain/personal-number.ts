/**
 * Whether digits alone tell that a number is somebody's: a telephone number of the Gulf, with or without its country, or an
 * identity or card number with a check digit. Asked only of what could also be read as an amount or a date; other long numbers
 * are taken out whatever they are.
 */
export function isPersonalNumber(digits: string): boolean {
  const bare = digits.replace(/^0+/u, "");
  return PHONE.test(bare) || isIdentityNumber(digits);
}

/** Oman, Qatar, Kuwait and Bahrain have eight digits, Saudi Arabia and the Emirates nine (fixed lines of the Emirates eight). */
const PHONE = /^(?:(?:968|974|965|973)?(?:1(?:505|[367]\d\d)|2[1-6]\d\d|[3-79]\d\d\d)\d{4}|(?:966|971)?[1-79]\d{8}|971\d{8})$/u;

function isIdentityNumber(digits: string): boolean {
  switch (digits.length) {
    case 9:
      return /^\d\d(?:0[1-9]|1[0-2])/u.test(digits) && mod11(digits, [9, 8, 7, 6, 5, 4, 3, 2]);
    case 10:
      return /^[12]/u.test(digits) && luhn(digits);
    case 11:
      return /^[23]\d\d(?:\d{3})\d{5}$/u.test(digits);
    case 12:
      return /^[123]/u.test(digits) && mod11(digits, [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
    default:
      return digits.length >= 13 && digits.length <= 19 && luhn(digits);
  }
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

function mod11(digits: string, weights: readonly number[]): boolean {
  const sum = weights.reduce((all, weight, i) => all + weight * Number(digits[i]), 0);
  return 11 - (sum % 11) === Number(digits.at(-1));
}

/** Lengths of the IBANs that people here have: the Gulf's, and those of countries that many come from. Of others the digits go. */
const IBAN_LENGTH: Readonly<Record<string, number>> = { om: 23, sa: 24, ae: 23, bh: 22, kw: 30, qa: 29, jo: 30, eg: 29, lb: 28, iq: 23, pk: 24, tr: 26, gb: 22, fr: 27, de: 22 };
/** Characters that may stand between two of an IBAN. */
const WIDEST_GAP = 3;
const GAP = "[ _./,:|·*'~+()\\\\-]";
const IBAN_GAP = new RegExp(GAP, "u");
/** At the beginning of a word; looked for ahead, because the last letter of one may be the first of another. */
const IBAN_COUNTRY = new RegExp(`(?<![a-z])(?=(${Object.keys(IBAN_LENGTH).map((country) => `${country.charAt(0)}${GAP}{0,${String(WIDEST_GAP)}}${country.charAt(1)}`).join("|")}))`, "gu");

/** Where IBANs stand in a folded text, whatever separates their characters: half-open spans. The check digits must agree. */
export function* ibansIn(plain: string): Generator<readonly [number, number]> {
  for (const { 1: country = "", index } of plain.matchAll(IBAN_COUNTRY)) {
    const end = ibanEnd(plain, index, IBAN_LENGTH[country.charAt(0) + country.charAt(country.length - 1)] ?? 0);
    if (end !== undefined) yield [index, end];
  }
}

function ibanEnd(plain: string, start: number, length: number): number | undefined {
  let characters = "";
  let gap = 0;
  for (let i = start; i < plain.length && gap <= WIDEST_GAP; i += 1) {
    const character = plain.charAt(i);
    if (/[a-z0-9]/u.test(character)) {
      characters += character;
      gap = 0;
    } else if (IBAN_GAP.test(character)) gap += 1;
    else return undefined;
    if (characters.length === 4 && !/^..\d\d$/u.test(characters)) return undefined;
    if (characters.length === length) return mod97(characters.slice(4) + characters.slice(0, 4)) === 1 ? i + 1 : undefined;
  }
  return undefined;
}

function mod97(characters: string): number {
  let rest = 0;
  for (const character of characters) {
    const value = parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
