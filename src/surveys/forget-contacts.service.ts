import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import { forgetContacts } from "./storage/forget-contacts";

/** Forgets who was asked, once they may be asked again. */
export class ForgetContactsService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly clock: Clock,
  ) {}

  /** Deletes every record whose windows have ended; answers how many. Meant to run every night; twice does no harm. */
  async forget(actor: Actor): Promise<number> {
    this.access.require(actor, "tallies.maintain");
    return this.units.write((unit) => forgetContacts(unit, this.clock()));
  }
}
