import { Check, Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A form that was answered through a code at a counter, for as long as it could be sent again. */
@Entity("unlinked_form")
@Check("unlinked_form_digest_ck", "octet_length(digest) = 32")
export class UnlinkedFormEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "unlinked_form_pk" })
  serviceId!: string;

  /** SHA-256 of the form's name, which itself is stored nowhere. */
  @PrimaryColumn({ type: "bytea", primaryKeyConstraintName: "unlinked_form_pk" })
  digest!: Buffer;

  /** Keyed digest of what was submitted, to know a repeat from a second answer. */
  @Column({ name: "content_digest", type: "bytea" })
  contentDigest!: Buffer;

  @Index("unlinked_form_expires_at_ix")
  @Column({ name: "expires_at", type: "timestamptz" })
  expiresAt!: Date;
}
