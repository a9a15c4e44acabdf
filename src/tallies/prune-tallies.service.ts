import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import { localDay } from "../shared/local-day";
import { grainsOf } from "./domain/grain";
import { keptDaysFrom } from "./domain/kept-days";
import { TALLIES } from "./domain/tally";
import { deleteDaysBefore } from "./storage/delete-days-before";

/** Forgets counts by day that are older than any report may ask for; their months stay. */
export class PruneTalliesService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly clock: Clock,
  ) {}

  /** Answers how many rows went. Meant to run every night; what is corrected in an old day meanwhile goes with the next. */
  async prune(actor: Actor): Promise<number> {
    this.access.require(actor, "tallies.maintain");
    const first = keptDaysFrom(localDay(this.clock(), "UTC"));
    let gone = 0;
    for (const tally of TALLIES.filter((one) => grainsOf(one).includes("DAY"))) gone += await this.units.write((unit) => deleteDaysBefore(unit, tally, first));
    return gone;
  }
}
