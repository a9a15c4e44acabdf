import type { DataSource } from "typeorm";
import type { Job } from "../database/job-runner";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import { Access } from "./access";
import { AuditChainService } from "./audit-chain.service";
import { AuditLog } from "./audit-log";
import { KeysService } from "./keys.service";
import { Pseudonyms } from "./pseudonyms";
import type { SecretKeys } from "./secret-keys";
import { ApiKeyRepository } from "./storage/api-key.repository";
import { AuditChainRepository } from "./storage/audit-chain.repository";
import { RetentionMarkRepository } from "./storage/retention-mark.repository";

export interface SecurityModule {
  readonly access: Access;
  readonly audit: AuditLog;
  readonly chain: AuditChainService;
  readonly keys: KeysService;
  readonly pseudonyms: Pseudonyms;
  /** How far retention has come. */
  readonly marks: RetentionMarkRepository;
  readonly jobs: readonly Job[];
}

export function securityModule(floor: { dataSource: DataSource; units: UnitsOfWork; clock: Clock; secretKeys: SecretKeys }): SecurityModule {
  const access = new Access();
  const audit = new AuditLog(floor.clock);
  const chain = new AuditChainService(floor.units, new AuditChainRepository(), access);
  return {
    access,
    audit,
    chain,
    keys: new KeysService(floor.units, new ApiKeyRepository(floor.dataSource), access, audit, floor.clock),
    pseudonyms: new Pseudonyms(floor.secretKeys),
    marks: new RetentionMarkRepository(),
    jobs: [{ name: "chain-audit", schedule: "* * * * *", run: () => chain.extend({ kind: "system", job: "chain-audit" }) }],
  };
}
