import type { DataSource } from "typeorm";
import type { UnitOfWork } from "../../database/unit-of-work";
import { ApiKeyEntity } from "./api-key.entity";

export class ApiKeyRepository {
  constructor(private readonly dataSource: DataSource) {}

  async find(keyId: string): Promise<ApiKeyEntity | null> {
    return this.dataSource.getRepository(ApiKeyEntity).findOneBy({ keyId });
  }

  async list(): Promise<ApiKeyEntity[]> {
    return this.dataSource.getRepository(ApiKeyEntity).find({ order: { createdAt: "ASC", keyId: "ASC" } });
  }

  async insert(unit: UnitOfWork, key: ApiKeyEntity): Promise<void> {
    await unit.getRepository(ApiKeyEntity).insert(key);
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
