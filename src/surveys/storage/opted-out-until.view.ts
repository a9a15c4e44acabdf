import type { UnitOfWork } from "../../database/unit-of-work";

/** Until when whoever was asked by an invitation, or is known by a key, is not asked; null where nobody stands so. */
export async function readOptedOutUntil(unit: UnitOfWork, claim: Buffer, contactKey: Buffer | null, now: Date): Promise<Date | null> {
  const [row] = await unit.query<{ until: Date | null }[]>(OPTED_OUT_UNTIL, [claim, contactKey, now]);
  return row?.until ?? null;
}

const OPTED_OUT_UNTIL = `/* opted-out-until */
  SELECT max(opted_out_until) AS until FROM contact WHERE (claims @> ARRAY[$1::bytea] OR contact_key = $2::bytea) AND opted_out_until > $3::timestamptz`;
