import { Check, Column, Entity, PrimaryColumn, Unique } from "typeorm";

/** A machine's or a person's key. The secret is stored as SHA-256 only: it has 256 random bits, so no salt is needed. */
@Entity("api_key")
@Unique("api_key_key_id_uq", ["keyId"])
@Check("api_key_role_ck", "role IN ('portal', 'owner', 'office', 'admin')")
@Check("api_key_portal_ck", "(role = 'portal') = (portal_id IS NOT NULL)")
@Check("api_key_agency_ck", "(role = 'owner') = (agency_id IS NOT NULL)")
export class ApiKeyEntity {
  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "api_key_pk" })
  id!: string;

  /** Public part, shown in lists and in the audit log. */
  @Column({ name: "key_id", type: "text" })
  keyId!: string;

  @Column({ name: "secret_digest", type: "bytea" })
  secretDigest!: Buffer;

  @Column({ type: "text" })
  role!: "portal" | "owner" | "office" | "admin";

  @Column({ type: "text" })
  label!: string;

  @Column({ name: "portal_id", type: "uuid", nullable: true })
  portalId!: string | null;

  @Column({ name: "agency_id", type: "uuid", nullable: true })
  agencyId!: string | null;

  /** Null: all services of the agency. */
  @Column({ name: "service_ids", type: "uuid", array: true, nullable: true })
  serviceIds!: string[] | null;

  @Column({ name: "created_at", type: "timestamptz" })
  createdAt!: Date;

  @Column({ name: "expires_at", type: "timestamptz", nullable: true })
  expiresAt!: Date | null;

  @Column({ name: "revoked_at", type: "timestamptz", nullable: true })
  revokedAt!: Date | null;

  @Column({ name: "last_used_at", type: "timestamptz", nullable: true })
  lastUsedAt!: Date | null;
}
