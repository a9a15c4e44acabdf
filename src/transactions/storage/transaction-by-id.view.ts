import type { UnitOfWork } from "../../database/unit-of-work";
import type { Passage, Transaction } from "../domain/transaction";

/** Times as JSON has them. */
type Written<T> = { readonly [K in keyof T]: K extends "startedAt" | "endedAt" | "enteredAt" | "leftAt" ? string | Extract<T[K], null> : T[K] };

interface TransactionJson extends Written<Omit<Transaction, "passages">> {
  readonly passages: readonly Written<Passage>[];
}

/**
 * One transaction with its passages, in one go: as one value, which costs both sides a fifth of as many columns and rows.
 * @param told selects its id by what is given in the place of it, `$2`, in the service `$1`
 */
export async function transactionById(unit: UnitOfWork, serviceId: string, id: string, told = "$2"): Promise<Transaction | undefined> {
  const [row] = await unit.query<{ known: TransactionJson }[]>(statementFor(told), [serviceId, id]);
  if (row === undefined) return undefined;
  const { passages, startedAt, endedAt, ...facts } = row.known;
  return {
    ...facts,
    startedAt: new Date(startedAt),
    endedAt: endedAt === null ? null : new Date(endedAt),
    passages: passages.map(({ enteredAt, leftAt, ...passage }) => ({ ...passage, enteredAt: new Date(enteredAt), leftAt: leftAt === null ? null : new Date(leftAt) })),
  };
}

const statementFor = (told: string): string => `/* transaction-by-id */
  SELECT json_build_object(
    'serviceId', service_id, 'id', id, 'procedureId', procedure_id, 'startedAt', started_at, 'endedAt', ended_at, 'outcome', outcome,
    'outcomeSource', outcome_source, 'channel', channel, 'touchpointId', touchpoint_id, 'beneficiary', beneficiary, 'actedBy', acted_by,
    'firstTime', first_time, 'language', language, 'segment', segment, 'subjectKey', subject_key, 'operatorKey', operator_key, 'jackknifeGroup', jackknife_group,
    'promisedBy', promised_by, 'withdrawn', withdrawn, 'calendarRevision', calendar_revision, 'passages', coalesce((
      SELECT json_agg(json_build_object(
        'ordinal', ordinal, 'step', step, 'sourceCode', source_code, 'enteredAt', entered_at, 'leftAt', left_at, 'turn', turn, 'errors', errors,
        'retries', retries, 'helpRequests', help_requests, 'channelSwitched', channel_switched) ORDER BY entered_at, ordinal)
      FROM passage AS p WHERE p.service_id = t.service_id AND p.transaction_id = t.id), '[]')) AS known
  FROM transaction AS t
  WHERE service_id = $1 AND id = ${told}`;
