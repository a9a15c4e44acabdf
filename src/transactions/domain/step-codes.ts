import { isCode } from "../../catalogue/domain/code";
import { UNMAPPED } from "../../catalogue/domain/unmapped-step";
import { fingerprint } from "../../shared/fingerprint";

const LONGEST_CODE = 64;

/** A name of a step that a procedure already has. */
export interface NamedStep {
  readonly code: string;
  readonly names: Readonly<Record<string, string>>;
}

/**
 * A code for every activity of a log: that of the known step whose code or name it is, else the activity's own words
 * in the form of a code ("T02 Check receipt" → `T02-Check-receipt`). Words that leave no code of their own (another
 * script, the words of another activity with other signs, more than 64 characters) get eight digits that follow from
 * the whole name, so that the next log gives it the same code.
 */
export function stepCodes(activities: Iterable<string>, known: readonly NamedStep[] = []): ReadonlyMap<string, string> {
  const byName = new Map<string, string>();
  for (const step of known.toReversed()) for (const name of Object.values(step.names)) byName.set(name, step.code);
  for (const step of known) byName.set(step.code, step.code);

  const taken = new Map<string, string>([...known.map((step): [string, string] => [step.code.toLowerCase(), step.code]), [UNMAPPED.toLowerCase(), UNMAPPED]]);
  const codes = new Map<string, string>();
  for (const activity of [...new Set(activities)].sort(byCodeUnit)) {
    const code = byName.get(activity) ?? free(activity, taken);
    taken.set(code.toLowerCase(), activity);
    codes.set(activity, code);
  }
  return codes;
}

function free(activity: string, taken: ReadonlyMap<string, string>): string {
  const words = asCode(activity);
  if (words.length <= LONGEST_CODE && isCode(words) && !lossy(activity) && !taken.has(words.toLowerCase())) return words;
  const mark = fingerprint(activity).toString(16).padStart(8, "0");
  const short = trimmed(words.slice(0, LONGEST_CODE - mark.length - 1));
  return short === "" ? `step-${mark}` : `${short}-${mark}`;
}

/** Letters with marks become plain letters; everything that a code cannot hold becomes a hyphen. */
function asCode(activity: string): string {
  return trimmed(activity.normalize("NFKD").replace(/\p{M}+/gu, "").replace(/[^A-Za-z0-9._-]+/gu, "-"));
}

/** From the first letter or digit to the last. A loop: an expression that ends with the text takes the square of a long name's time. */
function trimmed(code: string): string {
  const counts = (at: number): boolean => /[A-Za-z0-9]/u.test(code.charAt(at));
  let [start, end] = [0, code.length];
  while (start < end && !counts(start)) start += 1;
  while (end > start && !counts(end - 1)) end -= 1;
  return code.slice(start, end);
}

/** Whether letters of another script would vanish from the code. */
function lossy(activity: string): boolean {
  return /\p{L}/u.test(activity.normalize("NFKD").replace(/\p{M}+|[A-Za-z]+/gu, ""));
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
