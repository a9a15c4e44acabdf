import type { UnitOfWork } from "../../database/unit-of-work";
import type { Segment } from "../domain/segment";
import { SegmentEntity } from "./segment.entity";

export class SegmentRepository {
  /** All the service ever had, retired ones included, in the order of the rules. */
  async of(unit: UnitOfWork, serviceId: string): Promise<SegmentEntity[]> {
    return unit.getRepository(SegmentEntity).find({ where: { serviceId }, order: { position: "ASC", code: "ASC" } });
  }

  /** Makes this the service's list, in this order; what is not in it is retired. Lock the service first. */
  async replace(unit: UnitOfWork, serviceId: string, segments: readonly Segment[], at: Date): Promise<void> {
    await unit.query("/* retire-segments */ UPDATE segment SET retired_at = $3 WHERE service_id = $1 AND retired_at IS NULL AND code <> ALL($2)", [
      serviceId,
      segments.map((segment) => segment.code),
      at,
    ]);
    const rows = segments.map(({ code, names, beneficiary, actedBy, firstTime }, position) => ({ serviceId, code, position, names, beneficiary, actedBy, firstTime, retiredAt: null }));
    if (rows.length > 0) await unit.getRepository(SegmentEntity).upsert(rows, ["serviceId", "code"]);
  }
}
