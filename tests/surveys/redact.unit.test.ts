import { once } from "node:events";
import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { redact } from "../../src/surveys/domain/redact";

describe("long numbers", () => {
  test.each([
    ["Latin", "my number is 91234567 thanks", "my number is [#] thanks"],
    ["Arabic-Indic", "رقمي ٩١٢٣٤٥٦٧ شكرا", "رقمي [#] شكرا"],
    ["Persian", "رقمي ۹۱۲۳۴۵۶۷ شكرا", "رقمي [#] شكرا"],
    ["full-width", "call ９１２３４５６７", "call [#]"],
    ["mixed scripts", "٩١٢3４۵", "[#]"],
    ["spaces", "9123 4567", "[#]"],
    ["dashes", "+968-9123-4567", "+[#]"],
    ["an en dash with spaces", "91 – 23 – 45", "[#]"],
    ["zero-width characters", "9\u200b1\u200d2\u20603\ufeff4", "[#]"],
    ["direction marks and tatweel", "٩\u200f١ـ٢\u202a٣٤", "[#]"],
    ["exactly five", "12345", "[#]"],
    ["stops, slashes, colons", "9123.4567 or 91/23/45/67 or 9:1:2:3:4:5:6:7", "[#] or [#] or [#]"],
    ["brackets", "(968) 9123 4567", "([#]"],
    ["an Arabic letter mark, accents", "91\u061c23\u064b4567", "[#]"],
    ["a telephone that looks like an amount", "512,345,678", "[#]"],
    ["an IBAN with its letters", "to BH67 BMAG 0000 1299 1234 56 please", "to [#] please"],
    ["an IBAN in Arabic digits", "OM٨١٠١٨٠٠٠٠٠٠١٢٩٩١٢٣٤٥٦", "[#]"],
    ["a date beside it", "on 12/03/2026 9123 4567", "on 12/03/2026 [#]"],
    ["an Emirates ID with a year in it", "784-1985-1234567-9", "[#]"],
  ])("%s", (_, text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  test.each(["4 days", "2026", "12.500 OMR", "paid 1,250", "٣ مرات في ٤ أيام", "room 1234", "steps 1, 2, 3, 4, 5, 6",
    "12/03/2026", "2026-03-12 10:30", "12/03/2026 - 15/03/2026", "١٤٤٧/٠٥/١٢", "10:30-11:45", "2019-2020", "2024/25", "1,250,000", "1.250.000", "١٬٢٥٠٬٠٠٠٫٥٠٠", "12500 ريال", "OMR 12500", "15000 مراجع",
    "1 250 000 OMR", "law 35/2003", "القرار رقم 105/2021", "100-150", "1000 - 1500 ريال", "24/7", "steps 3,4,5,6,7,8"])("%s stays", (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe("e-mail addresses", () => {
  test.each([
    ["plain", "write to salim.h@example.om please", "write to [@] please"],
    ["Arabic letters", "بريدي سالم@مثال.عمان شكرا", "بريدي [@] شكرا"],
    ["full-width at", "salim＠example.com", "[@]"],
    ["spaced", "salim @ example.com", "[@]"],
    ["written out", "salim (at) example.com, or a[AT]b.co", "[@], or [@]"],
    ["end of a sentence", "It is a@b.co.", "It is [@]."],
    ["with a number in it", "s12345678@mail.om", "[@]"],
    ["two in a row", "a@b.co@c.de", "[@]"],
    ["in words", "salim at example dot com", "[@]"],
    ["in Arabic words", "سالم (آت) مثال (نقطة) عمان", "[@]"],
  ])("%s", (_, text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  test.each(["@", "look @ me", "a@b", "3 @ 4", "user @", "2 @ 3.50 OMR", "look at rop.gov.om"])("%s is none", (text) => {
    expect(redact(text)).toBe(text);
  });
});

const piece = fc.oneof(
  fc.constantFrom("0", "7", "٣", "۵", "９", "²", " ", "-", "–", "_", "\u200b", "ـ", ".", ",", "@", "＠", "(at)", "[AT]", "[", "]", "#", "a", "ب", "\n", "\u{1d7d8}", "½"),
  fc.string({ maxLength: 3 }),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));

test("redacting twice is redacting once", () => {
  fc.assert(
    fc.property(text, (t) => {
      const once = redact(t);
      expect(redact(once)).toBe(once);
    }),
    { numRuns: 3_000 },
  );
});

test("no nine digits in a row are left, whatever stands between them unseen", () => {
  const unseen = fc.constantFrom("", "\u200b", "ـ", "\u061c", "\u00ad", "\u064b", " ", "·", " – ");
  const digit = fc.constantFrom("1", "٢", "۳", "４", "\u{1d7d3}", "६");
  fc.assert(
    fc.property(fc.array(fc.tuple(digit, unseen), { minLength: 9, maxLength: 30 }), (digits) => {
      expect(redact(`a${digits.map(([d, u]) => d + u).join("")}b`)).not.toMatch(/\p{Nd}/u);
    }),
    { numRuns: 2_000 },
  );
});

test("digits of every script are read", () => {
  for (let point = 0; point <= 0x1fbff; point += 1) {
    const digit = point >= 0xd800 && point < 0xe000 ? "" : String.fromCodePoint(point);
    if (/\p{Nd}/u.test(digit)) expect(redact(`9${digit}1${digit}3${digit}5${digit}`)).toBe("[#]");
  }
});

test("what holds no digit and no at-sign stays as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }).filter((t) => !/[\p{N}@]/u.test(t.normalize("NFKC")) && !/at/iu.test(t)), (t) => {
      expect(redact(t)).toBe(t);
    }),
  );
});

describe("long texts", () => {
  /** Somewhere else, because nothing could stop work that holds this thread: work that outgrows its length ends with the test's time. */
  let elsewhere: Worker | undefined;
  let busy = false;
  const redactElsewhere = async (long: string): Promise<string> => {
    elsewhere ??= new Worker(`
      require(${JSON.stringify(require.resolve("@swc-node/register"))});
      const { redact } = require(${JSON.stringify(require.resolve("../../src/surveys/domain/redact"))});
      const { parentPort } = require("node:worker_threads");
      parentPort.on("message", (text) => parentPort.postMessage(redact(text)));`, { eval: true });
    busy = true;
    elsewhere.postMessage(long);
    const [redacted] = (await once(elsewhere, "message")) as [string];
    busy = false;
    return redacted;
  };
  const end = async (): Promise<void> => {
    await elsewhere?.terminate();
    elsewhere = undefined;
    busy = false;
  };
  afterEach(() => (busy ? end() : undefined));
  afterAll(end);

  test.each(["1", "a", "@", "a@", "(at)", "1 ", "a.", "a@b."])("of 400,000 characters %j are redacted too", async (unit) => {
    const redacted = await redactElsewhere(unit.repeat(400_000 / unit.length));
    expect(await redactElsewhere(redacted)).toBe(redacted);
  });
});
