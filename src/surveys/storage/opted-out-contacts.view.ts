import type { UnitOfWork } from "../../database/unit-of-work";

/** Which of some rows, by their keys in hexadecimal, belong to people who do not want to be asked now. */
export async function readOptedOut(unit: UnitOfWork, contactKeys: readonly string[], now: Date): Promise<ReadonlySet<string>> {
  const rows = await unit.query<{ contactKey: string }[]>(OPTED_OUT, [contactKeys.map((key) => Buffer.from(key, "hex")), now]);
  return new Set(rows.map(({ contactKey }) => contactKey));
}

const OPTED_OUT = `/* opted-out-contacts */
  SELECT encode(contact_key, 'hex') AS "contactKey" FROM contact WHERE contact_key = ANY ($1::bytea[]) AND opted_out_until > $2`;
