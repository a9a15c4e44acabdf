import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { notFound, Refusal } from "../shared/refusal";
import { checkSpan } from "./domain/check-span";
import { isCode } from "./domain/code";
import { overlap } from "./domain/dated";
import type { Portal } from "./domain/portal";
import type { OwnServices } from "./own-services";
import type { PortalGrantRepository } from "./storage/portal-grant.repository";
import type { PortalRepository } from "./storage/portal.repository";

export interface NewGrant {
  /** Code of the portal. */
  readonly portal: string;
  /** `CODE` or `AGENCY/CODE`; of any agency. */
  readonly service: string;
  /** First day. */
  readonly from: string;
  /** First day after; absent: until it is ended. */
  readonly to?: string | null;
}

/** Lets a portal report a service, from a day on. */
export class GrantPortalService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly portals: PortalRepository,
    private readonly grants: PortalGrantRepository,
    private readonly ownServices: OwnServices,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /** Answers the portal. Refusals: `INVALID_DAY`, `EMPTY_PERIOD`, `NOT_FOUND`, `AMBIGUOUS_SERVICE`, `GRANT_OVERLAPS`. */
  async grant(actor: Actor, grant: NewGrant): Promise<Portal | Refusal> {
    this.access.require(actor, "catalogue.govern");
    const { from, to = null } = grant;
    const refusal = checkSpan({ from, to });
    if (refusal !== undefined) return refusal;
    return this.units.write(async (unit) => {
      const portal = isCode(grant.portal) ? await this.portals.lock(unit, grant.portal) : null;
      if (portal === null) return notFound("portal", ["portal"]);
      const service = await this.ownServices.lock(unit, actor, grant.service);
      if (service instanceof Refusal) return service;
      const others = await this.grants.of(unit, portal.id, service.id);
      if (others.some((other) => overlap({ from, to }, { from: other.validFrom, to: other.validTo }))) {
        return new Refusal("GRANT_OVERLAPS", "The portal already holds a grant for the service on some of these days.", ["from"]);
      }
      await this.grants.insert(unit, { portalId: portal.id, serviceId: service.id, validFrom: from, validTo: to });
      await this.audit.record(unit, actor, "grantPortal", { portal: portal.code, service: service.code, serviceId: service.id, from, to });
      return portal;
    });
  }
}
