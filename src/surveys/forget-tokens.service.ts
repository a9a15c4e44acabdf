import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { RetentionMarkRepository } from "../security/storage/retention-mark.repository";
import type { Clock } from "../shared/clock";
import { firstIdAt } from "../shared/new-id";
import { forgetTokens } from "./storage/forget-tokens";

const DAY_MS = 86_400_000;
/** Invitations that one unit of work looks at. */
const PAGE = 5_000;

/** Forgets what proves survey links that work no longer: from then on they are links that nobody ever had. */
export class ForgetTokensService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly clock: Clock,
    private readonly catalogue: Pick<CatalogueLookup, "visibleServices">,
    private readonly marks: RetentionMarkRepository,
    private readonly days: number,
  ) {}

  /** Answers how many. Meant to run every night; twice does no harm. */
  async forget(actor: Actor): Promise<number> {
    this.access.require(actor, "tallies.maintain");
    const now = this.clock();
    const before = firstIdAt(new Date(now.getTime() - this.days * DAY_MS));
    const services = await this.units.read((unit) => this.catalogue.visibleServices(unit, actor, {}));
    let forgotten = 0;
    for (const serviceId of services) {
      for (let more = true; more; ) {
        more = await this.units.write(async (unit) => {
          const page = await forgetTokens(unit, serviceId, await this.marks.through(unit, serviceId, "TOKEN"), before, now, PAGE);
          if (page.last === null) return false;
          await this.marks.put(unit, serviceId, "TOKEN", page.last);
          forgotten += page.forgotten;
          return page.seen === PAGE;
        });
      }
    }
    return forgotten;
  }
}
