import type { UnitOfWork } from "../database/unit-of-work";
import type { Actor } from "../security/actor";
import type { Refusal } from "../shared/refusal";
import { notFound } from "../shared/refusal";
import type { CatalogueLookup } from "./catalogue.lookup";
import { ambiguousService } from "./domain/ambiguous-service";
import { isCode } from "./domain/code";
import type { PortalEntity } from "./storage/portal.entity";
import type { PortalGrantRepository } from "./storage/portal-grant.repository";
import type { PortalRepository } from "./storage/portal.repository";

/** Finds a portal and a service that it was granted, for a change to what it says about that service. */
export class ReportedServices {
  constructor(
    private readonly lookup: CatalogueLookup,
    private readonly portals: PortalRepository,
    private readonly grants: PortalGrantRepository,
  ) {}

  /**
   * Locks the portal until the unit of work ends. Somebody else's portal, an unknown service and one never granted to
   * the portal are all `NOT_FOUND`; a code that several agencies use is `AMBIGUOUS_SERVICE`.
   */
  async lock(unit: UnitOfWork, actor: Actor, portalCode: string, serviceName: string): Promise<{ portal: PortalEntity; serviceId: string } | Refusal> {
    const portal = isCode(portalCode) ? await this.portals.lock(unit, portalCode) : null;
    if (portal === null || (actor.kind === "portal" && actor.portalId !== portal.id)) return notFound("portal", ["portal"]);
    const named = (await this.lookup.named(unit, [serviceName])).get(serviceName) ?? { found: "NONE" };
    if (named.found === "SEVERAL") {
      return ambiguousService(named.candidates);
    }
    if (named.found === "NONE") return notFound("service", ["service"]);
    const grants = await this.grants.of(unit, portal.id, named.serviceId);
    return grants.length === 0 ? notFound("service", ["service"]) : { portal, serviceId: named.serviceId };
  }
}
