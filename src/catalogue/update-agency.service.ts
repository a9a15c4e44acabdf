import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { notFound, type Refusal } from "../shared/refusal";
import type { Texts } from "../shared/texts";
import type { Agency } from "./domain/agency";
import { isCode } from "./domain/code";
import { checkNames, presentTexts } from "./domain/names";
import type { AgencyRepository } from "./storage/agency.repository";

/** Changes what an agency is called. Its code stays for ever, and so does its time zone: counted days would move. */
export class UpdateAgencyService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly agencies: AgencyRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /** Replaces the name in all languages; answers the agency as it is now. Refusals: `TEXT_REQUIRED` (and the other text codes), `NOT_FOUND`. */
  async update(actor: Actor, code: string, names: Texts): Promise<Agency | Refusal> {
    this.access.require(actor, "catalogue.govern");
    const refusal = checkNames(names, ["names"]);
    if (refusal !== undefined) return refusal;
    return this.units.write(async (unit) => {
      const agency: Agency | null = isCode(code) ? await this.agencies.byCode(unit, code) : null;
      if (agency === null) return notFound("agency", ["agency"]);
      const now = { ...agency, names: presentTexts(names) };
      await this.agencies.update(unit, agency.id, now);
      await this.audit.record(unit, actor, "updateAgency", { agency: code });
      return now;
    });
  }
}
