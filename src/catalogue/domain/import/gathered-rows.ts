import type { Refusal } from "../../../shared/refusal";
import type { AgencyEntry, NotTaken, ServiceEntry } from "./catalogue-document";
import { notTaken } from "./catalogue-document";

/** A row of a CSV, its cells by column name. */
export interface FileRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A row that could not be told apart into cells. */
export interface UnreadableRow {
  readonly line: number;
  readonly refusal: Refusal;
}

/** What the rows of a CSV add up to: agencies in the order in which they first appear, each with its services. */
export class GatheredRows {
  private readonly agencies = new Map<string, { readonly entry: AgencyEntry; readonly services: Map<string, ServiceEntry> }>();
  readonly notTaken: NotTaken[] = [];

  refuse(line: number, refusal: Refusal): void {
    this.notTaken.push(notTaken(line, refusal));
  }

  agency(code: string): AgencyEntry | undefined {
    return this.agencies.get(code)?.entry;
  }

  service(agencyCode: string, code: string): ServiceEntry | undefined {
    return this.agencies.get(agencyCode)?.services.get(code);
  }

  /** Puts an agency in, or in the place of what was said of it before. */
  putAgency(entry: AgencyEntry): void {
    this.agencies.set(entry.code, { entry, services: this.agencies.get(entry.code)?.services ?? new Map<string, ServiceEntry>() });
  }

  putService(agencyCode: string, entry: ServiceEntry): void {
    this.agencies.get(agencyCode)?.services.set(entry.code, entry);
  }

  all(): readonly AgencyEntry[] {
    return [...this.agencies.values()].map(({ entry, services }) => ({ ...entry, services: [...services.values()] }));
  }
}

/** The rows that could be read; those that could not are told to `gathered`. */
export function readable(rows: readonly (FileRow | UnreadableRow)[], gathered: GatheredRows): readonly FileRow[] {
  return rows.filter((row): row is FileRow => {
    if ("cells" in row) return true;
    gathered.refuse(row.line, row.refusal);
    return false;
  });
}

/** The text of a cell in one line, without blanks around it. */
export function cellText(row: FileRow, column: string): string {
  return (row.cells[column] ?? "").replace(/\s+/gu, " ").trim();
}
