import type { UnitOfWork } from "../../database/unit-of-work";

/** What a page of invitations held. */
export interface ForgottenTokens {
  readonly seen: number;
  readonly forgotten: number;
  /** Its last id; null: it was empty. */
  readonly last: string | null;
}

/** Forgets the tokens of a page of a service's invitations, in order of id: those after `after` and before `before`, as far as they have expired. */
export async function forgetTokens(unit: UnitOfWork, serviceId: string, after: string, before: string, now: Date, limit: number): Promise<ForgottenTokens> {
  const page = await unit.query<{ id: string }[]>("/* invitations-made-between */ SELECT id FROM invitation WHERE service_id = $1 AND id > $2 AND id < $3 ORDER BY id LIMIT $4", [serviceId, after, before, limit]);
  if (page.length === 0) return { seen: 0, forgotten: 0, last: null };
  const ids = page.map(({ id }) => id);
  const [, forgotten] = await unit.query<[unknown[], number]>(FORGET, [serviceId, ids, now]);
  return { seen: page.length, forgotten, last: ids.at(-1) ?? null };
}

const FORGET = `/* forget-tokens */
  UPDATE invitation SET token_digest = NULL WHERE service_id = $1 AND id = ANY ($2::uuid[]) AND expires_at <= $3 AND token_digest IS NOT NULL`;
