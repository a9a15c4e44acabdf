/** Comments in which something that names a person stands, written as people write it. What is planted is known, so that what is left of it can be counted. */
export interface Planted {
  readonly kind: string;
  /** Whether its class has a check digit or is a telephone number: none of these may be missed. */
  readonly sure: boolean;
  /** What was planted, in lower-case letters and Latin digits alone. */
  readonly secret: string;
  readonly separator: string;
  readonly script: string;
  readonly comment: string;
  /** The comment without it. */
  readonly around: string;
}

/** Chance that can be had again: mulberry32. */
export type Chance = () => number;
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
export function pick<T>(chance: Chance, from: readonly T[]): T {
  return from[Math.floor(chance() * from.length)] as T;
}

const digits = (chance: Chance, n: number): string => Array.from({ length: n }, () => String(Math.floor(chance() * 10))).join("");
const two = (n: number): string => String(n).padStart(2, "0");
const year = (chance: Chance): string => two(Math.floor(chance() * 100));
const month = (chance: Chance): string => two(1 + Math.floor(chance() * 12));
const day = (chance: Chance): string => two(1 + Math.floor(chance() * 28));

/** The digit that makes a number pass Luhn's check. */
function luhnDigit(body: string): string {
  const sum = Array.from(body).reverse().reduce((all, digit, i) => all + (i % 2 === 0 ? (Number(digit) * 2 > 9 ? Number(digit) * 2 - 9 : Number(digit) * 2) : Number(digit)), 0);
  return String((10 - (sum % 10)) % 10);
}
const luhn = (body: string): string => body + luhnDigit(body);

/** Of a Kuwaiti civil ID and a Bahraini CPR; undefined where no digit fits. */
function mod11Digit(body: string, weights: readonly number[]): string | undefined {
  const rest = 11 - (weights.reduce((sum, weight, i) => sum + weight * Number(body[i]), 0) % 11);
  return rest > 9 ? undefined : String(rest);
}
function withMod11(make: () => string, weights: readonly number[]): string {
  for (;;) {
    const body = make();
    const check = mod11Digit(body, weights);
    if (check !== undefined) return body + check;
  }
}

export function mod97(text: string): number {
  return Array.from(text).reduce((rest, character) => Array.from(parseInt(character, 36).toString()).reduce((r, digit) => (r * 10 + Number(digit)) % 97, rest), 0);
}
function iban(country: string, bban: string): string {
  return `${country}${two(98 - mod97(`${bban}${country}00`))}${bban}`;
}
const letters = (chance: Chance, n: number): string => Array.from({ length: n }, () => pick(chance, Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))).join("");
const alphanumeric = (chance: Chance, n: number): string => Array.from({ length: n }, () => pick(chance, Array.from("0123456789012345678901234567890123456789ABCXYZ"))).join("");

interface Kind {
  readonly sure: boolean;
  readonly make: (chance: Chance) => string;
  /** How people group it; the rest goes one by one, or not at all. */
  readonly groups: readonly (readonly number[])[];
}

const phone = (code: string, national: (chance: Chance) => string): Kind => ({
  sure: true,
  make: (chance) => pick(chance, ["", "", code, `00${code}`, `+${code}`]) + national(chance),
  groups: [[4, 4, 4, 4], [3, 4, 4, 4], [2, 2, 2, 2, 2, 2, 2], [3, 3, 3, 3, 3], [3, 2, 3, 4], [2, 3, 4, 4]],
});

