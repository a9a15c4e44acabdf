import { ApiKeyEntity } from "../security/storage/api-key.entity";
import { AuditEntryEntity } from "../security/storage/audit-entry.entity";

/** Every entity of the house: what the migrations must add up to. */
export const ENTITIES = [ApiKeyEntity, AuditEntryEntity] as const;
