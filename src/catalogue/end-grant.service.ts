import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { isDay } from "../shared/local-day";
import { notFound, Refusal } from "../shared/refusal";
import type { Portal } from "./domain/portal";
import type { ReportedServices } from "./reported-services";
import type { PortalGrantRepository } from "./storage/portal-grant.repository";

/** Takes from a portal the right to report a service, from a day on. */
export class EndGrantService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly reported: ReportedServices,
    private readonly grants: PortalGrantRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Ends the grant that is open; `on` is the first day on which it no longer holds. What the portal reported before stays.
   * Answers the portal. Refusals: `INVALID_DAY`, `NOT_FOUND` (also where no grant is open), `AMBIGUOUS_SERVICE`, `EMPTY_PERIOD`
   * (the day is not after the grant's first).
   */
  async end(actor: Actor, end: { readonly portal: string; readonly service: string; readonly on: string }): Promise<Portal | Refusal> {
    this.access.require(actor, "catalogue.govern");
    const { on } = end;
    if (!isDay(on)) return new Refusal("INVALID_DAY", "A day is written YYYY-MM-DD and exists.", ["on"]);
    return this.units.write(async (unit) => {
      const found = await this.reported.lock(unit, actor, end.portal, end.service);
      if (found instanceof Refusal) return found;
      const { portal, serviceId } = found;
      const open = (await this.grants.of(unit, portal.id, serviceId)).find((grant) => grant.validTo === null);
      if (open === undefined) return notFound("open grant", ["service"]);
      if (on <= open.validFrom) return new Refusal("EMPTY_PERIOD", `The grant holds since ${open.validFrom}: it can end on the day after at the earliest.`, ["on"]);
      await this.grants.end(unit, open, on);
      await this.audit.record(unit, actor, "endGrant", { portal: portal.code, serviceId, on });
      return portal;
    });
  }
}
