import type { UnitOfWork } from "../../database/unit-of-work";
import { BEFORE_ALL_IDS } from "../../shared/new-id";
import type { DataClass } from "../retention-schedule";

/** How far retention has come, so that every night looks at one more day and not at all years. */
export class RetentionMarkRepository {
  /** The last id of the class that was looked at. */
  async through(unit: UnitOfWork, serviceId: string, dataClass: DataClass): Promise<string> {
    const [row] = await unit.query<{ through: string }[]>("/* retention-mark */ SELECT through FROM retention_mark WHERE service_id = $1 AND data_class = $2", [serviceId, dataClass]);
    return row?.through ?? BEFORE_ALL_IDS;
  }

  async put(unit: UnitOfWork, serviceId: string, dataClass: DataClass, through: string): Promise<void> {
    await unit.query(PUT, [serviceId, dataClass, through]);
  }
}

const PUT = `/* put-retention-mark */
  INSERT INTO retention_mark AS known (service_id, data_class, through) VALUES ($1, $2, $3)
  ON CONFLICT (service_id, data_class) DO UPDATE SET through = excluded.through WHERE known.through < excluded.through`;