/** Every class of number, written together. */
const KINDS: Readonly<Record<string, Kind>> = {
  "Oman civil number": { sure: false, make: (chance) => digits(chance, 8), groups: [[4, 4], [2, 2, 2, 2], [3, 3, 2], [2, 6]] },
  "Saudi ID": { sure: true, make: (chance) => luhn(`1${digits(chance, 8)}`), groups: [[3, 3, 4], [1, 3, 3, 3], [5, 5], [4, 3, 3]] },
  "Saudi Iqama": { sure: true, make: (chance) => luhn(`2${digits(chance, 8)}`), groups: [[3, 3, 4], [1, 3, 3, 3], [5, 5], [4, 3, 3]] },
  "Emirates ID": { sure: true, make: (chance) => luhn(`784${pick(chance, ["19", "20"])}${year(chance)}${digits(chance, 7)}`), groups: [[3, 4, 7, 1], [3, 4, 3, 4, 1]] },
  "Kuwait civil ID": { sure: true, make: (chance) => withMod11(() => `${pick(chance, ["2", "3"])}${year(chance)}${month(chance)}${day(chance)}${digits(chance, 4)}`, [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]), groups: [[4, 4, 4], [1, 2, 2, 2, 5], [1, 6, 5], [3, 3, 3, 3]] },
  "Qatar QID": { sure: false, make: (chance) => `${pick(chance, ["2", "3"])}${year(chance)}${pick(chance, ["634", "356", "586", "818"])}${digits(chance, 5)}`, groups: [[3, 3, 5], [1, 2, 3, 5], [4, 4, 3]] },
  "Bahrain CPR": { sure: true, make: (chance) => withMod11(() => `${year(chance)}${month(chance)}${digits(chance, 4)}`, [9, 8, 7, 6, 5, 4, 3, 2]), groups: [[4, 4, 1], [3, 3, 3], [2, 2, 4, 1]] },
  "Oman mobile": phone("968", (chance) => (chance() < 0.1 ? `${pick(chance, ["1505", `90${pick(chance, Array.from("123456789"))}${digits(chance, 1)}`])}${digits(chance, 4)}` : `${pick(chance, ["71", "72", "74", "77", "78", "79", "91", "92", "93", "94", "95", "96", "97", "98", "99"])}${digits(chance, 6)}`)),
  "Oman fixed": phone("968", (chance) => `2${pick(chance, Array.from("123456"))}${digits(chance, 6)}`),
  "Saudi mobile": phone("966", (chance) => `${pick(chance, ["50", "53", "54", "55", "56", "58", "59"])}${digits(chance, 7)}`),
  "Saudi mobile, national": { ...phone("", () => ""), make: (chance) => `05${pick(chance, Array.from("034568"))}${digits(chance, 7)}` },
  "UAE mobile": phone("971", (chance) => `5${pick(chance, Array.from("024568"))}${digits(chance, 7)}`),
  "Qatar phone": phone("974", (chance) => `${pick(chance, Array.from("34567"))}${digits(chance, 7)}`),
  "Kuwait phone": phone("965", (chance) => `${pick(chance, Array.from("569"))}${digits(chance, 7)}`),
  "Bahrain phone": phone("973", (chance) => `${pick(chance, ["3", "66"])}${digits(chance, 7)}`.slice(0, 8)),
  "card": { sure: true, make: (chance) => luhn(pick(chance, ["4", "5", "6"]) + digits(chance, pick(chance, [11, 14, 14, 14, 17]))), groups: [[4, 4, 4, 4, 4], [4, 6, 5]] },
  "IBAN OM": { sure: true, make: (chance) => iban("OM", digits(chance, 3) + alphanumeric(chance, 16)), groups: [[4, 4, 4, 4, 4, 4, 4, 4]] },
  "IBAN SA": { sure: true, make: (chance) => iban("SA", digits(chance, 2) + alphanumeric(chance, 18)), groups: [[4, 4, 4, 4, 4, 4, 4, 4]] },
  "IBAN AE": { sure: true, make: (chance) => iban("AE", digits(chance, 19)), groups: [[4, 4, 4, 4, 4, 4, 4, 4]] },
  "IBAN BH": { sure: true, make: (chance) => iban("BH", letters(chance, 4) + alphanumeric(chance, 14)), groups: [[4, 4, 4, 4, 4, 4, 4, 4]] },
  "IBAN KW": { sure: true, make: (chance) => iban("KW", letters(chance, 4) + alphanumeric(chance, 22)), groups: [[4, 4, 4, 4, 4, 4, 4, 4]] },
  "IBAN QA": { sure: true, make: (chance) => iban("QA", letters(chance, 4) + alphanumeric(chance, 21)), groups: [[4, 4, 4, 4, 4, 4, 4, 4]] },
};

const SEPARATORS: Readonly<Record<string, string>> = {
  "nothing": "", "space": " ", "hyphen": "-", "full stop": ".", "slash": "/", "no-break space": "\u00a0", "en dash": " – ", "zero-width space": "\u200b", "right-to-left mark": "\u200f",
  "Arabic letter mark": "\u061c", "underscore": "_", "narrow no-break space": "\u202f", "two spaces": "  ", "non-breaking hyphen": "\u2011", "Arabic thousands separator": "٬", "tatweel": "ـ", "soft hyphen": "\u00ad", "line break": "\n", "middle dot": "·", "colon": ":",
};

