import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, type UnnestColumn, unnestOf, unnestParameters } from "../../database/unnest";

/** By how many transactions the chain of a subject grows; negative where it shrinks. */
export interface ChainGrowth {
  readonly serviceId: string;
  readonly subjectKey: string;
  readonly added: number;
}

/** Subjects by service: the lock and the length of their chains. */
export class ReturnSubjectRepository {
  /**
   * Enters what is new, locks every row until the unit of work ends and answers, in the order given, how long the chains
   * are with what was added. `rows` must be in key order; each key once.
   */
  async lock(unit: UnitOfWork, rows: readonly ChainGrowth[]): Promise<readonly number[]> {
    const locked = await unit.query<{ service_id: string; subject_key: string; transactions: number }[]>(LOCK, unnestParameters(COLUMNS, rows));
    const lengths = new Map(locked.map((row) => [`${row.service_id} ${row.subject_key}`, row.transactions]));
    return rows.map(({ serviceId, subjectKey }) => lengths.get(`${serviceId} ${subjectKey}`) ?? 0);
  }

  /** Forgets subjects of a service that have no transaction left. */
  async forgetEmpty(unit: UnitOfWork, serviceId: string, subjectKeys: readonly string[]): Promise<void> {
    await unit.query("/* forget-empty-subjects */ DELETE FROM return_subject WHERE service_id = $1 AND subject_key = ANY ($2::text[]) AND transactions <= 0", [serviceId, subjectKeys]);
  }
}

const COLUMNS: readonly UnnestColumn<ChainGrowth>[] = [
  { name: "service_id", type: "uuid", of: ({ serviceId }) => serviceId },
  { name: "subject_key", type: "text", of: ({ subjectKey }) => subjectKey },
  { name: "transactions", type: "integer", of: ({ added }) => added },
];

const LOCK = `/* lock-return-subjects */
  INSERT INTO return_subject AS known (${columnNames(COLUMNS)})
  SELECT * FROM ${unnestOf(COLUMNS)}
  ON CONFLICT (service_id, subject_key) DO UPDATE SET transactions = known.transactions + excluded.transactions
  RETURNING service_id, subject_key, transactions`;
