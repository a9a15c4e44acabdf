import type { UnitOfWork } from "../../database/unit-of-work";
import type { AuditEntryEntity } from "./audit-entry.entity";

/** The chain is made longer by one process at a time. */
const CHAIN_LOCK = 7_204_118;

/** A link with its entry; null where the entry is gone. */
export interface ChainedEntry {
  readonly position: number;
  readonly digest: Buffer;
  readonly entry: AuditEntryEntity | null;
}

/** The chain over the audit log: added to, read in order, never changed. */
export class AuditChainRepository {
  /** Whoever holds it is the only one to add links until its unit of work ends; the others wait. */
  async lock(unit: UnitOfWork): Promise<void> {
    await unit.query("/* lock-audit-chain */ SELECT pg_advisory_xact_lock($1)", [CHAIN_LOCK]);
  }

  /** The last link; undefined before the first. */
  async head(unit: UnitOfWork): Promise<{ readonly position: number; readonly digest: Buffer } | undefined> {
    const [row] = await unit.query<{ position: string; digest: Buffer }[]>("/* audit-chain-head */ SELECT position, digest FROM audit_link ORDER BY position DESC LIMIT 1");
    return row === undefined ? undefined : { position: Number(row.position), digest: row.digest };
  }

  /** Entries that are in no link yet, the oldest first. */
  unlinked(unit: UnitOfWork, limit: number): Promise<readonly AuditEntryEntity[]> {
    return unit.query(
      `/* unlinked-audit-entries */
       SELECT e.id, e.at, e.actor, e.action, e.target FROM audit_entry AS e
       WHERE NOT EXISTS (SELECT 1 FROM audit_link AS l WHERE l.entry_id = e.id)
       ORDER BY e.at, e.id LIMIT $1`,
      [limit],
    );
  }

  async insert(unit: UnitOfWork, links: readonly { readonly position: number; readonly entryId: string; readonly digest: Buffer }[]): Promise<void> {
    await unit.query("/* insert-audit-links */ INSERT INTO audit_link (position, entry_id, digest) SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::bytea[])", [
      links.map(({ position }) => position),
      links.map(({ entryId }) => entryId),
      links.map(({ digest }) => `\\x${digest.toString("hex")}`),
    ]);
  }

  /** Links after a position with their entries, in order. */
  async after(unit: UnitOfWork, position: number, limit: number): Promise<readonly ChainedEntry[]> {
    const rows = await unit.query<({ position: string; digest: Buffer; id: string | null } & Omit<AuditEntryEntity, "id">)[]>(
      `/* audit-chain-page */
       SELECT l.position, l.digest, e.id, e.at, e.actor, e.action, e.target
       FROM audit_link AS l LEFT JOIN audit_entry AS e ON e.id = l.entry_id
       WHERE l.position > $1 ORDER BY l.position LIMIT $2`,
      [position, limit],
    );
    return rows.map(({ position: at, digest, id, ...entry }) => ({ position: Number(at), digest, entry: id === null ? null : { id, ...entry } }));
  }
}
