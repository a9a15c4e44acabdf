import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, type UnnestColumn, unnestOf, unnestParameters } from "../../database/unnest";

/** What the cross-products of one procedure version are made of. */
export interface DriverPlan {
  readonly serviceId: string;
  readonly procedureId: string;
  readonly columns: readonly string[];
}

export interface KeptDriverPlan extends DriverPlan {
  /** Whether it was kept before this unit of work. */
  readonly kept: boolean;
}

const COLUMNS: readonly UnnestColumn<DriverPlan>[] = [
  { name: "service_id", type: "uuid", of: (plan) => plan.serviceId },
  { name: "procedure_id", type: "uuid", of: (plan) => plan.procedureId },
  // An array of arrays must be a rectangle: arrays of their own length travel as the text of one.
  { name: "columns", type: "text", of: (plan) => `{${plan.columns.map((column) => `"${column.replace(/["\\]/gu, "\\$&")}"`).join(",")}}` },
];

/** Keeps plans of drivers: the first one of a procedure version stays. */
export class DriverPlanRepository {
  /** Keeps plans that are new, at most one for each procedure version; answers what is kept of each. */
  async keep(unit: UnitOfWork, plans: readonly DriverPlan[]): Promise<readonly KeptDriverPlan[]> {
    // In order of their keys, so that two writers cannot block each other.
    const inOrder = plans.toSorted((a, b) => (a.serviceId + a.procedureId < b.serviceId + b.procedureId ? -1 : 1));
    return unit.query<KeptDriverPlan[]>(
      `/* keep-driver-plans */
       INSERT INTO driver_plan AS kept (${columnNames(COLUMNS)})
       SELECT service_id, procedure_id, columns::text[] FROM ${unnestOf(COLUMNS)} AS made (${columnNames(COLUMNS)})
       ON CONFLICT (service_id, procedure_id) DO UPDATE SET columns = kept.columns
       RETURNING service_id AS "serviceId", procedure_id AS "procedureId", columns, xmax <> 0 AS kept`,
      unnestParameters(COLUMNS, inOrder),
    );
  }
}
