import { Check, Column, Entity, PrimaryColumn } from "typeorm";

/**
 * The secret of a key as SHA-256: it has 256 random bits, so no salt is needed. The application's role may add one and ask
 * `api_key_opens` about one, and read none.
 */
@Entity("api_key_secret")
@Check("api_key_secret_digest_ck", "octet_length(secret_digest) = 32")
export class ApiKeySecretEntity {
  @PrimaryColumn({ name: "key_id", type: "text", primaryKeyConstraintName: "api_key_secret_pk" })
  keyId!: string;

  @Column({ name: "secret_digest", type: "bytea" })
  secretDigest!: Buffer;
}
