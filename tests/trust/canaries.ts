import { randomInt } from "node:crypto";
import { inScript, mod97, SCRIPTS } from "./planted-comments";

/** Something that stands nowhere else in the world, and would be somebody's if it were real. */
export interface Canary {
  readonly kind: string;
  readonly text: string;
  /** Every way in which it might be found again, in UTF-8 read byte by byte. */
  readonly forms: readonly string[];
}

/** What all canaries of a run have in common: looked for first, because the places to look in are large. */
const DIGITS = String(randomInt(10_000, 100_000));
const LETTERS = Array.from({ length: 7 }, () => String.fromCharCode(97 + randomInt(26))).join("");

const KINDS: Readonly<Record<string, (number: string) => string>> = {
  "civil number": (n) => `${DIGITS}${n.slice(-3)}`,
  "telephone": (n) => `+9665${DIGITS}${n.slice(-3)}`,
  "Saudi ID": (n) => luhn(`1${DIGITS}${n.slice(-3)}`),
  "card": (n) => luhn(`4000${DIGITS}${n.padStart(6, "0")}`),
  "IBAN": (n) => iban(`018000${DIGITS}${n.padStart(8, "0")}`),
  "e-mail": (n) => `${LETTERS}.${n}@example.om`,
  "name": (n) => `${LETTERS}${n}`,
};

const FOUND_BY = [...new Set([DIGITS, LETTERS].flatMap((core) => Object.keys(SCRIPTS).flatMap((script) => spelled(inScript(core, script)))))];

export function canary(i: number, kinds: readonly string[] = Object.keys(KINDS)): Canary {
  const kind = kinds[i % kinds.length] ?? "";
  const scripts = Object.keys(SCRIPTS);
  const plain = KINDS[kind]?.(String(100 + i)) ?? "";
  const text = inScript(plain, scripts[Math.floor(i / kinds.length) % scripts.length] ?? "");
  const digits = kind === "e-mail" || kind === "name" ? plain : plain.replace(/^\D+/u, "");
  return { kind, text, forms: [...new Set([...spelled(text), ...spelled(digits)])] };
}

/** As text, in an address, in PostgreSQL's bytea, and as JSON may escape it. */
function spelled(text: string): readonly string[] {
  const bytes = Buffer.from(text, "utf8");
  const escaped = text.replace(/[^\0-\x7f]/gu, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);
  return [bytes.toString("latin1"), encodeURIComponent(text), bytes.toString("hex"), escaped];
}

/** Those of the canaries that stand in a text or in bytes. */
export function found(canaries: readonly Canary[], place: string | Buffer): readonly Canary[] {
  const hay = (typeof place === "string" ? Buffer.from(place, "utf8") : place).toString("latin1");
  if (!FOUND_BY.some((core) => hay.includes(core))) return [];
  return canaries.filter(({ forms }) => forms.some((form) => hay.includes(form)));
}

function luhn(body: string): string {
  const sum = Array.from(body).reverse().reduce((all, digit, i) => all + (i % 2 === 0 ? (Number(digit) * 2) % 10 + Math.floor(Number(digit) / 5) : Number(digit)), 0);
  return body + String((10 - (sum % 10)) % 10);
}
function iban(bban: string): string {
  return `OM${String(98 - mod97(`${bban}OM00`)).padStart(2, "0")}${bban}`;
}
