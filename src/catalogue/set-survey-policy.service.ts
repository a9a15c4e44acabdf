import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { Refusal } from "../shared/refusal";
import type { Service } from "./domain/service";
import type { SurveyPolicy } from "./domain/service-facts";
import type { OwnServices } from "./own-services";
import type { ServiceRepository } from "./storage/service.repository";

/** Says whether and how people may be asked about a service. Only the office may: an owner could hide a bad one. */
export class SetSurveyPolicyService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly ownServices: OwnServices,
    private readonly services: ServiceRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /** Answers the service as it is now. Refusals: `NOT_FOUND`, `AMBIGUOUS_SERVICE`. */
  async set(actor: Actor, service: string, surveyPolicy: SurveyPolicy): Promise<Service | Refusal> {
    this.access.require(actor, "catalogue.govern");
    return this.units.write(async (unit) => {
      const found = await this.ownServices.lock(unit, actor, service);
      if (found instanceof Refusal) return found;
      await this.services.update(unit, found.id, { surveyPolicy });
      await this.audit.record(unit, actor, "setSurveyPolicy", { service: found.code, serviceId: found.id, surveyPolicy });
      return { ...found, surveyPolicy };
    });
  }
}
