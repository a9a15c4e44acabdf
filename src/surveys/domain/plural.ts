/** One noun with its number, by CLDR plural category; `#` stands for the number. */
export interface PluralForms {
  readonly noun: string;
  readonly zero: string;
  readonly one: string;
  readonly two: string;
  readonly few: string;
  readonly many: string;
  readonly other: string;
}

/**
 * A whole number with its noun as the language says it: in Arabic, 0, 1, 2, 3–10, 11–99 and 100–102 each need a form of
 * their own ("لا خطوات", "خطوة واحدة", "خطوتان", "3 خطوات", "11 خطوةً", "100 خطوة").
 *
 * @param n a count, 0 or more
 * @param language BCP 47 tag; decides the category, not the words: the forms are of one language
 */
export function withNumber(forms: PluralForms, n: number, language = "ar"): string {
  return forms[rulesOf(language).select(n)].replace("#", String(n));
}

const rules = new Map<string, Intl.PluralRules>();

function rulesOf(language: string): Intl.PluralRules {
  let found = rules.get(language);
  if (found === undefined) {
    found = new Intl.PluralRules(language);
    rules.set(language, found);
  }
  return found;
}
