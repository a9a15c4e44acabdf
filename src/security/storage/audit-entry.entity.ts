import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** One act of a person or key. Append-only: the application's role may neither change nor delete it. */
@Entity("audit_entry")
@Index("audit_entry_at_ix", ["at"])
export class AuditEntryEntity {
  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "audit_entry_pk" })
  id!: string;

  @Column({ type: "timestamptz" })
  at!: Date;

  /** Role and key id or an official's pseudonym, or the operating-system user; never a person's name. */
  @Column({ type: "text" })
  actor!: string;

  /** Name of the use case, such as `publishProcedure`. */
  @Column({ type: "text" })
  action!: string;

  /** What it was done to: codes, never content. */
  @Column({ type: "jsonb" })
  target!: Readonly<Record<string, string | number | null>>;
}
