import type { UnitOfWork } from "../../database/unit-of-work";
import { TouchpointEntity } from "./touchpoint.entity";

export class TouchpointRepository {
  async insert(unit: UnitOfWork, touchpoint: TouchpointEntity): Promise<void> {
    await unit.getRepository(TouchpointEntity).insert(touchpoint);
  }

  async update(unit: UnitOfWork, id: string, change: Pick<TouchpointEntity, "channel" | "names" | "governorate" | "wilayat">): Promise<void> {
    await unit.getRepository(TouchpointEntity).update({ id }, change);
  }

  async ofAgency(unit: UnitOfWork, agencyId: string): Promise<TouchpointEntity[]> {
    return unit.getRepository(TouchpointEntity).findBy({ agencyId });
  }
}
