import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import { localDay } from "../shared/local-day";
import { deleteRecentAnswers } from "./storage/recent-answers";

/** Forgets where the answers of days gone by came from. */
export class ForgetRecentAnswersService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly clock: Clock,
  ) {}

  /** Deletes what is of an earlier day of universal time; answers how many. Meant to run every hour; twice does no harm. */
  async forget(actor: Actor): Promise<number> {
    this.access.require(actor, "tallies.maintain");
    return this.units.write((unit) => deleteRecentAnswers(unit, localDay(this.clock(), "UTC")));
  }
}
