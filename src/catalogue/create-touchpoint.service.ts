import { type UnitsOfWork, violatedConstraint } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { newId } from "../shared/new-id";
import { notFound, Refusal } from "../shared/refusal";
import type { Texts } from "../shared/texts";
import type { Channel } from "./domain/channel";
import { checkCode, isCode } from "./domain/code";
import { checkNames, presentTexts } from "./domain/names";
import type { Touchpoint } from "./domain/touchpoint";
import type { AgencyRepository } from "./storage/agency.repository";
import type { TouchpointRepository } from "./storage/touchpoint.repository";

export interface NewTouchpoint {
  /** Code of the agency. */
  readonly agency: string;
  readonly code: string;
  readonly channel: Channel;
  readonly names: Texts;
  /** Codes of the place; null for what is nowhere. */
  readonly governorate?: string | null;
  readonly wilayat?: string | null;
}

/** Enters a place, site or line where beneficiaries and an agency meet. */
export class CreateTouchpointService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly agencies: AgencyRepository,
    private readonly touchpoints: TouchpointRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Answers the new touchpoint. Refusals: `INVALID_CODE` (also of governorate and wilayat), `TEXT_REQUIRED` (and the
   * other text codes), `NOT_FOUND` (the agency), `CODE_TAKEN`.
   */
  async create(actor: Actor, touchpoint: NewTouchpoint): Promise<Touchpoint | Refusal> {
    this.access.require(actor, "catalogue.write");
    const { code, channel, names, governorate = null, wilayat = null } = touchpoint;
    const refusal =
      checkCode(code, ["code"]) ??
      checkNames(names, ["names"]) ??
      (governorate === null ? undefined : checkCode(governorate, ["governorate"])) ??
      (wilayat === null ? undefined : checkCode(wilayat, ["wilayat"]));
    if (refusal !== undefined) return refusal;
    try {
      return await this.units.write(async (unit) => {
        const agency = isCode(touchpoint.agency) ? await this.agencies.byCode(unit, touchpoint.agency) : null;
        if (agency === null || !this.access.covers(actor, { agencyId: agency.id })) return notFound("agency", ["agency"]);
        const entered = { id: newId(), agencyId: agency.id, code, channel, names: presentTexts(names), governorate, wilayat };
        await this.touchpoints.insert(unit, entered);
        await this.audit.record(unit, actor, "createTouchpoint", { agency: agency.code, touchpoint: code });
        return entered;
      });
    } catch (error) {
      if (violatedConstraint(error) === "touchpoint_code_uq") return new Refusal("CODE_TAKEN", "The agency has another touchpoint with this code.", ["code"]);
      throw error;
    }
  }
}
