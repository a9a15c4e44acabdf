import { columnNames, unnestOf, unnestParameters, type UnnestColumn } from "../../database/unnest";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { Collector } from "../domain/collector";

/** Somebody's wish to be the one who answers. */
export interface Claim {
  readonly serviceId: string;
  readonly id: string;
  /** Keyed digest of what they answer. */
  readonly contentDigest: Buffer;
  readonly receipt: string;
  readonly collector: Collector;
}

const COLUMNS: readonly UnnestColumn<Claim>[] = [
  { name: "service_id", type: "uuid", of: (claim) => claim.serviceId },
  { name: "id", type: "uuid", of: (claim) => claim.id },
  { name: "content_digest", type: "bytea", of: (claim) => claim.contentDigest.toString("hex") },
  { name: "receipt", type: "uuid", of: (claim) => claim.receipt },
  { name: "collector", type: "text", of: (claim) => claim.collector },
];

/**
 * Takes the right to answer, where nobody took it before; of any number at once exactly one succeeds. Answers the ids of
 * the invitations that were won. What was drafted is gone from here on: it would pair answers with a transaction.
 */
export async function claimInvitations(unit: UnitOfWork, claims: readonly Claim[]): Promise<ReadonlySet<string>> {
  if (claims.length === 0) return new Set();
  const [rows] = await unit.query<[{ id: string }[], number]>(CLAIM, unnestParameters(COLUMNS, claims));
  return new Set(rows.map(({ id }) => id));
}

const CLAIM = `/* claim-invitations */
  UPDATE invitation AS i
  SET state = 'ANSWERED', content_digest = n.content_digest, receipt = n.receipt, collector = n.collector, draft = NULL
  FROM ${unnestOf(COLUMNS)} AS n (${columnNames(COLUMNS)})
  WHERE i.service_id = n.service_id AND i.id = n.id AND i.state = 'OPEN'
  RETURNING i.id`;
