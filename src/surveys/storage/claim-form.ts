import type { Condition } from "../../database/insertions";
import type { UnitOfWork } from "../../database/unit-of-work";

/** A form that somebody sends. */
export interface SentForm {
  readonly serviceId: string;
  readonly digest: Buffer;
  readonly contentDigest: Buffer;
  /** From when on it cannot be sent any more. */
  readonly expiresAt: Date;
}

/** Takes the right to answer by a form, where it was not answered before; of any number at once exactly one succeeds. */
export function formClaim({ serviceId, digest, contentDigest, expiresAt }: SentForm): Condition {
  return { statement: CLAIM, parameters: [serviceId, digest, contentDigest, expiresAt] };
}

const CLAIM = `
  INSERT INTO unlinked_form (service_id, digest, content_digest, expires_at)
  VALUES ($1::uuid, $2::bytea, $3::bytea, $4::timestamptz)
  ON CONFLICT (service_id, digest) DO NOTHING
  RETURNING service_id`;

/** What a form was answered with; undefined where it was not. */
export async function readFormContent(unit: UnitOfWork, { serviceId, digest }: Pick<SentForm, "serviceId" | "digest">): Promise<Buffer | undefined> {
  const rows = await unit.query<{ contentDigest: Buffer }[]>(
    `/* form-content */ SELECT content_digest AS "contentDigest" FROM unlinked_form WHERE service_id = $1::uuid AND digest = $2::bytea`, [serviceId, digest],
  );
  return rows[0]?.contentDigest;
}

/** Forgets forms that cannot be sent any more; answers how many. */
export async function deleteExpiredForms(unit: UnitOfWork, now: Date): Promise<number> {
  const [, deleted] = await unit.query<[unknown[], number]>("/* delete-expired-forms */ DELETE FROM unlinked_form WHERE expires_at <= $1", [now]);
  return deleted;
}
