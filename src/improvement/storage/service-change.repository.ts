import type { UnitOfWork } from "../../database/unit-of-work";
import type { StoredChange } from "../domain/service-change";

export class ServiceChangeRepository {
  async add(unit: UnitOfWork, { serviceId, id, stepCode, what, day, recordedAt }: StoredChange): Promise<void> {
    await unit.query(
      `/* add-service-change */
       INSERT INTO service_change (service_id, id, step_code, what, day, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [serviceId, id, stepCode, what, day, recordedAt],
    );
  }

  async withdraw(unit: UnitOfWork, serviceId: string, id: string, at: Date): Promise<void> {
    await unit.query(
      `/* withdraw-service-change */
       UPDATE service_change SET withdrawn_at = $3 WHERE service_id = $1 AND id = $2 AND withdrawn_at IS NULL`,
      [serviceId, id, at],
    );
  }
}
