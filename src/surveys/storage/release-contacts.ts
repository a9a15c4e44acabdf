import { columnNames, unnestOf, unnestParameters, type UnnestColumn } from "../../database/unnest";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { ContactClaim } from "./claim-contacts";

const COLUMNS: readonly UnnestColumn<ContactClaim>[] = [
  { name: "contact_key", type: "bytea", of: (c) => c.contactKey },
  { name: "asked_at", type: "timestamptz", of: (c) => c.askedAt },
  { name: "service", type: "bytea", of: (c) => c.service },
  { name: "claim", type: "bytea", of: (c) => c.claim },
];

/** Gives back rights to ask that this unit of work has just taken, and that came to nothing: whoever had them is free, as before. */
export async function releaseContacts(unit: UnitOfWork, claims: readonly ContactClaim[]): Promise<void> {
  if (claims.length > 0) await unit.query(RELEASE, unnestParameters(COLUMNS, claims));
}

const RELEASE = `/* release-contacts */
  UPDATE contact AS c
  SET free_at = n.asked_at, claims = array_remove(c.claims, n.claim),
    services = ARRAY(SELECT s FROM unnest(c.services, c.services_free_at) AS w (s, f) WHERE s <> n.service ORDER BY f, s),
    services_free_at = ARRAY(SELECT f FROM unnest(c.services, c.services_free_at) AS w (s, f) WHERE s <> n.service ORDER BY f, s)
  FROM ${unnestOf(COLUMNS)} AS n (${columnNames(COLUMNS)})
  WHERE c.contact_key = n.contact_key`;
