import type { UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Refusal } from "../shared/refusal";
import { notFound } from "../shared/refusal";
import type { CatalogueLookup } from "./catalogue.lookup";
import { ambiguousService } from "./domain/ambiguous-service";
import type { Service } from "./domain/service";
import type { ServiceRepository } from "./storage/service.repository";

/** Finds the service that a change is about, among those the actor may change. */
export class OwnServices {
  constructor(
    private readonly lookup: CatalogueLookup,
    private readonly services: ServiceRepository,
    private readonly access: Access,
  ) {}

  /**
   * Reads and locks a service named `CODE` or `AGENCY/CODE` until the unit of work ends. Refusals: `NOT_FOUND`, also for
   * what is somebody else's; `AMBIGUOUS_SERVICE` where several agencies use the code (the catalogue is open to everyone
   * signed in, so the candidates may be named).
   */
  async lock(unit: UnitOfWork, actor: Actor, name: string, path: readonly (string | number)[] = ["service"]): Promise<Service | Refusal> {
    const named = (await this.lookup.named(unit, [name])).get(name) ?? { found: "NONE" };
    if (named.found === "SEVERAL") {
      return ambiguousService(named.candidates, path);
    }
    const service = named.found === "ONE" ? await this.services.lock(unit, named.serviceId) : null;
    const own = service !== null && this.access.covers(actor, { agencyId: service.agencyId, serviceId: service.id });
    return own ? service : notFound("service", path);
  }
}
