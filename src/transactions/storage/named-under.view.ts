import type { UnitOfWork } from "../../database/unit-of-work";

/** How many transactions of all services name a subject, and an operator, under a key of this name. */
export async function namedUnder(unit: UnitOfWork, keyId: string): Promise<{ readonly subjects: number; readonly operators: number }> {
  const [row] = await unit.query<{ subjects: number; operators: number }[]>(NAMED, [`${keyId}:%`]);
  return row ?? { subjects: 0, operators: 0 };
}

const NAMED = `/* named-under */
  SELECT count(*) FILTER (WHERE subject_key LIKE $1)::float8 AS subjects, count(*) FILTER (WHERE operator_key LIKE $1)::float8 AS operators FROM transaction`;
