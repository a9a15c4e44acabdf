import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { Refusal } from "../shared/refusal";
import type { Texts } from "../shared/texts";
import { checkNames, presentTexts } from "./domain/names";
import { checkNationalCode } from "./domain/national-code";
import type { Service } from "./domain/service";
import type { OwnServices } from "./own-services";
import type { ServiceRepository } from "./storage/service.repository";

export interface ServiceChange {
  /** `CODE` or `AGENCY/CODE`. */
  readonly service: string;
  /** Replaces all languages; absent: as they are. */
  readonly names?: Texts | null;
  /** Absent: as it is; null: none. */
  readonly nationalCode?: string | null;
}

/** Changes what a service is called; its code and agency stay for ever. */
export class UpdateServiceService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly ownServices: OwnServices,
    private readonly services: ServiceRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /** Answers the service as it is now. Refusals: `TEXT_REQUIRED` (and the other text codes), `NOT_FOUND`, `AMBIGUOUS_SERVICE`. */
  async update(actor: Actor, change: ServiceChange): Promise<Service | Refusal> {
    this.access.require(actor, "catalogue.write");
    const { names, nationalCode } = change;
    const refusal = (names == null ? undefined : checkNames(names, ["names"])) ?? checkNationalCode(nationalCode ?? null, ["nationalCode"]);
    if (refusal !== undefined) return refusal;
    return this.units.write(async (unit) => {
      const service = await this.ownServices.lock(unit, actor, change.service);
      if (service instanceof Refusal) return service;
      const now = { names: names == null ? service.names : presentTexts(names), nationalCode: nationalCode === undefined ? service.nationalCode : nationalCode };
      await this.services.update(unit, service.id, now);
      await this.audit.record(unit, actor, "updateService", { service: service.code, serviceId: service.id });
      return { ...service, ...now };
    });
  }
}
