import type { UnitOfWork } from "../../database/unit-of-work";

/** Whose silence to look for among the transactions of a service. */
export interface Silence {
  /** Versions of its procedure, each with the instant after which there must be no sign of life. */
  readonly procedures: readonly { readonly id: string; readonly silentSince: Date }[];
  /** Codes of steps, of any of these versions, in which it is the beneficiary's turn. */
  readonly beneficiarySteps: readonly string[];
}

/** A transaction in flight, and whether there has been silence since a step of the beneficiary. */
export interface InFlight {
  readonly id: string;
  readonly silent: boolean;
}

/**
 * A service's transactions in flight: the next ones after an id, in order, silent or not, so that a page costs the same
 * however many wait for the agency for ever. `silent` is wider than the rule, which sees each history whole and decides.
 */
export async function abandonableTransactions(unit: UnitOfWork, serviceId: string, silence: Silence, after: string, limit: number): Promise<readonly InFlight[]> {
  const { procedures, beneficiarySteps } = silence;
  return unit.query<InFlight[]>(ABANDONABLE, [
    serviceId, procedures.map(({ id }) => id), procedures.map((procedure) => procedure.silentSince.toISOString()), beneficiarySteps, after, limit,
  ]);
}

const ABANDONABLE = `/* abandonable-transactions */
  SELECT t.id, coalesce(t.started_at <= p.silent_since AND (
    SELECT l.turn = 'BENEFICIARY' OR l.turn IS NULL AND l.step = ANY ($4::text[])
    FROM passage l WHERE l.service_id = $1 AND l.transaction_id = t.id ORDER BY l.entered_at DESC, l.ordinal DESC LIMIT 1
  ) AND EXISTS (
    SELECT FROM passage o WHERE o.service_id = $1 AND o.transaction_id = t.id AND o.left_at IS NULL
  ) AND NOT EXISTS (
    SELECT FROM passage s WHERE s.service_id = $1 AND s.transaction_id = t.id AND (s.entered_at > p.silent_since OR s.left_at > p.silent_since)
  ), false) AS silent
  FROM (
    SELECT id, procedure_id, started_at FROM transaction
    WHERE service_id = $1 AND outcome = 'IN_FLIGHT' AND NOT withdrawn AND id > $5
    ORDER BY id LIMIT $6
  ) AS t LEFT JOIN unnest($2::uuid[], $3::timestamptz[]) AS p (id, silent_since) ON p.id = t.procedure_id
  ORDER BY t.id`;
