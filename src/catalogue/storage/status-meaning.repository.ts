import type { UnitOfWork } from "../../database/unit-of-work";
import type { StatusMeaning } from "../catalogue.lookup";
import { StatusMeaningEntity } from "./status-meaning.entity";

export class StatusMeaningRepository {
  /** Puts meanings in the place of what was said of the same statuses before. */
  async put(unit: UnitOfWork, serviceId: string, meanings: readonly StatusMeaning[]): Promise<void> {
    await unit.getRepository(StatusMeaningEntity).upsert(
      meanings.map(({ status, stepCode, mark, turn, outcome }) => ({ serviceId, status, stepCode, mark, turn, outcome })),
      ["serviceId", "status"],
    );
  }
}
