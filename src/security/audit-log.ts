import type { Clock } from "../shared/clock";
import type { UnitOfWork } from "../database/unit-of-work";
import { newId } from "../shared/new-id";
import { type Actor, actorName } from "./actor";
import { AuditEntryEntity } from "./storage/audit-entry.entity";

/** Writes down what people and keys do, in the unit of work that does it: no act without its entry, no entry without its act. */
export class AuditLog {
  constructor(private readonly clock: Clock) {}

  async record(unit: UnitOfWork, actor: Actor, action: string, target: AuditEntryEntity["target"]): Promise<void> {
    await unit.getRepository(AuditEntryEntity).insert({ id: newId(), at: this.clock(), actor: actorName(actor), action, target });
  }
}
