import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import { addDays, localDay } from "../shared/local-day";
import { forgetComments } from "./storage/forget-comments";

/** Forgets what people wrote in their own words, once it has been kept long enough; what they rated and chose stays counted. */
export class ForgetCommentsService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly clock: Clock,
    private readonly catalogue: Pick<CatalogueLookup, "visibleServices">,
    private readonly days: number,
  ) {}

  /** Answers how many, one service to a unit of work. Meant to run every night; twice does no harm. */
  async forget(actor: Actor): Promise<number> {
    this.access.require(actor, "tallies.maintain");
    const day = addDays(localDay(this.clock(), "UTC"), -this.days);
    const services = await this.units.read((unit) => this.catalogue.visibleServices(unit, actor, {}));
    let forgotten = 0;
    for (const serviceId of services) forgotten += await this.units.write((unit) => forgetComments(unit, serviceId, day));
    return forgotten;
  }
}
