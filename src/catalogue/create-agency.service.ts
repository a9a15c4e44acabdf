import { type UnitsOfWork, violatedConstraint } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { isTimeZone } from "../shared/local-day";
import { newId } from "../shared/new-id";
import { Refusal } from "../shared/refusal";
import type { Texts } from "../shared/texts";
import type { Agency } from "./domain/agency";
import { TELLS_NOTHING } from "./domain/agency-for-people";
import { checkCode } from "./domain/code";
import { checkNames, presentTexts } from "./domain/names";
import type { AgencyRepository } from "./storage/agency.repository";
import type { CalendarRevisionRepository } from "./storage/calendar-revision.repository";

export interface NewAgency {
  readonly code: string;
  readonly names: Texts;
  /** IANA name; default `Asia/Muscat`. */
  readonly timeZone?: string;
}

const TIME_ZONE = "Asia/Muscat";

/** Enters a government entity into the catalogue. */
export class CreateAgencyService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly agencies: AgencyRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly revisions: CalendarRevisionRepository,
    private readonly clock: Clock,
  ) {}

  /** Answers the new agency. Refusals: `INVALID_CODE`, `TEXT_REQUIRED` (and the other text codes), `INVALID_TIME_ZONE`, `CODE_TAKEN`. */
  async create(actor: Actor, agency: NewAgency): Promise<Agency | Refusal> {
    this.access.require(actor, "catalogue.govern");
    const { code, names, timeZone = TIME_ZONE } = agency;
    const refusal = checkCode(code, ["code"]) ?? checkNames(names, ["names"]);
    if (refusal !== undefined) return refusal;
    if (!isTimeZone(timeZone)) return new Refusal("INVALID_TIME_ZONE", "A time zone is an IANA name such as Asia/Muscat.", ["timeZone"]);
    const entered = { id: newId(), code, names: presentTexts(names), timeZone };
    try {
      await this.units.write(async (unit) => {
        await this.agencies.insert(unit, entered);
        await this.revisions.revise(unit, this.clock());
        await this.audit.record(unit, actor, "createAgency", { agency: code });
      });
    } catch (error) {
      if (violatedConstraint(error) === "agency_code_uq") return new Refusal("CODE_TAKEN", "Another agency has this code.", ["code"]);
      throw error;
    }
    return { ...entered, embedOrigins: [], forPeople: TELLS_NOTHING };
  }
}
