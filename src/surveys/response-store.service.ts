import { randomUUID } from "node:crypto";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import { addDays, localDay } from "../shared/local-day";
import type { Transaction } from "../transactions/domain/transaction";
import type { RecordedAnswer } from "./domain/check-answers";
import type { Collector, Mode } from "./domain/collector";
import type { GivenContent } from "./domain/check-content";
import { canonicalContent } from "./domain/given-answer";
import { type Invitation, LINK_DAYS } from "./domain/invitation";
import { redact } from "./domain/redact";
import type { SurveyTallyDeltas } from "./ports/tally-deltas";
import { type Claim, claimInvitations } from "./storage/claim-invitations";
import { insertAnswers } from "./storage/insert-answers";
import { insertComments } from "./storage/insert-comments";
import { insertResponseLinks } from "./storage/insert-response-links";
import { insertResponses } from "./storage/insert-responses";
import type { StoredResponse } from "./storage/stored-response";
import type { SurveyTokens } from "./survey-tokens.service";

/** Checked answers on their way into the house. */
export interface Submission {
  readonly invitation: Invitation;
  readonly transaction: Transaction;
  readonly service: ServiceFacts;
  readonly content: GivenContent;
  readonly answers: readonly RecordedAnswer[];
  readonly mode: Mode;
  readonly collector: Collector;
  readonly answeredAt: Date;
}

/** Claims invitations and stores what was answered, in the caller's unit of work: the right, the response and the counts together or not at all. */
export class ResponseStore {
  constructor(
    private readonly tokens: SurveyTokens,
    private readonly deltas: SurveyTallyDeltas,
  ) {}

  /**
   * Receipts by invitation, of those submissions that came first; a submission that is missing found its invitation
   * answered. No two may be about one invitation.
   */
  async store(unit: UnitOfWork, submissions: readonly Submission[]): Promise<ReadonlyMap<string, string>> {
    const claims = submissions.map(({ invitation, content, collector }): Claim => ({
      serviceId: invitation.serviceId,
      id: invitation.id,
      contentDigest: this.digest(invitation, content),
      receipt: randomUUID(),
      collector,
    }));
    const won = await claimInvitations(unit, claims.sort((a, b) => (a.serviceId + a.id < b.serviceId + b.id ? -1 : 1)));
    const first = submissions.filter(({ invitation }) => won.has(invitation.id));
    if (first.length === 0) return new Map();
    const pairs = first.map((submission) => ({ response: responseOf(submission), transaction: submission.transaction }));
    const responses = pairs.map(({ response }) => response);
    await insertResponses(unit, responses);
    await insertAnswers(unit, responses);
    await insertResponseLinks(unit, responses);
    await insertComments(unit, responses);
    await this.deltas.invitationsCounted(
      unit,
      first.map(({ collector, invitation: { serviceId, surveyId, moment, day, channel, segment, language, outcome } }) => ({
        ...{ serviceId, surveyId, moment, day, channel, segment, language, outcome },
        state: collector === "YUSR" ? "ANSWERED" : "ANSWERED_AGENCY",
        n: 1,
      })),
    );
    await this.deltas.responsesStored(unit, pairs);
    return new Map(claims.filter(({ id }) => won.has(id)).map(({ id, receipt }) => [id, receipt]));
  }

  /** Whether an answered invitation was answered with the same content. */
  isRepeat(invitation: Invitation, content: GivenContent): boolean {
    return invitation.contentDigest?.equals(this.digest(invitation, content)) === true;
  }

  private digest({ serviceId, id }: Invitation, content: GivenContent): Buffer {
    return this.tokens.contentDigest(serviceId, id, canonicalContent(content));
  }
}

function responseOf({ invitation, transaction, service, content, answers, mode, collector, answeredAt }: Submission): StoredResponse {
  const day = localDay(answeredAt, service.timeZone);
  return {
    serviceId: service.id,
    // Not an id that carries its time: matched with the time of a request, it would lead to whoever sent it.
    id: randomUUID(),
    surveyId: invitation.surveyId,
    procedureId: transaction.procedureId,
    moment: invitation.moment,
    mode,
    collector,
    day,
    channel: transaction.channel,
    touchpointId: transaction.touchpointId,
    segment: transaction.segment,
    language: content.language,
    outcome: transaction.outcome,
    jackknifeGroup: transaction.jackknifeGroup,
    answers,
    comment: content.comment === null ? null : redact(content.comment),
    transactionId: transaction.id,
    linkExpiresOn: addDays(day, LINK_DAYS),
  };
}
