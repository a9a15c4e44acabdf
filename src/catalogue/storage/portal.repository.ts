import type { UnitOfWork } from "../../database/unit-of-work";
import { PortalEntity } from "./portal.entity";

export class PortalRepository {
  async insert(unit: UnitOfWork, portal: PortalEntity): Promise<void> {
    await unit.getRepository(PortalEntity).insert(portal);
  }

  /** Reads a portal and keeps its grants and signals from being changed by others until this unit of work ends. */
  async lock(unit: UnitOfWork, code: string): Promise<PortalEntity | null> {
    return unit.getRepository(PortalEntity).findOne({ where: { code }, lock: { mode: "pessimistic_write" } });
  }
}
