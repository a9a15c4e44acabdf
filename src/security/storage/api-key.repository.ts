import { type DataSource, IsNull } from "typeorm";
import type { UnitOfWork } from "../../database/unit-of-work";
import { ApiKeyEntity } from "./api-key.entity";
import { ApiKeySecretEntity } from "./api-key-secret.entity";

export class ApiKeyRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The key of that name, where its secret has that digest. */
  async opened(keyId: string, secretDigest: Buffer): Promise<ApiKeyEntity | null> {
    const keys = this.dataSource.getRepository(ApiKeyEntity).createQueryBuilder("key");
    return keys.where("key.key_id = :keyId AND api_key_opens(:keyId, :secretDigest)", { keyId, secretDigest }).getOne();
  }

  async find(unit: UnitOfWork, keyId: string): Promise<ApiKeyEntity | null> {
    return unit.getRepository(ApiKeyEntity).findOneBy({ keyId });
  }

  /** The key that came in the place of another and was not revoked. */
  async successor(unit: UnitOfWork, keyId: string): Promise<ApiKeyEntity | null> {
    return unit.getRepository(ApiKeyEntity).findOneBy({ replaces: keyId, revokedAt: IsNull() });
  }

  async list(): Promise<ApiKeyEntity[]> {
    return this.dataSource.getRepository(ApiKeyEntity).find({ order: { createdAt: "ASC", keyId: "ASC" } });
  }

  async insert(unit: UnitOfWork, key: ApiKeyEntity, secretDigest: Buffer): Promise<void> {
    await unit.getRepository(ApiKeyEntity).insert(key);
    await unit.getRepository(ApiKeySecretEntity).insert({ keyId: key.keyId, secretDigest });
  }

  /** Has a key end then, where it works now. Whether it did. */
  async end(unit: UnitOfWork, keyId: string, expiresAt: Date, now: Date): Promise<boolean> {
    const { affected } = await unit
      .createQueryBuilder()
      .update(ApiKeyEntity)
      .set({ expiresAt })
      .where("key_id = :keyId AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)", { keyId, now })
      .execute();
    return affected === 1;
  }

  /** Whether there was such a key that was not revoked before. */
  async revoke(unit: UnitOfWork, keyId: string, at: Date): Promise<boolean> {
    const { affected } = await unit
      .createQueryBuilder()
      .update(ApiKeyEntity)
      .set({ revokedAt: at })
      .where("key_id = :keyId AND revoked_at IS NULL", { keyId })
      .execute();
    return affected === 1;
  }

  /** Notes a use, at most once a minute, so that a busy key is no hot row. */
  async touch(keyId: string, at: Date): Promise<void> {
    await this.dataSource.query(
      `/* touch-api-key */ UPDATE api_key SET last_used_at = $2 WHERE key_id = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`,
      [keyId, at],
    );
  }
}
