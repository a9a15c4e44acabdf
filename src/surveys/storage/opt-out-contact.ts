import type { UnitOfWork } from "../../database/unit-of-work";

/** Nobody in this row is asked before an instant; it is made where there is none. Answers until when: who opted out earlier keeps that. */
export async function optOutContact(unit: UnitOfWork, contactKey: Buffer, now: Date, until: Date): Promise<Date> {
  const [row] = await unit.query<{ until: Date }[]>(OPT_OUT, [contactKey, now, until]);
  if (row === undefined) throw new Error("an upsert answers its row");
  return row.until;
}

const OPT_OUT = `/* opt-out-contact */
  INSERT INTO contact (contact_key, asked_at, free_at, services, services_free_at, claims, opted_out_until, forget_at)
  VALUES ($1, $2, $2, '{}', '{}', '{}', $3, $3)
  ON CONFLICT (contact_key) DO UPDATE
  SET opted_out_until = CASE WHEN contact.opted_out_until > excluded.asked_at THEN contact.opted_out_until ELSE excluded.opted_out_until END,
    forget_at = greatest(contact.forget_at, excluded.forget_at)
  RETURNING opted_out_until AS until`;
