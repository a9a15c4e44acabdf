import type { UnitsOfWork } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import { Refusal } from "../shared/refusal";
import { standingOf } from "./domain/invitation";
import type { OpeningStore } from "./opening-store.service";
import type { TokenHolder } from "./token-holder.service";

/**
 * Notes that the holder of a token began: pressed something on the page, and not merely fetched it, which the scanners of
 * mail and message services do too. Saving and sending answers note it by themselves; this is for a first press that does
 * neither.
 */
export class NoteOpenedService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly holder: TokenHolder,
    private readonly openings: OpeningStore,
    private readonly clock: Clock,
  ) {}

  /** The first time only. Nothing happens for a link that is unknown, answered, taken back or expired. */
  async note(token: string): Promise<void> {
    await this.units.single(async (unit) => {
      const invitation = await this.holder.open(unit, token);
      if (invitation instanceof Refusal || standingOf(invitation, this.clock()) !== "OPEN") return;
      await this.openings.note(unit, invitation);
    });
  }
}
