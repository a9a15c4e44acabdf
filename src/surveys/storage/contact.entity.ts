import { Check, Column, Entity, Index, PrimaryColumn } from "typeorm";

/**
 * Somebody who was asked lately, or wants not to be asked. Nothing here names a service, a transaction or an invitation:
 * all are keyed digests, made with a key that is not in the database. Laid out by `contact_key`, not by service, because
 * the rule holds over all agencies. Deleted when its last window ends.
 */
@Entity("contact")
@Check("contact_key_ck", "octet_length(contact_key) = 16")
@Check("contact_services_ck", "cardinality(services) = cardinality(services_free_at)")
@Check("contact_forget_ck", "forget_at >= free_at AND forget_at >= coalesce(opted_out_until, forget_at)")
@Index("contact_forget_ix", ["forgetAt"])
@Index("contact_claims_ix", { synchronize: false })
export class ContactEntity {
  @PrimaryColumn({ name: "contact_key", type: "bytea", primaryKeyConstraintName: "contact_pk" })
  contactKey!: Buffer;

  @Column({ name: "asked_at", type: "timestamptz" })
  askedAt!: Date;

  /** From when on they may be asked again at all. */
  @Column({ name: "free_at", type: "timestamptz" })
  freeAt!: Date;

  /** Keyed digests of the services they were asked about; with the next column, place by place. */
  @Column({ type: "bytea", array: true })
  services!: Buffer[];

  /** From when on they may be asked about that service again. */
  @Column({ name: "services_free_at", type: "timestamptz", array: true })
  servicesFreeAt!: Date[];

  /** Keyed digests of their latest invitations: whoever holds the token of one finds this row, nobody else does. */
  @Column({ type: "bytea", array: true })
  claims!: Buffer[];

  @Column({ name: "opted_out_until", type: "timestamptz", nullable: true })
  optedOutUntil!: Date | null;

  /** When the row is deleted. */
  @Column({ name: "forget_at", type: "timestamptz" })
  forgetAt!: Date;
}
