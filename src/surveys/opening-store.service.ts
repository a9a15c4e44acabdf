import { Insertions } from "../database/insertions";
import type { UnitOfWork } from "../database/unit-of-work";
import { countedOnce } from "./domain/counted-invitations";
import type { Invitation } from "./domain/invitation";
import type { SurveyTallyDeltas } from "./ports/tally-deltas";
import { markOpened } from "./storage/mark-opened";

/** Keeps that a link was opened, and counts it: once, whoever comes first and however often. How far links of the panel get is nobody's question. */
export class OpeningStore {
  constructor(private readonly deltas: SurveyTallyDeltas) {}

  async note(unit: UnitOfWork, invitation: Invitation): Promise<void> {
    if (invitation.opened) return;
    const rows = new Insertions();
    if (!invitation.panel) await this.deltas.invitationsCounted(unit, [countedOnce(invitation, "OPENED", 1)], rows);
    await rows.write(unit, "mark-opened", markOpened(invitation));
  }
}
