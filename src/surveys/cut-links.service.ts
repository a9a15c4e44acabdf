import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import { localDay } from "../shared/local-day";
import { deleteExpiredForms } from "./storage/claim-form";
import { deleteExpiredLinks } from "./storage/delete-expired-links";

/** Cuts answers off from their transactions, for good, and forgets the forms of counters that cannot be sent any more. */
export class CutLinksService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly clock: Clock,
  ) {}

  /** Deletes every path whose day has come; answers how many paths. Meant to run every night; twice does no harm. */
  async cut(actor: Actor): Promise<number> {
    this.access.require(actor, "tallies.maintain");
    const now = this.clock();
    return this.units.write(async (unit) => {
      await deleteExpiredForms(unit, now);
      return deleteExpiredLinks(unit, localDay(now, "UTC"));
    });
  }
}
