import { columnNames, unnestOf, unnestParameters, type UnnestColumn } from "../../database/unnest";
import type { UnitOfWork } from "../../database/unit-of-work";

/** Somebody's wish to ask whoever stands behind a row. Digests in hexadecimal. */
export interface ContactClaim {
  readonly contactKey: string;
  readonly askedAt: Date;
  /** From when on they may be asked again at all, and about this service. */
  readonly freeAt: Date;
  readonly service: string;
  readonly serviceFreeAt: Date;
  /** Stands for the invitation. */
  readonly claim: string;
  readonly forgetAt: Date;
}

const COLUMNS: readonly UnnestColumn<ContactClaim>[] = [
  { name: "contact_key", type: "bytea", of: (c) => c.contactKey },
  { name: "asked_at", type: "timestamptz", of: (c) => c.askedAt },
  { name: "free_at", type: "timestamptz", of: (c) => c.freeAt },
  { name: "service", type: "bytea", of: (c) => c.service },
  { name: "service_free_at", type: "timestamptz", of: (c) => c.serviceFreeAt },
  { name: "claim", type: "bytea", of: (c) => c.claim },
  { name: "forget_at", type: "timestamptz", of: (c) => c.forgetAt },
];

/**
 * Takes the right to ask, where nobody asked them too lately; of any number at once exactly one succeeds. Answers the keys
 * that were won. `claims` must be in key order, each key once. A row remembers as many invitations as there can be links
 * that work: three in thirty days.
 */
export async function claimContacts(unit: UnitOfWork, claims: readonly ContactClaim[]): Promise<ReadonlySet<string>> {
  const rows = await unit.query<{ contactKey: string }[]>(CLAIM, unnestParameters(COLUMNS, claims));
  return new Set(rows.map(({ contactKey }) => contactKey));
}

const CLAIM = `/* claim-contacts */
  INSERT INTO contact (contact_key, asked_at, free_at, services, services_free_at, claims, forget_at)
  SELECT contact_key, asked_at, free_at, ARRAY[service], ARRAY[service_free_at], ARRAY[claim], forget_at
  FROM ${unnestOf(COLUMNS)} AS n (${columnNames(COLUMNS)})
  ON CONFLICT (contact_key) DO UPDATE
  SET asked_at = excluded.asked_at, free_at = excluded.free_at,
    services = ARRAY(SELECT s FROM unnest(contact.services, contact.services_free_at) AS w (s, f) WHERE f > excluded.asked_at ORDER BY f, s) || excluded.services,
    services_free_at = ARRAY(SELECT f FROM unnest(contact.services, contact.services_free_at) AS w (s, f) WHERE f > excluded.asked_at ORDER BY f, s) || excluded.services_free_at,
    claims = contact.claims[greatest(1, cardinality(contact.claims) - 1):] || excluded.claims,
    forget_at = greatest(contact.forget_at, excluded.forget_at)
  WHERE contact.free_at <= excluded.asked_at
    AND (contact.opted_out_until IS NULL OR contact.opted_out_until <= excluded.asked_at)
    AND NOT EXISTS (SELECT FROM unnest(contact.services, contact.services_free_at) AS w (s, f) WHERE s = excluded.services[1] AND f > excluded.asked_at)
  RETURNING encode(contact_key, 'hex') AS "contactKey"`;
