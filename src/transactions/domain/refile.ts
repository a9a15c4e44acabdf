import { UNMAPPED } from "../../catalogue/domain/unmapped-step";
import { Refusal } from "../../shared/refusal";
import { mapped } from "./begin-transaction";
import { countedBy } from "./counted-by";
import type { KnownTransaction } from "./known-transaction";
import { procedureAt } from "./procedure-of";
import { sameValue } from "../../shared/same-value";
import { FIRST_STATUS_ORDINAL, type StatusChange } from "./status-history";
import { type StatusRules, toldByStatuses } from "./told-by-statuses";

/** Passages that wait for somebody to say which step they are. */
export function unmappedPassages(transaction: KnownTransaction): number {
  return transaction.passages.filter((passage) => passage.step === UNMAPPED).length;
}

/**
 * The transaction as today's procedures and today's mapping of statuses tell it; the same object where nothing changes.
 * It keeps its procedure version, unless another one leaves fewer of its passages under `UNMAPPED`: the version in force
 * when it started, which may have been published since, else the earliest later one. A published version never changes,
 * so this is how a step that was drawn up too late gets its passages. An end that was inferred rested on the old filing: where
 * anything changes the transaction is in flight again, until silence is looked for the next time.
 */
export function refile(stored: KnownTransaction, changes: readonly StatusChange[], rules: StatusRules): KnownTransaction {
  if (stored.withdrawn) return stored;
  const open: KnownTransaction = stored.outcomeSource === "INFERRED" ? { ...stored, endedAt: null, outcome: "IN_FLIGHT", outcomeSource: null } : stored;
  const { procedures } = rules.intake;
  const own = procedures.findIndex(({ id }) => id === stored.procedureId);
  const candidates = [stored.procedureId, procedureAt(procedures, stored.startedAt)?.id, ...procedures.slice(own + 1).map(({ id }) => id)];
  let best: KnownTransaction | undefined;
  for (const procedureId of new Set(candidates.filter((id) => id !== undefined))) {
    const candidate = filedUnder(open, procedureId, changes, rules);
    if (best === undefined || unmappedPassages(candidate) < unmappedPassages(best)) best = candidate;
  }
  // Another calendar alone is no new filing: the recount sees to that.
  return best === undefined || sameValue({ ...best, calendarRevision: open.calendarRevision }, open) ? stored : countedBy(best, rules.intake.calendarRevision);
}

function filedUnder(stored: KnownTransaction, procedureId: string, changes: readonly StatusChange[], rules: StatusRules): KnownTransaction {
  const moved = { ...stored, procedureId };
  const told = changes.length === 0 ? moved : toldByStatuses(moved, changes, changes, rules);
  if (told instanceof Refusal) return stored;
  const steps = rules.intake.stepCodes(procedureId);
  const passages = told.passages.map((passage) => {
    if (passage.ordinal >= FIRST_STATUS_ORDINAL) return passage;
    const filed = mapped(passage, steps);
    // The same object where it stays, so that it is not written again.
    return filed.step === passage.step ? passage : filed;
  });
  return { ...told, passages };
}
