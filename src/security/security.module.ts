import type { DataSource } from "typeorm";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import { Access } from "./access";
import { AuditLog } from "./audit-log";
import { KeysService } from "./keys.service";
import { Pseudonyms } from "./pseudonyms";
import type { SecretKeys } from "./secret-keys";
import { ApiKeyRepository } from "./storage/api-key.repository";

export interface SecurityModule {
  readonly access: Access;
  readonly audit: AuditLog;
  readonly keys: KeysService;
  readonly pseudonyms: Pseudonyms;
}

export function securityModule(floor: { dataSource: DataSource; units: UnitsOfWork; clock: Clock; secretKeys: SecretKeys }): SecurityModule {
  const access = new Access();
  const audit = new AuditLog(floor.clock);
  return {
    access,
    audit,
    keys: new KeysService(floor.units, new ApiKeyRepository(floor.dataSource), access, audit, floor.clock),
    pseudonyms: new Pseudonyms(floor.secretKeys),
  };
}
