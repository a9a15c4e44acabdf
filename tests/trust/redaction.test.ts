import { redact } from "../../src/surveys/domain/redact";
import { figure } from "../support/figures";
import { cleanComments } from "./clean-comments";
import { leaks, type Planted, plantedComments } from "./planted-comments";

/** Rounds over all classes, scripts and separators; `npm run trust` asks for 40. */
const ROUNDS = Number(process.env["TRUST_REDACTION_ROUNDS"] ?? 3);
/** Another at every run; what failed is had again with TRUST_REDACTION_SEED. */
const SEED = Number(process.env["TRUST_REDACTION_SEED"] ?? Date.now() % 1_000_000_007);

interface Recall {
  readonly planted: number;
  readonly left: readonly string[];
  /** Of classes with a check digit, and telephone numbers. */
  readonly sureLeft: readonly string[];
}

function recallOf(redactor: (text: string) => string, planted: Iterable<Planted>): Recall {
  let count = 0;
  const [left, sureLeft]: [string[], string[]] = [[], []];
  for (const one of planted) {
    count += 1;
    const redacted = redactor(one.comment);
    if (!leaks(redacted, one)) continue;
    const told = `seed ${String(SEED)}: ${one.kind}, ${one.separator}, ${one.script}: ${one.comment} → ${redacted}`;
    (one.sure ? sureLeft : left).push(told);
  }
  return { planted: count, left: [...left, ...sureLeft], sureLeft };
}

function alteredBy(redactor: (text: string) => string, count: number): readonly string[] {
  return Array.from(cleanComments(SEED, count)).filter((comment) => redactor(comment) !== comment).map((comment) => `seed ${String(SEED)}: ${comment} → ${redactor(comment)}`);
}

/** What anybody would write first. */
const fiveDigits = (text: string): string => text.replace(/\d{5,}/gu, "[#]").replace(/[\w.]+@[\w.]+/gu, "[@]");

describe("redaction", () => {
  test("P2 nothing is left of what was planted: 23 classes, 4 scripts, 20 separators, 16 contexts", () => {
    const { planted, left, sureLeft } = recallOf(redact, plantedComments(SEED, ROUNDS));
    figure("P2", `seed ${String(SEED)}: ${String(planted)} planted, ${String(left.length)} left: recall ${(100 - (100 * left.length) / planted).toFixed(3)} %; of check digits and telephones ${String(sureLeft.length)} left`);
    expect(sureLeft).toEqual([]);
    expect({ enough: left.length / planted <= 0.001, left: left.slice(0, 5) }).toMatchObject({ enough: true });
  }, 600_000);

  test("P2 control: what anybody would write first leaves more than a third", () => {
    const { planted, left, sureLeft } = recallOf(fiveDigits, plantedComments(SEED, 1));
    figure("P2", `five digits in a row: recall ${(100 - (100 * left.length) / planted).toFixed(1)} %`);
    expect(left.length / planted).toBeGreaterThan(0.33);
    expect(sureLeft.length).toBeGreaterThan(0);
  });

  test("P3 what names nobody stays: amounts, dates, times, years, counts, articles, laws", () => {
    const count = Math.max(2_000, 500 * ROUNDS);
    const altered = alteredBy(redact, count);
    figure("P3", `seed ${String(SEED)}: ${String(altered.length)} of ${String(count)} clean comments altered (${((100 * altered.length) / count).toFixed(2)} %)`);
    expect({ few: altered.length / count <= 0.005, altered: altered.slice(0, 5) }).toMatchObject({ few: true });
  }, 600_000);

  test("P3 control: whoever takes five digits in a row alters too much", () => {
    const joined = (text: string): string => text.replace(/\p{Nd}(?:[\s./,:-]{0,3}\p{Nd}){4,}/gu, "[#]");
    expect(alteredBy(joined, 2_000).length / 2_000).toBeGreaterThan(0.1);
  });

  test("P3 redacting twice is redacting once, and what stands around a number stays", () => {
    for (const { comment, around } of plantedComments(SEED + 1, 1)) {
      const redacted = redact(comment);
      expect(redact(redacted)).toBe(redacted);
      const words = around.match(/\p{L}{3,}/gu) ?? [];
      expect(words.filter((word) => !redacted.includes(word))).toEqual([]);
    }
  });
});

/** What makes a careless search go back and back. */
const ADVERSARIAL = ["1", "a", "@", "a@", "(at)", "1 ", "1.", "1-2-", "1,250,000 ", "12/03/2026 ", "2026 ", "om1", "o m 1 ", "a at b dot ", "a@b.", "((((1", " 1 2345 ريال", "٩ٌ", "9 1.5 ", "[ at "] as const;

/** Characters; `npm run trust` asks for 1 MB. */
const LONGEST = Number(process.env["TRUST_REDACTION_LENGTH"] ?? 40_000);

describe("time", () => {
  /** The least of several, in milliseconds: what others do on the machine only adds. */
  const least = (text: string): number => Math.min(...Array.from({ length: 3 }, () => {
    const began = process.cpuUsage();
    redact(text);
    return process.cpuUsage(began).user / 1_000;
  }));

  test("S20 twice the comment takes at most two and a half times as long, up to 1 MB, whatever it is made of", () => {
    const slow: string[] = [];
    let worst = 0;
    for (const unit of ADVERSARIAL) {
      const of = (length: number): string => unit.repeat(Math.ceil(length / unit.length));
      // A quadratic one is four times as long at every try.
      let ratio = Infinity;
      for (let tries = 0; tries < 5 && ratio > 2.5; tries += 1) ratio = Math.min(ratio, least(of(LONGEST)) / least(of(LONGEST / 2)));
      worst = Math.max(worst, ratio);
      if (ratio > 2.5) slow.push(`${JSON.stringify(unit)}: ${ratio.toFixed(2)}`);
    }
    figure("S20", `${String(ADVERSARIAL.length)} adversarial comments of ${String(LONGEST)} characters: time(2n)/time(n) at most ${worst.toFixed(2)}`);
    expect(slow).toEqual([]);
  }, 600_000);

  test("S20 control: a redactor that looks back over all it has seen takes four times as long", () => {
    const backtracking = (text: string): number => {
      const began = process.cpuUsage();
      text.replace(/\d+@/gu, "[#]");
      return process.cpuUsage(began).user / 1_000;
    };
    backtracking("1".repeat(5_000));
    expect(backtracking("1".repeat(40_000)) / backtracking("1".repeat(20_000))).toBeGreaterThan(2.5);
  });
});
