import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { newId } from "../shared/new-id";
import { Refusal } from "../shared/refusal";
import type { Procedure } from "./domain/procedure";
import { draftVersion } from "./domain/version-facts";
import { agenciesNamed, checkAgencies, checkWritten, outlineOf, type WrittenProcedure } from "./domain/written-procedure";
import type { OwnServices } from "./own-services";
import { readAgencyIds } from "./storage/agency-ids.view";
import { readProcedureVersions } from "./storage/procedure-versions.view";
import type { ProcedureRepository } from "./storage/procedure.repository";

export interface NewDraft {
  /** `CODE` or `AGENCY/CODE`. */
  readonly service: string;
  /** Null: the service's draft, or the next version. */
  readonly version: number | null;
  readonly procedure: WrittenProcedure;
  /** What becomes of a draft that is there: it gives way (by default), or it stays and this one is refused. */
  readonly existing?: "REPLACE" | "KEEP";
}

/** Writes down how a service is gone through, before anybody is held to it. A service has one draft at most. */
export class DraftProcedureService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly procedures: ProcedureRepository,
    private readonly ownServices: OwnServices,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Makes the service's draft, or puts this content in its place. Every problem is told at once (`Refusal.also`).
   * Refusals: the codes of `checkProcedure`, `AGENCY_UNKNOWN`, `NOT_FOUND` (service or version), `AMBIGUOUS_SERVICE`,
   * `PROCEDURE_PUBLISHED`, `PROCEDURE_RETIRED`, `DRAFT_IN_THE_WAY` (of one to be kept).
   */
  async draft(actor: Actor, draft: NewDraft): Promise<Procedure | Refusal> {
    this.access.require(actor, "catalogue.write");
    const { procedure } = draft;
    const unsound = Refusal.ofAll(checkWritten(procedure));
    if (unsound !== undefined) return unsound;
    return this.units.write(async (unit) => {
      const service = await this.ownServices.lock(unit, actor, draft.service);
      if (service instanceof Refusal) return service;
      const target = draftVersion(await readProcedureVersions(unit, service.id), draft.version, draft.existing);
      if (target instanceof Refusal) return target;
      const agencyIds = await readAgencyIds(unit, agenciesNamed(procedure));
      const unknown = Refusal.ofAll(checkAgencies(procedure, agencyIds));
      if (unknown !== undefined) return unknown;
      const { version, replaces } = target;
      const outline = outlineOf(procedure, agencyIds);
      const id = replaces ?? newId();
      const { abandonAfterDays, overTimeTolerance } = outline;
      if (replaces === null) await this.procedures.insert(unit, [{ id, serviceId: service.id, version, state: "DRAFT", standard: false, publishedAt: null, outline }]);
      else await this.procedures.replaceDraft(unit, id, outline);
      await this.audit.record(unit, actor, "draftProcedure", { service: service.code, serviceId: service.id, version });
      return { id, serviceId: service.id, version, state: "DRAFT", standard: false, publishedAt: null, retiredAt: null, abandonAfterDays, overTimeTolerance };
    });
  }
}
