import type { UnitsOfWork } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import { Refusal } from "../shared/refusal";
import { checkAnswers } from "./domain/check-answers";
import { checkComments } from "./domain/check-comments";
import { checkContent, type GivenContent } from "./domain/check-content";
import { standingOf } from "./domain/invitation";
import { redact } from "./domain/redact";
import type { OpeningStore } from "./opening-store.service";
import { saveDraft } from "./storage/save-draft";
import type { TokenHolder } from "./token-holder.service";

/** Keeps what somebody filled in so far, page by page, until they send it. */
export class SaveAnswersService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly holder: TokenHolder,
    private readonly openings: OpeningStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Replaces the draft; answers until when it can be sent. Refusals: `NOT_FOUND`, `ALREADY_ANSWERED`,
   * `INVITATION_EXPIRED`, `OPTED_OUT`, and those of {@link checkContent}, {@link checkAnswers} and {@link checkComments}.
   * What an answer has hidden stays in the draft: who changes it back finds it again.
   *
   * @param address of the person who holds it; null where somebody asks for them
   * @throws TooManyGuesses
   */
  async save(token: string, given: GivenContent, address: string | null = null): Promise<{ readonly expiresAt: Date } | Refusal> {
    const content = checkContent(given);
    return this.units.write(async (unit) => {
      const invitation = await this.holder.open(unit, token, address);
      if (invitation instanceof Refusal) return invitation;
      const standing = standingOf(invitation, this.clock());
      if (standing === "ANSWERED") return ALREADY_ANSWERED;
      if (standing !== "OPEN") return standing === "EXPIRED" ? INVITATION_EXPIRED : OPTED_OUT;
      if (content instanceof Refusal) return content;
      const { questions, comments: asked } = await this.holder.asked(unit, invitation);
      const answers = checkAnswers(content.answers, questions, invitation.inclusionProbability);
      if (answers instanceof Refusal) return answers;
      const comments = checkComments(content.comments, asked);
      if (comments instanceof Refusal) return comments;
      await this.openings.note(unit, invitation);
      const draft = { ...content, comments: comments.map(({ question, text }) => ({ question, text: redact(text) })) };
      const kept = await saveDraft(unit, invitation.serviceId, invitation.id, draft);
      return kept ? { expiresAt: invitation.expiresAt } : ALREADY_ANSWERED;
    });
  }
}

/** Told only to the holder of a genuine token. */
export const ALREADY_ANSWERED = new Refusal("ALREADY_ANSWERED", "This invitation was answered before; each transaction is answered once.", ["token"]);

/** Told only to the holder of a genuine token, also where the transaction was taken back since. */
export const INVITATION_EXPIRED = new Refusal("INVITATION_EXPIRED", "This link has expired.", ["token"]);

/** Told only to the holder of a genuine token. */
export const OPTED_OUT = new Refusal("OPTED_OUT", "Whoever holds this link asked not to be invited any more.", ["token"]);