/** Zeros of the four scripts. */
export const SCRIPTS: Readonly<Record<string, number>> = { "Latin": 0x30, "Arabic-Indic": 0x660, "Persian": 0x6f0, "full-width": 0xff10 };
export function inScript(text: string, script: string): string {
  const zero = SCRIPTS[script] ?? 0x30;
  return text.replace(/\d/gu, (digit) => String.fromCodePoint(zero + Number(digit)));
}

/** Where a secret is written: start, end, amid, in brackets, after a colon, glued to its neighbours; among what may stay, and twice. */
const CONTEXTS: readonly string[] = [
  "رقمي {x} وشكرا لكم", "{x} هذا رقمي", "تواصلوا معي على {x}", "الرجاء الاتصال ({x}) بعد الظهر", "البيانات: {x}، ولم يرد أحد", "دفعت 12.500 ريال يوم 12/03/2026 ورقمي {x} منذ 3 أيام", "رقم الطلب {x}. ثم {x} مرة أخرى", "قدمت الساعة 10:30 وبياناتي {x}",
  "my number is {x} thanks", "{x} is mine", "please call {x}", "the form (with {x}) was lost", "data:{x};nobody answered", "paid 12.500 OMR on 12/03/2026, I am {x}, waited 3 days", "see {x}. Again: {x}", "law 35/2003 says so, my id={x}!",
];

/** Cuts a number into groups, and what is left over into the last. */
function grouped(text: string, sizes: readonly number[], separator: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const size of sizes) {
    if (at >= text.length) break;
    parts.push(text.slice(at, at + size));
    at += size;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts.join(separator);
}

/** One comment of each class, script, separator and context: whatever the seed, all combinations of any two are met. */
export function* plantedComments(seed: number, rounds: number): Generator<Planted> {
  const chance = chanceOf(seed);
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, { sure, make, groups }] of Object.entries(KINDS)) {
      for (const [script] of Object.entries(SCRIPTS)) {
        for (const [name, separator] of Object.entries(SEPARATORS)) {
          const number = make(chance);
          const plus = number.startsWith("+") ? "+" : "";
          const bare = number.slice(plus.length);
          const sizes = separator === "" ? [bare.length] : pick(chance, [...groups, [1].concat(Array.from({ length: bare.length }, () => 1))]);
          const said = inScript(plus + grouped(bare, sizes, separator), script);
          yield { kind, sure, secret: bare.toLowerCase(), separator: name, script, ...written(pick(chance, CONTEXTS), said) };
        }
      }
    }
    for (const script of Object.keys(SCRIPTS)) for (const form of MAIL_FORMS) yield mail(chance, script, form);
  }
}

function written(context: string, said: string): Pick<Planted, "comment" | "around"> {
  return { comment: context.replaceAll("{x}", said), around: context.replaceAll("{x}", "[]") };
}

const MAIL_FORMS = ["@", " @ ", "＠", "(at)", " (at) ", "[at]", "{at}", " (AT) ", " [ at ] ", "﹫", "\u200b@\u200e", " <at> ", "(آت)", "(@)"] as const;
const LOCALS = ["salimaalharthi", "fatma_alriyami", "saif.albusaidi", "سالم_الحارثي", "فاطمة.الريامي", "مريمالبلوشي"];
const HOSTS = ["example.om", "mail.example.com", "moh-om.net", "مثال.عمان", "بريد.مثال.عمان"];

function mail(chance: Chance, script: string, form: (typeof MAIL_FORMS)[number]): Planted {
  const local = pick(chance, LOCALS) + digits(chance, 3);
  const said = inScript(`${local}${form}${pick(chance, HOSTS)}`, script);
  return { kind: "e-mail", sure: false, secret: local, separator: form, script, ...written(pick(chance, CONTEXTS), said) };
}

/** Whether six characters in a row of what was planted can still be read, but for what the rest of the comment says anyway. */
export function leaks(redacted: string, { secret, around }: Pick<Planted, "secret" | "around">): boolean {
  const left = bare(redacted);
  const anyway = bare(around);
  const wanted = secret.replace(/[^\p{L}\p{N}]/gu, "");
  return Array.from({ length: wanted.length - 5 }, (_, i) => wanted.slice(i, i + 6)).some((six) => left.includes(six) && !anyway.includes(six));
}

/** Letters and digits alone, whatever the script of the digits; by other means than those of the product. */
export function bare(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 15)).replace(/[^\p{L}\p{N}[\]@]/gu, "");
}
