import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import { Refusal } from "../shared/refusal";
import { checkAnswers } from "./domain/check-answers";
import { checkComments, shownComments } from "./domain/check-comments";
import type { Invitation } from "./domain/invitation";
import type { ResponseStore, Submission } from "./response-store.service";
import { readExpiredDrafts } from "./storage/expired-drafts.view";
import { forgetDrafts } from "./storage/forget-drafts";
import type { TokenHolder } from "./token-holder.service";

/** Drafts closed at once. */
const BATCH = 200;

/** Keeps what people filled in and never sent, once their link has expired: as a response that is marked `partial`. */
export class CloseDraftsService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly holder: TokenHolder,
    private readonly store: ResponseStore,
    private readonly access: Access,
    private readonly clock: Clock,
  ) {}

  /**
   * Closes every such draft; answers how many became responses. One in which nothing was answered is deleted. What was not
   * answered is no skip: nobody knows whether it was seen. It counts on the day the questions were first shown: the day of
   * its expiry would lead from the invitation to the response.
   */
  async close(actor: Actor): Promise<number> {
    this.access.require(actor, "tallies.maintain");
    const now = this.clock();
    let closed = 0;
    for (;;) {
      const drafts = await this.units.read((unit) => readExpiredDrafts(unit, now, BATCH));
      for (const serviceId of [...new Set(drafts.map((draft) => draft.serviceId))].sort()) {
        closed += await this.units.write((unit) => this.closeOf(unit, serviceId, drafts.filter((draft) => draft.serviceId === serviceId)));
      }
      if (drafts.length < BATCH) return closed;
    }
  }

  private async closeOf(unit: UnitOfWork, serviceId: string, drafts: readonly Invitation[]): Promise<number> {
    const submissions: Submission[] = [];
    for (const draft of drafts) {
      const submission = await this.submissionOf(unit, draft);
      if (submission !== undefined) submissions.push(submission);
    }
    const kept = new Set(submissions.map(({ invitation }) => invitation.id));
    await forgetDrafts(unit, serviceId, drafts.map(({ id }) => id).filter((id) => !kept.has(id)));
    return (await this.store.store(unit, submissions)).size;
  }

  /** Undefined where nothing was answered, or nothing of it can be understood any more. */
  private async submissionOf(unit: UnitOfWork, invitation: Invitation): Promise<Submission | undefined> {
    const { draft, shownAt, expiresAt, inclusionProbability, panel } = invitation;
    if (draft === null) return undefined;
    const { transaction, questions, comments: asked, timeZone } = await this.holder.asked(unit, invitation);
    const answers = checkAnswers(draft.answers, questions, inclusionProbability);
    const comments = checkComments(draft.comments, asked);
    if (answers instanceof Refusal || comments instanceof Refusal || !answers.some(({ skipped }) => !skipped)) return undefined;
    return {
      invitation, transaction, timeZone, answers, content: draft, comments: shownComments(comments, asked, answers, questions), signals: [], traces: [],
      mode: "WEB", collector: panel ? "PANEL" : "YUSR", answeredAt: shownAt ?? expiresAt, partial: true,
    };
  }
}
