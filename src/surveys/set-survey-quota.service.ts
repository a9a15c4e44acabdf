import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { Refusal } from "../shared/refusal";
import { DEFAULT_QUOTA } from "./domain/sampling";
import { deleteSurveyQuota } from "./storage/delete-survey-quota";
import { putSurveyQuota } from "./storage/put-survey-quota";
import type { SurveyedServices } from "./surveyed-services.service";

/** What a service may ask in a month. */
export interface SurveyQuota {
  /** `AGENCY/CODE`. */
  readonly service: string;
  readonly invitations: number;
}

const LARGEST = 1_000_000;

/** Says how many people a service may ask in a month. Only the office may: an owner could stop the asking when it goes badly. */
export class SetSurveyQuotaService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly services: SurveyedServices,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * In force at once for the asking; rates follow the next night. Null: the quota of the method again. Refusals:
   * `NOT_FOUND`, `AMBIGUOUS_SERVICE`, `QUOTA_OUT_OF_RANGE`.
   */
  async set(actor: Actor, service: string, invitations: number | null): Promise<SurveyQuota | Refusal> {
    this.access.require(actor, "catalogue.govern");
    if (invitations !== null && (invitations < 1 || invitations > LARGEST)) {
      return new Refusal("QUOTA_OUT_OF_RANGE", `A quota is 1 to ${String(LARGEST)} invitations; to ask nobody, set the survey policy.`, ["invitations"], [], { minimum: 1, maximum: LARGEST });
    }
    return this.units.write(async (unit) => {
      const facts = await this.services.own(unit, actor, service);
      if (facts instanceof Refusal) return facts;
      if (invitations === null) await deleteSurveyQuota(unit, facts.id);
      else await putSurveyQuota(unit, facts.id, invitations, this.clock());
      await this.audit.record(unit, actor, "setSurveyQuota", { service: facts.code, serviceId: facts.id, invitations });
      return { service: `${facts.agencyCode}/${facts.code}`, invitations: invitations ?? DEFAULT_QUOTA };
    });
  }
}
