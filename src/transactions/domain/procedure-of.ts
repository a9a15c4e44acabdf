import type { ProcedureFacts } from "../../catalogue/domain/service-facts";

/**
 * The procedure of a transaction whose first message names none: the version in force when it started, else the
 * earliest. `procedures` are the published ones, oldest first. Undefined only for a service without any.
 */
export function procedureAt(procedures: readonly ProcedureFacts[], startedAt: Date): ProcedureFacts | undefined {
  return procedures.findLast((procedure) => procedure.publishedAt <= startedAt) ?? procedures[0];
}
