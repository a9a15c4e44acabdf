import type { Refusal } from "../../../shared/refusal";
import type { Texts } from "../../../shared/texts";
import type { Holiday, NamedPeriod } from "../calendar";
import type { DeclaredVolume } from "../declared-volume";
import type { Persona } from "../persona";
import type { Segment } from "../segment";
import type { SurveyPolicy } from "../service-facts";
import type { StatusMeaning } from "../status-meaning";
import type { Touchpoint } from "../touchpoint";
import type { OpeningHours } from "../weekly-hours";
import type { WrittenProcedure } from "../written-procedure";

/** Where in a file something stands: the line of a CSV, the path of a JSON document. */
export interface Place {
  readonly line: number | null;
  readonly path: string | null;
}

/** A row, or a part of a document, that was left out, and why. */
export interface NotTaken extends Place {
  readonly code: string;
  readonly message: string;
}

/**
 * What a file says about the catalogue, whatever its format: codes of agencies, services and touchpoints unique, texts
 * and numbers sound. Segments, personas and statuses are not checked yet: whether they are sound depends on what is stored.
 */
export interface CatalogueDocument {
  readonly periods: readonly PeriodEntry[];
  /** National ones. */
  readonly holidays: readonly HolidayEntry[];
  readonly agencies: readonly AgencyEntry[];
}

export interface PeriodEntry extends Place, NamedPeriod {}

export interface HolidayEntry extends Place, Omit<Holiday, "agencyId" | "announcedOn"> {
  /** Null: as it is, the day of the import for a new one. */
  readonly announcedOn: string | null;
}

export interface CalendarEntry extends Place {
  readonly validFrom: string;
  readonly hours: readonly OpeningHours[];
}

export interface AgencyEntry extends Place {
  readonly code: string;
  readonly names: Texts;
  /** IANA name; null: as it is, or the default for a new agency. */
  readonly timeZone: string | null;
  readonly calendars: readonly CalendarEntry[];
  readonly holidays: readonly HolidayEntry[];
  readonly touchpoints: readonly TouchpointEntry[];
  readonly services: readonly ServiceEntry[];
}

/** Of an agency. */
export type TouchpointEntry = Omit<Touchpoint, "id" | "agencyId">;

export interface ServiceEntry extends Place {
  readonly code: string;
  readonly names: Texts;
  readonly nationalCode: string | null;
  /** Null: as it is, `NORMAL` for a new service. */
  readonly surveyPolicy: SurveyPolicy | null;
  /** Null: not mentioned, and left as they are. */
  readonly segments: readonly Segment[] | null;
  readonly personas: readonly Persona[] | null;
  readonly volumes: readonly DeclaredVolume[];
  /** In the order of their publication; a draft can only be the last. */
  readonly procedures: readonly ProcedureEntry[];
  readonly statuses: readonly StatusMeaning[];
}

/** A version of a procedure as a file writes it. */
export interface ProcedureEntry extends WrittenProcedure {
  /** Null: a draft. */
  readonly publishedAt: Date | null;
  /** A register's guess at a procedure: stored only where nobody has modelled the service yet. */
  readonly tentative: boolean;
}

/** What was read of a file. */
export interface ReadDocument {
  readonly format: CatalogueFormat;
  /** Services the file names, whether taken or not; for a CSV, its rows. */
  readonly rows: number;
  readonly document: CatalogueDocument;
  readonly notTaken: readonly NotTaken[];
}

/** `YUSR_JSON` and `YUSR_CSV` are our own; `CANADA_SERVICE_INVENTORY` is the register of the Government of Canada as it is published. */
export type CatalogueFormat = "YUSR_JSON" | "YUSR_CSV" | "CANADA_SERVICE_INVENTORY";

/** A refusal as the report of an import shows it. */
export function notTaken(line: number | null, refusal: Refusal): NotTaken {
  const path = refusal.path.length === 0 ? null : pathText(refusal.path);
  return { line, path, code: refusal.code, message: refusal.message };
}

/** `agencies[2].services[0].names.ar`. */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, part) => (typeof part === "number" ? `${text}[${String(part)}]` : text === "" ? part : `${text}.${part}`), "");
}
