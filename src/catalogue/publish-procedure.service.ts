import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { Refusal } from "../shared/refusal";
import type { Procedure } from "./domain/procedure";
import { checkPublishable, checkRetirable } from "./domain/version-facts";
import type { OwnServices } from "./own-services";
import { readProcedureVersions } from "./storage/procedure-versions.view";
import type { ProcedureRepository } from "./storage/procedure.repository";

/** Puts versions of procedures in force, and ends them. What was once published never changes again. */
export class PublishProcedureService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly procedures: ProcedureRepository,
    private readonly ownServices: OwnServices,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Puts a draft in force as from an instant (null: now); the version before it is retired at that instant and keeps the
   * transactions that started earlier. Refusals: `NOT_FOUND`, `AMBIGUOUS_SERVICE`, and those of `checkPublishable`.
   */
  async publish(actor: Actor, service: string, version: number, publishedAt: Date | null): Promise<Procedure | Refusal> {
    this.access.require(actor, "catalogue.write");
    const now = this.clock();
    const since = publishedAt ?? now;
    return this.units.write(async (unit) => {
      const own = await this.ownServices.lock(unit, actor, service);
      if (own instanceof Refusal) return own;
      const draft = checkPublishable(await readProcedureVersions(unit, own.id), version, since, now);
      if (draft instanceof Refusal) return draft;
      await this.procedures.retirePublished(unit, own.id, since);
      await this.procedures.publish(unit, draft.id, since);
      await this.audit.record(unit, actor, "publishProcedure", { service: own.code, serviceId: own.id, version, publishedAt: since.toISOString() });
      return this.procedures.byId(unit, draft.id);
    });
  }

  /**
   * Ends the version in force without a successor, for a service that is being made anew or is over. Whatever is still
   * reported goes to it, as the last that was published: nothing is lost. Refusals: `NOT_FOUND`, `AMBIGUOUS_SERVICE`,
   * `PROCEDURE_NOT_PUBLISHED`, `PROCEDURE_RETIRED`.
   */
  async retire(actor: Actor, service: string, version: number): Promise<Procedure | Refusal> {
    this.access.require(actor, "catalogue.write");
    return this.units.write(async (unit) => {
      const own = await this.ownServices.lock(unit, actor, service);
      if (own instanceof Refusal) return own;
      const found = checkRetirable(await readProcedureVersions(unit, own.id), version);
      if (found instanceof Refusal) return found;
      await this.procedures.retirePublished(unit, own.id, this.clock());
      await this.audit.record(unit, actor, "retireProcedure", { service: own.code, serviceId: own.id, version });
      return this.procedures.byId(unit, found.id);
    });
  }
}
