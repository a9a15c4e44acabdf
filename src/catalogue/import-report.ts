import type { Refusal } from "../shared/refusal";
import { sameValue } from "../shared/same-value";
import { LANGUAGES, type Texts, untranslated } from "../shared/texts";
import { type CatalogueFormat, notTaken, type NotTaken, pathText, type Place } from "./domain/import/catalogue-document";

/** What an import did to one sort of thing. */
export interface Counts {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Sorts of things an import counts. */
export const IMPORTED = ["periods", "agencies", "calendars", "holidays", "touchpoints", "services", "segments", "personas", "volumes", "procedures", "statuses"] as const;
export type Imported = (typeof IMPORTED)[number];

/** What an import took, and every row it did not take. */
export interface ImportReport {
  readonly format: CatalogueFormat;
  /** Services the file names, whether taken or not; for a CSV, its rows. */
  readonly rows: number;
  /** Nothing was kept: this is what would have happened. */
  readonly dryRun: boolean;
  readonly counts: Readonly<Record<Imported, Counts>>;
  /** Of the services taken, how many have no name in a language of equal rank. */
  readonly untranslated: Readonly<Record<string, number>>;
  readonly notTaken: readonly NotTaken[];
}

/** What a thing that a file brings is to what is stored. */
export function difference(before: unknown, after: unknown): keyof Counts {
  if (before === undefined) return "created";
  return sameValue(before, after) ? "unchanged" : "changed";
}

/** Counts while an import runs. */
export class ImportTally {
  private readonly counts = new Map<Imported, { created: number; changed: number; unchanged: number }>(IMPORTED.map((sort) => [sort, { created: 0, changed: 0, unchanged: 0 }]));
  readonly untranslated: Record<string, number> = Object.fromEntries(LANGUAGES.map((language) => [language, 0]));
  readonly notTaken: NotTaken[] = [];

  add(sort: Imported, what: keyof Counts, n = 1): void {
    const counts = this.counts.get(sort);
    if (counts !== undefined) counts[what] += n;
  }

  /** Notes the languages of equal rank in which a service has no name now. */
  missing(names: Texts): void {
    for (const language of untranslated(names)) this.untranslated[language] = (this.untranslated[language] ?? 0) + 1;
  }

  /** Leaves a part of an entry out; the path of the refusal starts at the entry. */
  refuse(place: Place, refusal: Refusal): void {
    const row = notTaken(place.line, refusal);
    const inner = pathText(refusal.path);
    this.notTaken.push({ ...row, path: [place.path, inner === "" ? null : inner].filter((part) => part !== null).join(".") || null });
  }

  result(): ImportReport["counts"] {
    return Object.fromEntries(this.counts) as Record<Imported, Counts>;
  }
}
