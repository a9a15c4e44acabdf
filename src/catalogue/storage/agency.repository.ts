import { In } from "typeorm";
import type { UnitOfWork } from "../../database/unit-of-work";
import { AgencyEntity } from "./agency.entity";

export class AgencyRepository {
  async insert(unit: UnitOfWork, agency: Omit<AgencyEntity, "embedOrigins" | "forPeople">): Promise<void> {
    await unit.getRepository(AgencyEntity).insert(agency);
  }

  async update(unit: UnitOfWork, id: string, change: Partial<Pick<AgencyEntity, "names" | "embedOrigins" | "forPeople">>): Promise<void> {
    await unit.getRepository(AgencyEntity).update({ id }, change);
  }

  async byCodes(unit: UnitOfWork, codes: readonly string[]): Promise<AgencyEntity[]> {
    return unit.getRepository(AgencyEntity).findBy({ code: In([...codes]) });
  }

  async byCode(unit: UnitOfWork, code: string): Promise<AgencyEntity | null> {
    return unit.getRepository(AgencyEntity).findOneBy({ code });
  }
}
