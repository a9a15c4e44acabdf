import type { UnitOfWork } from "../../database/unit-of-work";

/** Instants `[from, to)` as PostgreSQL reads them; `-infinity` and `infinity` for all. */
export interface TimeSpan {
  readonly from: string;
  readonly to: string;
}

/** A transaction that was looked at, and whether it may be counted otherwise by the newer calendar. */
export interface LookedAt {
  readonly id: string;
  readonly miscounted: boolean;
}

/**
 * A service's transactions, the next ones after an id, in order: `miscounted` where one is counted by an older revision and was under way
 * in the span. A page costs the same, however many are.
 */
export async function miscountedTransactions(unit: UnitOfWork, serviceId: string, revision: number, span: TimeSpan, after: string, limit: number): Promise<readonly LookedAt[]> {
  return unit.query<LookedAt[]>(MISCOUNTED, [serviceId, revision, span.from, span.to, after, limit]);
}

// A step may be left after the transaction has ended.
const MISCOUNTED = `/* miscounted-transactions */
  SELECT t.id, NOT t.withdrawn AND t.calendar_revision < $2 AND t.started_at < $4::timestamptz AND (
    t.ended_at IS NULL OR t.ended_at >= $3::timestamptz
    OR EXISTS (SELECT FROM passage p WHERE p.service_id = $1 AND p.transaction_id = t.id AND p.left_at >= $3::timestamptz)
  ) AS miscounted
  FROM (
    SELECT id, withdrawn, calendar_revision, started_at, ended_at FROM transaction
    WHERE service_id = $1 AND id > $5
    ORDER BY id LIMIT $6
  ) AS t
  ORDER BY t.id`;
