import type { UnitOfWork } from "../database/unit-of-work";
import { groupsInOrder } from "../shared/in-order";
import { newId } from "../shared/new-id";
import { Refusal } from "../shared/refusal";
import type { Place, ProcedureEntry } from "./domain/import/catalogue-document";
import { type BroughtVersion, planProcedures, type ProcedureStep } from "./domain/import/plan-procedures";
import { agenciesNamed, checkAgencies, outlineOf } from "./domain/written-procedure";
import type { ImportTally } from "./import-report";
import { readAgencyIds } from "./storage/agency-ids.view";
import { readProcedureOutlines } from "./storage/procedure-outlines.view";
import type { NewProcedure, ProcedureRepository } from "./storage/procedure.repository";

/** A service of the file, found or made, with the versions the file brings. */
export interface ServiceProcedures extends Place {
  readonly serviceId: string;
  readonly procedures: readonly ProcedureEntry[];
}

/** Stores the versions of procedures that a file brings, of many services at a time. */
export class ImportProcedures {
  constructor(private readonly procedures: ProcedureRepository) {}

  async put(unit: UnitOfWork, services: readonly ServiceProcedures[], now: Date, tally: ImportTally): Promise<void> {
    const bringing = services.filter((service) => service.procedures.length > 0);
    if (bringing.length === 0) return;
    const agencyIds = await readAgencyIds(unit, [...new Set(bringing.flatMap((service) => service.procedures.flatMap(agenciesNamed)))]);
    const ids = bringing.map((service) => service.serviceId);
    const stored = groupsInOrder(ids, await readProcedureOutlines(unit, ids), (version) => version.serviceId);
    const drafts: NewProcedure[] = [];
    for (const [place, service] of bringing.entries()) {
      const known = service.procedures.filter((entry, i) => this.knowsAgencies(service, entry, i, agencyIds, tally));
      const brought = known.map((entry): BroughtVersion => ({ publishedAt: entry.publishedAt, tentative: entry.tentative, outline: outlineOf(entry, agencyIds) }));
      const steps = planProcedures(brought, stored[place] ?? [], now);
      for (const [i, step] of steps.entries()) {
        const index = service.procedures.findIndex((entry) => entry === known[i]);
        await this.act(unit, service, index, step, drafts, tally);
      }
    }
    // Drafts touch nothing else, so those of all services go in together.
    if (drafts.length > 0) await this.procedures.insert(unit, drafts);
  }

  private async act(unit: UnitOfWork, service: ServiceProcedures, index: number, step: ProcedureStep, drafts: NewProcedure[], tally: ImportTally): Promise<void> {
    switch (step.act) {
      case "KEEP":
        tally.add("procedures", "unchanged");
        return;
      case "REFUSE":
        tally.refuse(service, step.refusal.under("procedures", index));
        return;
      case "REPLACE":
        tally.add("procedures", "changed");
        await this.procedures.replaceDraft(unit, step.id, step.outline);
        return;
      case "INSERT": {
        tally.add("procedures", "created");
        const { version, publishedAt, outline } = step;
        const procedure = { id: newId(), serviceId: service.serviceId, version, standard: false, publishedAt, outline };
        if (publishedAt === null) {
          drafts.push({ ...procedure, state: "DRAFT" });
          return;
        }
        await this.procedures.retirePublished(unit, service.serviceId, publishedAt);
        await this.procedures.insert(unit, [{ ...procedure, state: "PUBLISHED" }]);
      }
    }
  }

  private knowsAgencies(service: ServiceProcedures, entry: ProcedureEntry, index: number, agencyIds: ReadonlyMap<string, string>, tally: ImportTally): boolean {
    const refusal = Refusal.ofAll(checkAgencies(entry, agencyIds));
    if (refusal !== undefined) tally.refuse(service, refusal.under("procedures", index));
    return refusal === undefined;
  }
}
