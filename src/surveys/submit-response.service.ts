import { sideBySide, type UnitOfWork, type UnitsOfWork, waitBriefly } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import { ALONE, Coalescer } from "../shared/coalescer";
import { Refusal } from "../shared/refusal";
import type { Transaction } from "../transactions/domain/transaction";
import { checkAnswers, saidBy, skippedQuestions } from "./domain/check-answers";
import { checkComments, shownComments } from "./domain/check-comments";
import { mayBeContacted } from "./domain/may-be-contacted";
import { checkContent, type GivenContent } from "./domain/check-content";
import { type Invitation, standingOf } from "./domain/invitation";
import type { QualitySignals } from "./quality-signals.service";
import type { ResponseStore, Submission } from "./response-store.service";
import { ALREADY_ANSWERED, INVITATION_EXPIRED, OPTED_OUT } from "./save-answers.service";
import { readAnsweredInvitation } from "./storage/answered-invitation-by-id.view";
import type { TokenHolder } from "./token-holder.service";

/** What came of sending. `receipt` is the same for every repeat. */
export interface Submitted {
  readonly status: "RECORDED" | "DUPLICATE";
  readonly receipt: string;
}

/** Submissions that one unit of work stores at most, and how many such are under way. */
const TOGETHER = { atOnce: 2, largest: 50, patience: 100 };

/** Somebody was quicker: with an answer, a first page or by taking the transaction back. */
const LOST = Symbol("lost");

/** Takes the answers of the holder of a token, once. */
export class SubmitResponseService {
  private readonly stored = new Coalescer<Submission, string | typeof LOST>((group) => this.storeGroup(group), TOGETHER);

  constructor(
    private readonly units: UnitsOfWork,
    private readonly holder: TokenHolder,
    private readonly store: ResponseStore,
    private readonly clock: Clock,
    private readonly signals: QualitySignals,
  ) {}

  /**
   * Of any number of submissions of one token, on any number of processes, one is stored. The same content again is a
   * `DUPLICATE` with the same receipt; other content is refused with `ALREADY_ANSWERED`. Questions that were put and not
   * answered are stored as skipped. What is sent at the same time is stored together: docs/decisions/0040.
   *
   * Refusals: `NOT_FOUND`, `ALREADY_ANSWERED`, `INVITATION_EXPIRED`, `OPTED_OUT`, and those of {@link checkContent},
   * {@link checkAnswers} and {@link checkComments}.
   *
   * @param address of whoever answers; null where somebody sends it for them. Compared and forgotten: it is stored nowhere.
   */
  async submit(token: string, given: GivenContent, address: string | null = null): Promise<Submitted | Refusal> {
    const content = checkContent(given);
    const checked = await this.units.single((unit) => this.check(unit, token, content, address));
    if (checked instanceof Refusal || "receipt" in checked) return checked;
    const receipt = await this.stored.do(checked);
    // Nothing was stored: look again.
    return receipt === LOST ? this.submit(token, given, address) : { status: "RECORDED", receipt };
  }

  /** What is to be stored, or what is answered without storing anything. */
  private async check(unit: UnitOfWork, token: string, content: GivenContent | Refusal, address: string | null): Promise<Submission | Submitted | Refusal> {
    const answeredAt = this.clock();
    const from = this.signals.addressSource({ at: answeredAt, address });
    let known: Transaction | undefined;
    const invitation = await this.holder.open(unit, token, address, async (reading, serviceId, id) => {
      const [read, transaction] = await Promise.all([readAnsweredInvitation(reading, serviceId, id, from), this.holder.transactionOf(reading, serviceId, id)]);
      known = transaction;
      return read;
    });
    if (invitation instanceof Refusal) return invitation;
    const standing = standingOf(invitation, answeredAt);
    if (standing === "ANSWERED") return this.again(invitation, content);
    if (standing !== "OPEN") return standing === "EXPIRED" ? INVITATION_EXPIRED : OPTED_OUT;
    if (content instanceof Refusal) return content;
    const origin = { serviceId: invitation.serviceId, at: answeredAt, address };
    const { questions, comments: asked, transaction, timeZone } = await this.holder.asked(unit, invitation, known);
    const answers = checkAnswers(content.answers, questions, invitation.inclusionProbability);
    if (answers instanceof Refusal) return answers;
    const comments = checkComments(content.comments, asked);
    if (comments instanceof Refusal) return comments;
    const all = [...answers, ...skippedQuestions(answers, questions, invitation.inclusionProbability)];
    const shown = shownComments(comments, asked, answers, questions);
    const manner = { answers, questions, commented: shown.length > 0, tookMs: timeTaken(invitation, answeredAt) };
    // A counter sees many people; only its kiosk is one machine.
    const place = { operatorKey: transaction.operatorKey, touchpointId: transaction.channel === "KIOSK" ? transaction.touchpointId : null };
    const judged = await this.signals.judge(unit, origin, place, manner, invitation.fromAddress);
    const agreed = content.contact === true && mayBeContacted(answers.map(saidBy)) && (await this.holder.forPeople(unit, await this.holder.serviceOf(unit, invitation))).followsUp;
    return { invitation, transaction, timeZone, content, answers: all, comments: shown, ...judged, mode: "WEB", collector: invitation.panel ? "PANEL" : "YUSR", answeredAt, contactAgreed: agreed };
  }

  /** All of a group or, where any of it was lost, none. */
  private async storeGroup(group: readonly [Submission, ...Submission[]]): Promise<readonly (string | typeof LOST | typeof ALONE)[]> {
    if (group.length === 1) return [(await this.units.single((unit) => this.store.storeTogether(unit, group)))?.[0] ?? LOST];
    // Of several about one invitation one at a time: the others come after it.
    const oneEach = [...new Map(group.map((submission) => [submission.invitation.id, submission])).values()];
    const receipts = await this.units.write(async (unit) => {
      const [, stored] = await sideBySide(waitBriefly(unit), this.store.storeTogether(unit, oneEach));
      if (stored === undefined) throw new Error("not all of the group could be stored");
      return new Map(oneEach.map((submission, index) => [submission, stored[index]]));
    });
    return group.map((submission) => receipts.get(submission) ?? ALONE);
  }

  private again(invitation: Invitation, content: GivenContent | Refusal): Submitted | Refusal {
    const repeat = !(content instanceof Refusal) && this.store.isRepeat(invitation, content);
    return repeat && invitation.receipt !== null ? { status: "DUPLICATE", receipt: invitation.receipt } : ALREADY_ANSWERED;
  }
}

/**
 * Milliseconds since the questions were first shown. Whoever answers what they were never shown took none; who saved
 * answers before anybody measured took nobody knows how long.
 */
function timeTaken({ shownAt, draft }: Invitation, answeredAt: Date): number | null {
  if (shownAt === null) return draft === null ? 0 : null;
  return answeredAt.getTime() - shownAt.getTime();
}
