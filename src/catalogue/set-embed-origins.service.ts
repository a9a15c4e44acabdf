import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { notFound, type Refusal } from "../shared/refusal";
import type { Agency } from "./domain/agency";
import { isCode } from "./domain/code";
import { checkEmbedOrigins } from "./domain/embed-origins";
import type { AgencyRepository } from "./storage/agency.repository";

/** Says whose pages may show an agency's surveys in a frame. A frame that anybody may open is one that anybody may cover. */
export class SetEmbedOriginsService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly agencies: AgencyRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly development: boolean,
  ) {}

  /** Replaces the list; answers the agency as it is now. Refusals: those of {@link checkEmbedOrigins}, and `NOT_FOUND`. */
  async set(actor: Actor, code: string, origins: readonly string[]): Promise<Agency | Refusal> {
    this.access.require(actor, "surveys.write");
    const refusal = checkEmbedOrigins(origins, this.development);
    return this.units.write(async (unit) => {
      const agency: Agency | null = isCode(code) ? await this.agencies.byCode(unit, code) : null;
      if (agency === null || !this.access.covers(actor, { agencyId: agency.id })) return notFound("agency", ["agency"]);
      if (refusal !== undefined) return refusal;
      const embedOrigins = [...new Set(origins)].sort();
      await this.agencies.update(unit, agency.id, { embedOrigins });
      await this.audit.record(unit, actor, "setEmbedOrigins", { agency: code, origins: embedOrigins.join(" ") });
      return { ...agency, embedOrigins };
    });
  }
}
