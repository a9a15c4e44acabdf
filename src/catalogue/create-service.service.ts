import { type UnitsOfWork, violatedConstraint } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { notFound, Refusal } from "../shared/refusal";
import type { Texts } from "../shared/texts";
import { checkCode, isCode } from "./domain/code";
import { checkNames, presentTexts } from "./domain/names";
import { checkNationalCode } from "./domain/national-code";
import type { Service } from "./domain/service";
import type { NewServices } from "./new-services";
import type { AgencyRepository } from "./storage/agency.repository";

export interface NewService {
  /** Code of the agency that owns it. */
  readonly agency: string;
  readonly code: string;
  readonly names: Texts;
  readonly nationalCode?: string | null;
}

/** Enters a service into the catalogue, ready to be reported: on its standard procedure. */
export class CreateServiceService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly agencies: AgencyRepository,
    private readonly newServices: NewServices,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Answers the new service. An owner enters services of its own agency only, and only an owner of all of it.
   * Refusals: `INVALID_CODE`, `TEXT_REQUIRED` (and the other text codes), `NOT_FOUND` (the agency), `CODE_TAKEN`.
   */
  async create(actor: Actor, service: NewService): Promise<Service | Refusal> {
    this.access.require(actor, "catalogue.write");
    const { code, names, nationalCode = null } = service;
    const refusal = checkCode(code, ["code"]) ?? checkNames(names, ["names"]) ?? checkNationalCode(nationalCode, ["nationalCode"]);
    if (refusal !== undefined) return refusal;
    try {
      return await this.units.write(async (unit) => {
        const agency = isCode(service.agency) ? await this.agencies.byCode(unit, service.agency) : null;
        if (agency === null || !this.access.covers(actor, { agencyId: agency.id })) return notFound("agency", ["agency"]);
        const [entered] = await this.newServices.insert(unit, [{ agencyId: agency.id, code, names: presentTexts(names), nationalCode }]);
        if (entered === undefined) throw new Error("one service was to be entered");
        await this.audit.record(unit, actor, "createService", { agency: agency.code, service: code, serviceId: entered.id });
        return entered;
      });
    } catch (error) {
      if (violatedConstraint(error) === "service_code_uq") return new Refusal("CODE_TAKEN", "The agency has another service with this code.", ["code"]);
      throw error;
    }
  }
}
