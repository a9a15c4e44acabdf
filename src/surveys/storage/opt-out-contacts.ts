import type { UnitOfWork } from "../../database/unit-of-work";

/** Nobody in the rows that know an invitation is asked before an instant; who opted out earlier keeps that. Answers until when, null where there is no such row. */
export async function optOutContacts(unit: UnitOfWork, claim: Buffer, now: Date, until: Date): Promise<Date | null> {
  const [rows] = await unit.query<[{ until: Date }[], number]>(OPT_OUT, [claim, now, until]);
  return rows.reduce<Date | null>((latest, row) => (latest === null || row.until > latest ? row.until : latest), null);
}

const OPT_OUT = `/* opt-out-contacts */
  UPDATE contact
  SET opted_out_until = CASE WHEN opted_out_until > $2::timestamptz THEN opted_out_until ELSE $3::timestamptz END,
    forget_at = greatest(forget_at, $3::timestamptz)
  WHERE claims @> ARRAY[$1::bytea]
  RETURNING opted_out_until AS until`;
