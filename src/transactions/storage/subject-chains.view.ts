import type { UnitOfWork } from "../../database/unit-of-work";
import type { ChainLink } from "../domain/transaction";

/** The first transactions of subjects of one service, each list in chain order. A subject without any is left out. */
export async function subjectChains(unit: UnitOfWork, serviceId: string, subjectKeys: readonly string[], first: number): Promise<ReadonlyMap<string, readonly ChainLink[]>> {
  const rows = await unit.query<(ChainLink & { subjectKey: string })[]>(CHAINS, [serviceId, subjectKeys, first]);
  const chains = new Map<string, ChainLink[]>();
  for (const { subjectKey, ...link } of rows) {
    const chain = chains.get(subjectKey);
    if (chain === undefined) chains.set(subjectKey, [link]);
    else chain.push(link);
  }
  return chains;
}

const CHAINS = `/* subject-chains */
  SELECT asked.subject_key AS "subjectKey", link.id, link.started_at AS "startedAt", link.channel, link.procedure_id AS "procedureId"
  FROM unnest($2::text[]) AS asked (subject_key)
  CROSS JOIN LATERAL (
    SELECT id, started_at, channel, procedure_id FROM transaction
    WHERE service_id = $1 AND subject_key = asked.subject_key AND NOT withdrawn
    ORDER BY started_at, id LIMIT $3
  ) AS link
  ORDER BY asked.subject_key, link.started_at, link.id`;
