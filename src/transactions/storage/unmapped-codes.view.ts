import type { UnitOfWork } from "../../database/unit-of-work";

/** A code of a portal that no step stands for yet, and how many passages wait under it. */
export interface UnmappedCode {
  readonly sourceCode: string;
  readonly passages: number;
  readonly transactions: number;
  /** When one of them was entered last. */
  readonly latest: Date;
}

/** The unknown step codes and statuses of a service, those that most passages wait under first; at most 500. */
export async function unmappedCodes(unit: UnitOfWork, serviceId: string): Promise<readonly UnmappedCode[]> {
  return unit.query<UnmappedCode[]>(UNMAPPED_CODES, [serviceId]);
}

const UNMAPPED_CODES = `/* unmapped-codes */
  SELECT p.source_code AS "sourceCode", count(*)::int AS passages, count(DISTINCT p.transaction_id)::int AS transactions, max(p.entered_at) AS latest
  FROM passage p JOIN transaction t ON t.service_id = p.service_id AND t.id = p.transaction_id
  WHERE p.service_id = $1 AND p.step = 'UNMAPPED' AND NOT t.withdrawn
  GROUP BY p.source_code
  ORDER BY passages DESC, p.source_code
  LIMIT 500`;
