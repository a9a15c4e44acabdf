import type { Texts } from "../../shared/texts";
import type { Direction, Instrument, TestMark, Validation } from "../domain/instrument";
import type { PluralForms } from "../domain/plural";
import file from "../wording.json";

/** A text of the survey page, in both languages; `{name}` stands for what is put in. */
export interface PageText {
  readonly key: string;
  readonly text: Texts;
}

interface WrittenInstrument {
  readonly code: string;
  readonly version: number;
  readonly kind: "rating" | "choice" | "multiple" | "count";
  readonly direction: Direction;
  readonly order: "low-to-high" | "as listed";
  readonly lead: Texts | null;
  readonly wording: Texts;
  readonly points: readonly { readonly value: number | string; readonly ar: string; readonly en: string }[];
  readonly notApplicable: Texts | null;
  readonly validation: Readonly<Record<string, Validation>>;
  readonly test: TestMark;
  readonly source: string;
  readonly note: string | null;
}

/** The instruments as `wording.json` has them. */
export const WRITTEN_INSTRUMENTS: readonly Instrument[] = (file.instruments as readonly WrittenInstrument[]).map((written) => ({
  code: written.code,
  version: written.version,
  agencyId: null,
  kind: ({ rating: "RATING", choice: "CHOICE", multiple: "MULTIPLE", count: "COUNT" } as const)[written.kind],
  direction: written.direction,
  order: written.order === "low-to-high" ? "LOW_TO_HIGH" : "AS_LISTED",
  lead: written.lead,
  wording: written.wording,
  points: written.points.map(({ value, ar, en }) => ({ value, label: { ar, en } })),
  notApplicable: written.notApplicable,
  validation: written.validation,
  testMark: written.test,
  source: written.source,
  note: written.note,
}));

/** The texts around the questions: notices, thanks, what is said about a link that no longer works. */
export const PAGE_TEXTS: readonly PageText[] = file.texts.map(({ key, ar, en }) => ({ key, text: { ar, en } }));

/** What a screen or a sheet at a counter says beside the link. */
export const INVITING_TEXT: Texts = PAGE_TEXTS.find(({ key }) => key === "invite.screen")?.text ?? {};

/** One of them. @throws Error for a key that nobody wrote */
export function pageText(key: string): Texts {
  const found = PAGE_TEXTS.find((text) => text.key === key);
  if (found === undefined) throw new Error(`wording.json has no text ${key}`);
  return found.text;
}

/** Arabic nouns with their numbers. */
export const PLURALS: readonly PluralForms[] = file.plurals;
