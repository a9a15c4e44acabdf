import { unnestOf, unnestParameters, type UnnestColumn } from "../../database/unnest";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { Invitation } from "../domain/invitation";

interface Renewed extends Pick<Invitation, "serviceId" | "id" | "tokenKeyId"> {
  readonly tokenDigest: Buffer;
}

const COLUMNS: readonly UnnestColumn<Renewed>[] = [
  { name: "service_id", type: "uuid", of: (i) => i.serviceId },
  { name: "id", type: "uuid", of: (i) => i.id },
  { name: "token_key_id", type: "text", of: (i) => i.tokenKeyId },
  { name: "token_digest", type: "bytea", of: (i) => i.tokenDigest.toString("hex") },
];

/** Gives invitations the tokens of another key; the old links stop working. */
export async function renewTokens(unit: UnitOfWork, invitations: readonly Renewed[]): Promise<void> {
  if (invitations.length > 0) await unit.query(RENEW, unnestParameters(COLUMNS, invitations));
}

const RENEW = `/* renew-tokens */
  UPDATE invitation AS i
  SET token_key_id = n.token_key_id, token_digest = n.token_digest
  FROM ${unnestOf(COLUMNS)} AS n (service_id, id, token_key_id, token_digest)
  WHERE i.service_id = n.service_id AND i.id = n.id`;
