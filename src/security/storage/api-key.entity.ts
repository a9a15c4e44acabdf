import { Check, Column, Entity, PrimaryColumn, Unique } from "typeorm";
import type { Scope } from "../scope";

/** A machine's or a person's key, without its secret. */
@Entity("api_key")
@Unique("api_key_key_id_uq", ["keyId"])
@Check("api_key_role_ck", "role IN ('portal', 'owner', 'office', 'admin')")
@Check("api_key_portal_ck", "(role = 'portal') = (portal_id IS NOT NULL)")
@Check("api_key_agency_ck", "(role = 'owner') = (agency_id IS NOT NULL)")
@Check("api_key_scopes_ck", "scopes <> '{}' AND scopes <@ CASE role WHEN 'portal' THEN ARRAY['intake', 'invitations', 'responses'] ELSE ARRAY['read'] END")
export class ApiKeyEntity {
  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "api_key_pk" })
  id!: string;

  /** Public part, shown in lists and in the audit log. */
  @Column({ name: "key_id", type: "text" })
  keyId!: string;

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

  /** Null: all that the role may. */
  @Column({ type: "text", array: true, nullable: true })
  scopes!: Scope[] | null;

  /** Public part of the key in whose place it came. */
  @Column({ type: "text", nullable: true })
  replaces!: string | null;

  @Column({ name: "created_at", type: "timestamptz" })
  createdAt!: Date;

  @Column({ name: "expires_at", type: "timestamptz", nullable: true })
  expiresAt!: Date | null;

  @Column({ name: "revoked_at", type: "timestamptz", nullable: true })
  revokedAt!: Date | null;

  @Column({ name: "last_used_at", type: "timestamptz", nullable: true })
  lastUsedAt!: Date | null;
}
