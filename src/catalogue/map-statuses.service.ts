import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { Refusal } from "../shared/refusal";
import type { StatusMeaning } from "./catalogue.lookup";
import { checkStatusMeanings } from "./domain/check-status-meanings";
import type { Service } from "./domain/service";
import type { OwnServices } from "./own-services";
import { readStepCodes } from "./storage/step-codes.view";
import type { StatusMeaningRepository } from "./storage/status-meaning.repository";

/** Keeps what the statuses of portals' status tables mean in a service's procedure (PEOPLE section 6). */
export class MapStatusesService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly meanings: StatusMeaningRepository,
    private readonly ownServices: OwnServices,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Says what these statuses mean, in the place of what was said of them before; others stay as they are. All or
   * nothing. Answers the service. Refusals: `NOT_FOUND`, `AMBIGUOUS_SERVICE`, and those of `checkStatusMeanings` under `statuses`.
   */
  async map(actor: Actor, service: string, statuses: readonly StatusMeaning[]): Promise<Service | Refusal> {
    this.access.require(actor, "catalogue.write");
    return this.units.write(async (unit) => {
      const own = await this.ownServices.lock(unit, actor, service);
      if (own instanceof Refusal) return own;
      const problems = checkStatusMeanings(statuses, new Set(await readStepCodes(unit, own.id)));
      const refusal = Refusal.ofAll(problems.map((problem) => problem.under("statuses")));
      if (refusal !== undefined) return refusal;
      await this.meanings.put(unit, own.id, statuses);
      await this.audit.record(unit, actor, "mapStatuses", { service: own.code, serviceId: own.id, statuses: statuses.length });
      return own;
    });
  }
}
