import type { UnitOfWork } from "../../database/unit-of-work";
import { PortalGrantEntity } from "./portal-grant.entity";

export class PortalGrantRepository {
  /** Every grant of the portal for the service, ended or not, oldest first. */
  async of(unit: UnitOfWork, portalId: string, serviceId: string): Promise<PortalGrantEntity[]> {
    return unit.getRepository(PortalGrantEntity).find({ where: { portalId, serviceId }, order: { validFrom: "ASC" } });
  }

  async insert(unit: UnitOfWork, grant: PortalGrantEntity): Promise<void> {
    await unit.getRepository(PortalGrantEntity).insert(grant);
  }

  async end(unit: UnitOfWork, grant: PortalGrantEntity, day: string): Promise<void> {
    const { portalId, serviceId, validFrom } = grant;
    await unit.getRepository(PortalGrantEntity).update({ portalId, serviceId, validFrom }, { validTo: day });
  }
}
