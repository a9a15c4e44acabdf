import { type UnitsOfWork, violatedConstraint } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { newId } from "../shared/new-id";
import { notFound, Refusal } from "../shared/refusal";
import type { Texts } from "../shared/texts";
import { checkCode, isCode } from "./domain/code";
import { checkNames, presentTexts } from "./domain/names";
import type { Portal } from "./domain/portal";
import type { AgencyRepository } from "./storage/agency.repository";
import type { PortalRepository } from "./storage/portal.repository";

export interface NewPortal {
  readonly code: string;
  readonly names: Texts;
  /** Code of the agency that runs it. */
  readonly agency: string;
}

/** Enters a reporting system into the catalogue; it may report nothing until it is granted a service. */
export class CreatePortalService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly agencies: AgencyRepository,
    private readonly portals: PortalRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /** Answers the new portal. Refusals: `INVALID_CODE`, `TEXT_REQUIRED` (and the other text codes), `NOT_FOUND` (the agency), `CODE_TAKEN`. */
  async create(actor: Actor, portal: NewPortal): Promise<Portal | Refusal> {
    this.access.require(actor, "catalogue.govern");
    const { code, names } = portal;
    const refusal = checkCode(code, ["code"]) ?? checkNames(names, ["names"]);
    if (refusal !== undefined) return refusal;
    try {
      return await this.units.write(async (unit) => {
        const agency = isCode(portal.agency) ? await this.agencies.byCode(unit, portal.agency) : null;
        if (agency === null) return notFound("agency", ["agency"]);
        const entered = { id: newId(), code, names: presentTexts(names), agencyId: agency.id };
        await this.portals.insert(unit, entered);
        await this.audit.record(unit, actor, "createPortal", { portal: code, agency: agency.code });
        return entered;
      });
    } catch (error) {
      if (violatedConstraint(error) === "portal_code_uq") return new Refusal("CODE_TAKEN", "Another portal has this code.", ["code"]);
      throw error;
    }
  }
}
