import type { UnitOfWork } from "../../database/unit-of-work";

/** The codes of a service's steps in all versions of its procedure, drafts included: a code means the same in each. */
export async function readStepCodes(unit: UnitOfWork, serviceId: string): Promise<string[]> {
  const rows = await unit.query<{ code: string }[]>(
    "/* step-codes */ SELECT DISTINCT t.code FROM process_step t JOIN procedure p ON p.id = t.procedure_id WHERE p.service_id = $1",
    [serviceId],
  );
  return rows.map((row) => row.code);
}
