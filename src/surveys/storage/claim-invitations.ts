import type { Condition } from "../../database/insertions";
import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, unnestOf, unnestParameters, type UnnestColumn } from "../../database/unnest";
import type { Collector } from "../domain/collector";

/** Somebody's wish to be the one who answers. */
export interface Claim {
  readonly serviceId: string;
  readonly id: string;
  /** Keyed digest of what they answer. */
  readonly contentDigest: Buffer;
  readonly receipt: string;
  readonly collector: Collector;
  /** Whether it was never sent. */
  readonly partial: boolean;
}

const COLUMNS: readonly UnnestColumn<Claim>[] = [
  { name: "service_id", type: "uuid", of: (claim) => claim.serviceId },
  { name: "id", type: "uuid", of: (claim) => claim.id },
  { name: "content_digest", type: "bytea", of: (claim) => claim.contentDigest.toString("hex") },
  { name: "receipt", type: "uuid", of: (claim) => claim.receipt },
  { name: "collector", type: "text", of: (claim) => claim.collector },
  { name: "partial", type: "boolean", of: (claim) => claim.partial },
];

/**
 * Takes the right to answer, where nobody took it before and the transaction was not taken back; of any number at once
 * exactly one succeeds. Answers the ids of the invitations that were won. What was drafted, and when, is gone from here on: it
 * would pair answers with a transaction.
 */
export async function claimInvitations(unit: UnitOfWork, claims: readonly Claim[]): Promise<ReadonlySet<string>> {
  if (claims.length === 0) return new Set();
  const [rows] = await unit.query<[{ id: string }[], number]>(CLAIM, unnestParameters(COLUMNS, claims));
  return new Set(rows.map(({ id }) => id));
}

const CLAIM = `/* claim-invitations */
  UPDATE invitation AS i
  SET state = 'ANSWERED', content_digest = n.content_digest, receipt = n.receipt, collector = n.collector, partial = n.partial, draft = NULL, shown_at = NULL
  FROM ${unnestOf(COLUMNS)} AS n (${columnNames(COLUMNS)})
  WHERE i.service_id = n.service_id AND i.id = n.id AND i.state = 'OPEN'
  RETURNING i.id`;

/** A claim by whoever holds the link of an invitation that was opened before or not. */
export interface LinkClaim extends Claim {
  readonly opened: boolean;
  readonly answeredAt: Date;
}

/**
 * The same for one invitation, which must not have expired either, and which was opened or not as `opened` says: it is from here on, and counts as such once. Whoever changes its row first is waited for, and the
 * condition is then looked at anew: it is about this row alone, so an answer and what takes it away (another answer, the
 * transaction's withdrawal) come one after the other without a lock beforehand.
 */
export function claimOf({ serviceId, id, contentDigest, receipt, collector, answeredAt, opened }: LinkClaim): Condition {
  return { statement: CLAIM_ONE, parameters: [serviceId, id, contentDigest, receipt, collector, answeredAt, opened] };
}

const CLAIM_ONE = `
  UPDATE invitation SET state = 'ANSWERED', content_digest = $3::bytea, receipt = $4::uuid, collector = $5, draft = NULL, shown_at = NULL, opened = true
  WHERE service_id = $1::uuid AND id = $2::uuid AND state = 'OPEN' AND expires_at > $6::timestamptz AND opened = $7::boolean
  RETURNING id`;

/** The same for several, of which no two may be about one invitation: answers a row for each that was won. */
export function claimsOf(claims: readonly LinkClaim[]): Condition {
  return { statement: CLAIM_SEVERAL, parameters: unnestParameters(LINK_COLUMNS, claims) };
}

const LINK_COLUMNS: readonly UnnestColumn<LinkClaim>[] = [
  ...COLUMNS,
  { name: "opened", type: "boolean", of: (claim) => claim.opened },
  { name: "answered_at", type: "timestamptz", of: (claim) => claim.answeredAt },
];

const CLAIM_SEVERAL = `
  UPDATE invitation AS i
  SET state = 'ANSWERED', content_digest = n.content_digest, receipt = n.receipt, collector = n.collector, draft = NULL, shown_at = NULL, opened = true
  FROM ${unnestOf(LINK_COLUMNS)} AS n (${columnNames(LINK_COLUMNS)})
  WHERE i.service_id = n.service_id AND i.id = n.id AND i.state = 'OPEN' AND i.expires_at > n.answered_at AND i.opened = n.opened
  RETURNING i.id`;
