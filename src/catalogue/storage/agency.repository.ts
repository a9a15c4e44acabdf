import type { UnitOfWork } from "../../database/unit-of-work";
import { AgencyEntity } from "./agency.entity";

export class AgencyRepository {
  async insert(unit: UnitOfWork, agency: AgencyEntity): Promise<void> {
    await unit.getRepository(AgencyEntity).insert(agency);
  }

  async byCode(unit: UnitOfWork, code: string): Promise<AgencyEntity | null> {
    return unit.getRepository(AgencyEntity).findOneBy({ code });
  }
}
