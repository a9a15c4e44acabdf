import { Refusal } from "../../shared/refusal";
import { beginTransaction } from "./begin-transaction";
import type { Digest } from "./follows";
import type { KnownTransaction } from "./known-transaction";
import { procedureAt } from "./procedure-of";
import { readStatuses, type StatusChange } from "./status-history";
import { type StatusRules, toldByStatuses } from "./told-by-statuses";

/**
 * What the first status changes make of a transaction nobody has heard of. `changes` must not be empty. Refused with
 * `NO_PROCEDURE` or `TOO_MANY_PASSAGES`.
 */
export function beginFromStatuses(
  key: { readonly serviceId: string; readonly reference: Digest },
  changes: readonly StatusChange[],
  newborn: { readonly id: string; readonly portalId: string | null },
  rules: StatusRules,
): KnownTransaction | Refusal {
  const { startedAt } = readStatuses(changes, rules.meanings, new Set());
  const procedureId = procedureAt(rules.intake.procedures, startedAt)?.id;
  if (procedureId === undefined) return new Refusal("NO_PROCEDURE", "The service has no published procedure.", ["service"]);
  const empty = beginTransaction(
    {
      serviceId: key.serviceId,
      reference: key.reference,
      procedureId: null,
      startedAt,
      end: null,
      channel: null,
      touchpointId: null,
      beneficiary: null,
      actedBy: null,
      firstTime: null,
      language: null,
      subjectKey: null,
      operatorKey: null,
      batchReference: null,
      promisedBy: null,
      follows: null,
      passages: [],
    },
    { ...newborn, procedureId },
    rules.intake,
  );
  return toldByStatuses(empty, [], changes, rules);
}
