import { Check, Column, Entity, PrimaryColumn, Unique } from "typeorm";

/** A link of the chain over the audit log. No foreign key: an entry that is gone must be found missing, not forbidden to look for. */
@Entity("audit_link")
@Unique("audit_link_entry_uq", ["entryId"])
@Check("audit_link_digest_ck", "octet_length(digest) = 32")
@Check("audit_link_position_ck", "position > 0")
export class AuditLinkEntity {
  /** Counts up from 1 without a gap. PostgreSQL's bigint, as text. */
  @PrimaryColumn({ type: "bigint", primaryKeyConstraintName: "audit_link_pk" })
  position!: string;

  @Column({ name: "entry_id", type: "uuid" })
  entryId!: string;

  /** SHA-256 of the link before and of the entry. */
  @Column({ type: "bytea" })
  digest!: Buffer;
}
