import type { UnitOfWork } from "../../database/unit-of-work";
import { TouchpointEntity } from "./touchpoint.entity";

export class TouchpointRepository {
  async insert(unit: UnitOfWork, touchpoint: TouchpointEntity): Promise<void> {
    await unit.getRepository(TouchpointEntity).insert(touchpoint);
  }
}
