import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { notFound, Refusal } from "../shared/refusal";
import type { Agency } from "./domain/agency";
import { type AgencyForPeople, checkForPeople } from "./domain/agency-for-people";
import { isCode } from "./domain/code";
import type { AgencyRepository } from "./storage/agency.repository";

/** Says what an agency tells people whom it asks: where to complain, whom to ask, and whether somebody follows up. */
export class SetAgencyForPeopleService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly agencies: AgencyRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /** Replaces it all; answers the agency as it is now. Refusals: those of {@link checkForPeople}, and `NOT_FOUND`. */
  async set(actor: Actor, code: string, told: AgencyForPeople): Promise<Agency | Refusal> {
    this.access.require(actor, "surveys.write");
    const forPeople = checkForPeople(told);
    return this.units.write(async (unit) => {
      const agency: Agency | null = isCode(code) ? await this.agencies.byCode(unit, code) : null;
      if (agency === null || !this.access.covers(actor, { agencyId: agency.id })) return notFound("agency", ["agency"]);
      if (forPeople instanceof Refusal) return forPeople;
      await this.agencies.update(unit, agency.id, { forPeople });
      await this.audit.record(unit, actor, "setAgencyForPeople", { agency: code, complaints: forPeople.complaints?.url ?? "", followsUp: String(forPeople.followsUp) });
      return { ...agency, forPeople };
    });
  }
}
