import { type UnitsOfWork, violatedConstraint } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { InputProblem } from "../shared/input-file";
import { Refusal } from "../shared/refusal";
import type { ReadDocument } from "./domain/import/catalogue-document";
import type { ImportDocument } from "./import-document";
import { type ImportReport, ImportTally } from "./import-report";
import { readCatalogueFile } from "./read-catalogue-file";

export interface ImportOptions {
  /** Try it all, keep nothing. */
  readonly dryRun?: boolean;
  readonly reading?: (bytes: number, total: number) => void;
  readonly storing?: (services: number, total: number) => void;
}

/** Thrown to take everything back that a dry run did. */
class DryRunOver extends Error {}

/** Brings in a catalogue from a file: our own document or CSV, or a register as it is published. */
export class ImportCatalogueService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly document: ImportDocument,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes every row that is sound, all in one unit of work, and tells of each that is not; the same file again changes
   * nothing. Refused as a whole, with nothing kept: a file that cannot be read (codes of `InputProblem`), `NOT_JSON`,
   * `NOT_A_CATALOGUE`, `COLUMN_MISSING`, `FILE_TOO_LONG`, and `CATALOGUE_CHANGED` where somebody entered the same
   * things meanwhile.
   */
  async import(actor: Actor, path: string, options: ImportOptions = {}): Promise<ImportReport | Refusal> {
    this.access.require(actor, "catalogue.govern");
    let read: ReadDocument | Refusal;
    try {
      read = await readCatalogueFile(path, options.reading);
    } catch (error) {
      if (error instanceof InputProblem) return error.toRefusal();
      throw error;
    }
    return read instanceof Refusal ? read : this.store(actor, read, options);
  }

  private async store(actor: Actor, read: ReadDocument, { dryRun = false, storing }: ImportOptions): Promise<ImportReport | Refusal> {
    const services = read.document.agencies.flatMap((agency) => agency.services);
    let tally = new ImportTally();
    try {
      await this.units.write(async (unit) => {
        // A deadlock makes the unit of work start again, and the counting with it.
        tally = new ImportTally();
        await this.document.put(unit, read.document, this.clock(), tally, (done) => storing?.(done, services.length));
        if (dryRun) throw new DryRunOver();
        await this.audit.record(unit, actor, "importCatalogue", { format: read.format, services: services.length });
      });
    } catch (error) {
      if (["agency_code_uq", "service_code_uq", "touchpoint_code_uq", "procedure_version_uq"].includes(violatedConstraint(error) ?? "")) {
        return new Refusal("CATALOGUE_CHANGED", "Somebody entered the same things at the same time; nothing was kept. Import the file again.");
      }
      if (!(error instanceof DryRunOver)) throw error;
    }
    return {
      format: read.format,
      rows: read.rows,
      dryRun,
      counts: tally.result(),
      untranslated: tally.untranslated,
      notTaken: [...read.notTaken, ...tally.notTaken],
    };
  }
}
