import type { UnitOfWork } from "../../database/unit-of-work";
import { PortalSignalEntity } from "./portal-signal.entity";

export class PortalSignalRepository {
  /** Every declaration of the portal about the service, ended or not, oldest first. */
  async of(unit: UnitOfWork, portalId: string, serviceId: string): Promise<PortalSignalEntity[]> {
    return unit.getRepository(PortalSignalEntity).find({ where: { portalId, serviceId }, order: { declaredFrom: "ASC" } });
  }

  async insert(unit: UnitOfWork, signals: readonly PortalSignalEntity[]): Promise<void> {
    await unit.getRepository(PortalSignalEntity).insert([...signals]);
  }

  async end(unit: UnitOfWork, declaration: PortalSignalEntity, day: string): Promise<void> {
    const { portalId, serviceId, signal, declaredFrom } = declaration;
    await unit.getRepository(PortalSignalEntity).update({ portalId, serviceId, signal, declaredFrom }, { declaredTo: day });
  }
}
