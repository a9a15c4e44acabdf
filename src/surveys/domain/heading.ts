import type { Texts } from "../../shared/texts";

/**
 * A name put into a sentence: always after a noun and in quotation marks of its language, because Arabic prefixes cannot
 * stand before an inserted name and agencies differ in gender (PEOPLE section 2, rule 5). Languages without a pattern of
 * their own show the bare name.
 */
function named(patterns: Texts, names: Texts): Texts {
  return Object.fromEntries(Object.entries(names).map(([language, name]) => [language, patterns[language]?.replace("{name}", () => name) ?? name]));
}

/** The service as a heading: خدمة «…». */
export function serviceHeading(names: Texts): Texts {
  return named({ ar: "خدمة «{name}»", en: "Service ‘{name}’" }, names);
}

/** The agency as a heading: الجهة «…». */
export function agencyHeading(names: Texts): Texts {
  return named({ ar: "الجهة «{name}»", en: "Agency ‘{name}’" }, names);
}

/** The step above a question about it: خطوة «…». */
export function stepHeading(askAs: Texts): Texts {
  return named({ ar: "خطوة «{name}»", en: "Step ‘{name}’" }, askAs);
}
