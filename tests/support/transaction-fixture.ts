import type { Passage, Transaction } from "../../src/transactions/domain/transaction";
import { newId } from "../../src/shared/new-id";

/** Minutes after a fixed morning in Muscat (08:00 local on 1 March 2026), or the minute of another day. */
export function at(minutes: number, day = "2026-03-01"): Date {
  return new Date(Date.parse(`${day}T08:00:00+04:00`) + minutes * 60_000);
}

/** A passage from minute to minute (undefined: still open). What is not said was not measured. */
export function passage(step: string, from: Date, to: Date | null, more: Partial<Passage> = {}): Omit<Passage, "ordinal"> & Partial<Passage> {
  return { step, sourceCode: step, enteredAt: from, leftAt: to, turn: null, errors: null, retries: null, helpRequests: null, channelSwitched: null, ...more };
}

/** A transaction as the domain knows it; passages in the order given. */
export function transaction(
  of: { readonly id: string; readonly procedureId: string },
  facts: Partial<Omit<Transaction, "passages">> & { passages?: readonly (Omit<Passage, "ordinal"> & Partial<Passage>)[] } = {},
): Transaction {
  const { passages = [], ...rest } = facts;
  return {
    serviceId: of.id,
    id: newId(),
    procedureId: of.procedureId,
    startedAt: passages[0]?.enteredAt ?? at(0),
    endedAt: null,
    outcome: "IN_FLIGHT",
    outcomeSource: null,
    channel: "WEB",
    touchpointId: null,
    beneficiary: null,
    actedBy: null,
    firstTime: null,
    language: "ar",
    segment: null,
    subjectKey: null,
    operatorKey: null,
    jackknifeGroup: 0,
    promisedBy: null,
    withdrawn: false,
    calendarRevision: 0,
    ...rest,
    passages: passages.map((given, i) => ({ ...given, ordinal: given.ordinal ?? i + 1 })),
  };
}
