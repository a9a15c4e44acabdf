import type { Assertion } from "./assertion";
import { beginTransaction } from "./begin-transaction";
import { countedBy } from "./counted-by";
import type { IntakeRules } from "./intake-rules";
import type { KnownTransaction } from "./known-transaction";
import { sameValue } from "../../shared/same-value";

/** What a correction does to a transaction. */
export const CorrectionAction = { REPLACE: "REPLACE", WITHDRAW: "WITHDRAW" } as const;
export type CorrectionAction = keyof typeof CorrectionAction;

/**
 * The transaction as if the replacement had been its first message; only its id, its portal and its jackknife group stay.
 * A withdrawn one comes back. Undefined where nothing would change.
 */
export function replaceTransaction(stored: KnownTransaction, replacement: Assertion, procedureId: string, rules: IntakeRules): KnownTransaction | undefined {
  const begun = beginTransaction(replacement, { id: stored.id, portalId: stored.portalId, procedureId }, rules);
  const { jackknifeGroup, calendarRevision } = stored;
  const forgotten = stored.id < rules.firstNamed && stored.subjectKey === null && stored.operatorKey === null;
  const next = { ...begun, jackknifeGroup, calendarRevision, ...(forgotten ? { subjectKey: null, operatorKey: null } : {}) };
  return sameValue(next, stored) ? undefined : countedBy(next, rules.calendarRevision);
}

/** The transaction taken back: its reference stays taken, and it counts nowhere. Undefined where it is withdrawn already. */
export function withdrawTransaction(stored: KnownTransaction): KnownTransaction | undefined {
  return stored.withdrawn ? undefined : { ...stored, withdrawn: true };
}
