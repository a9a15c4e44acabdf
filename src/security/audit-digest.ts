import { createHash } from "node:crypto";
import type { AuditEntryEntity } from "./storage/audit-entry.entity";

/** What stands before the first link. */
export const BEFORE_THE_FIRST = Buffer.alloc(32);

/**
 * Digest of one link: SHA-256 over the digest of the link before and the entry's id, instant, actor, action and target
 * (keys in order), as JSON. Whoever changes an entry changes its digest, and with it every later one.
 */
export function auditDigest(before: Buffer, { id, at, actor, action, target }: AuditEntryEntity): Buffer {
  const inOrder = Object.entries(target).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(before).update(JSON.stringify([id, at.toISOString(), actor, action, inOrder])).digest();
}
