import type { ProcedureFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import { driverColumns } from "./domain/drivers";
import type { DriverPlanRepository } from "./storage/driver-plan.repository";

/** Plans kept in memory; far more than one batch can name. */
const REMEMBERED = 20_000;

/** Knows what the cross-products of each procedure version are made of: decided at its first answer, never again. */
export class DriverPlans {
  private readonly remembered = new Map<string, readonly string[]>();

  constructor(private readonly plans: DriverPlanRepository) {}

  /** The columns of each procedure version, by its id; those that have none yet get theirs in this unit of work. */
  async columnsOf(unit: UnitOfWork, procedures: ReadonlyMap<ProcedureFacts, string>): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, readonly string[]>();
    const unknown = [];
    for (const [procedure, serviceId] of procedures) {
      const columns = this.remembered.get(procedure.id);
      if (columns === undefined) unknown.push({ serviceId, procedureId: procedure.id, columns: driverColumns(procedure) });
      else found.set(procedure.id, columns);
    }
    if (unknown.length === 0) return found;
    if (this.remembered.size > REMEMBERED) this.remembered.clear();
    for (const { procedureId, columns, kept } of await this.plans.keep(unit, unknown)) {
      found.set(procedureId, columns);
      // One made by this unit of work goes with it, should it fail.
      if (kept) this.remembered.set(procedureId, columns);
    }
    return found;
  }
}
