import type { UnitOfWork } from "../../database/unit-of-work";
import type { Draft } from "../domain/given-answer";

/** Keeps what was filled in so far, unless it was submitted meanwhile. Answers whether it was kept. */
export async function saveDraft(unit: UnitOfWork, serviceId: string, id: string, draft: Draft): Promise<boolean> {
  const [, kept] = await unit.query<[unknown[], number]>(
    `/* save-draft */ UPDATE invitation SET draft = $3 WHERE service_id = $1 AND id = $2 AND state = 'OPEN'`,
    [serviceId, id, JSON.stringify(draft)],
  );
  return kept === 1;
}
