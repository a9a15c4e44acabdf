import { randomUUID } from "node:crypto";
import { Insertions } from "../database/insertions";
import type { UnitOfWork } from "../database/unit-of-work";
import { addDays, localDay } from "../shared/local-day";
import type { Transaction } from "../transactions/domain/transaction";
import type { RecordedAnswer } from "./domain/check-answers";
import { ANSWERED_STATE, type Collector, type Mode } from "./domain/collector";
import type { GivenContent } from "./domain/check-content";
import { countedOnce } from "./domain/counted-invitations";
import { canonicalContent, type GivenComment } from "./domain/given-answer";
import { FOLLOW_UP_DAYS, type Invitation, LINK_DAYS } from "./domain/invitation";
import type { QualitySignal } from "./domain/quality-signal";
import { redact } from "./domain/redact";
import { instrumentKey } from "./domain/survey";
import { comparesIn } from "./domain/translation";
import type { InstrumentBank } from "./instrument-bank.service";
import type { InvitationCount, SurveyTallyDeltas } from "./ports/tally-deltas";
import { type Claim, claimInvitations, claimOf, claimsOf } from "./storage/claim-invitations";
import { gatherResponses } from "./storage/gather-responses";
import { gatherRecentAnswers, type RecentAnswer } from "./storage/recent-answers";
import type { StoredResponse } from "./storage/stored-response";
import type { SurveyTokens } from "./survey-tokens.service";

/** Checked answers on their way into the house. */
export interface Submission {
  readonly invitation: Invitation;
  readonly transaction: Transaction;
  /** IANA name of the zone in which the agency's days begin. */
  readonly timeZone: string;
  readonly content: GivenContent;
  readonly answers: readonly RecordedAnswer[];
  readonly signals: readonly QualitySignal[];
  /** What the next responses are to be compared with. */
  readonly traces: readonly RecentAnswer[];
  /** Those that were asked for; not yet redacted. */
  readonly comments: readonly GivenComment[];
  readonly mode: Mode;
  readonly collector: Collector;
  readonly answeredAt: Date;
  /** Whether it was never sent, and the link has expired. Absent: it was sent. */
  readonly partial?: boolean;
  /** Whether the person agreed that the agency contacts them. Absent: not. */
  readonly contactAgreed?: boolean;
}

/** Claims invitations and stores what was answered: the right, the response and the counts together or not at all. */
export class ResponseStore {
  constructor(
    private readonly tokens: SurveyTokens,
    private readonly deltas: SurveyTallyDeltas,
    private readonly bank: InstrumentBank,
  ) {}

  /**
   * Stores what came by links, by one statement; a single one is a unit of work by itself. Answers the receipts, in order;
   * undefined where any could not be stored, because the invitation was answered, opened, taken back or has expired
   * meanwhile: then the unit of work of several must be undone. No two may be about one invitation.
   */
  async storeTogether(unit: UnitOfWork, given: readonly Submission[]): Promise<readonly string[] | undefined> {
    const submissions: Submission[] = [];
    for (const submission of given) submissions.push(await this.keptApart(unit, submission));
    const claims = submissions.map((submission) => ({ ...this.claimOf(submission), opened: submission.invitation.opened, answeredAt: submission.answeredAt }));
    const rows = await this.rowsOfOpened(unit, submissions);
    const [first, ...others] = claims;
    if (first === undefined) return [];
    const won = await (others.length === 0 ? rows.write(unit, "submit-response", claimOf(first)) : rows.write(unit, "submit-responses", claimsOf(claims)));
    return won === claims.length ? claims.map(({ receipt }) => receipt) : undefined;
  }

  /**
   * Stores any number in the caller's unit of work. Receipts by invitation, of those submissions that came first; a
   * submission that is missing found its invitation answered or taken back. No two may be about one invitation.
   */
  async store(unit: UnitOfWork, given: readonly Submission[]): Promise<ReadonlyMap<string, string>> {
    const submissions: Submission[] = [];
    for (const submission of given) submissions.push(await this.keptApart(unit, submission));
    const claims = submissions.map((submission) => this.claimOf(submission));
    const won = await claimInvitations(unit, claims.sort((a, b) => (a.serviceId + a.id < b.serviceId + b.id ? -1 : 1)));
    const first = submissions.filter(({ invitation }) => won.has(invitation.id));
    if (first.length === 0) return new Map();
    const rows = await this.rowsOf(unit, first);
    await rows.write(unit, "record-responses");
    return new Map(claims.filter(({ id }) => won.has(id)).map(({ id, receipt }) => [id, receipt]));
  }

  /** What Yusr collected in a language in which any of its questions is untested. */
  private async keptApart(unit: UnitOfWork, submission: Submission): Promise<Submission> {
    const { collector, content, answers } = submission;
    if (collector !== "YUSR") return submission;
    const asked = answers.map(({ instrumentCode, instrumentVersion }) => ({ instrument: instrumentCode, version: instrumentVersion }));
    const bank = await this.bank.all(unit, asked);
    const tested = asked.every(({ instrument, version }) => comparesIn(bank.get(instrumentKey(instrument, version)) ?? { validation: {} }, content.language));
    return tested ? submission : { ...submission, collector: "UNTESTED" };
  }

  /** All that is written about submissions by link, which open what nobody opened. */
  private async rowsOfOpened(unit: UnitOfWork, submissions: readonly Submission[]): Promise<Insertions> {
    const rows = await this.rowsOf(unit, submissions);
    const first = submissions.filter(({ invitation }) => !invitation.opened && !invitation.panel);
    if (first.length > 0) await this.deltas.invitationsCounted(unit, first.map(({ invitation }) => countedOnce(invitation, "OPENED", 1)), rows);
    return rows;
  }

  /** All that is written about submissions, in whichever module's tables. */
  private async rowsOf(unit: UnitOfWork, submissions: readonly Submission[]): Promise<Insertions> {
    const rows = new Insertions();
    const pairs = submissions.map((submission) => ({ response: responseOf(submission), transaction: submission.transaction }));
    gatherResponses(rows, pairs.map(({ response }) => response));
    gatherRecentAnswers(rows, submissions.flatMap(({ traces }) => traces));
    await this.deltas.invitationsCounted(unit, submissions.map(countOf), rows);
    await this.deltas.responsesStored(unit, pairs, rows);
    return rows;
  }

  private claimOf({ invitation, content, collector, partial = false }: Submission): Claim {
    return { serviceId: invitation.serviceId, id: invitation.id, contentDigest: this.digest(invitation, content), receipt: randomUUID(), collector, partial };
  }

  /** Whether an answered invitation was answered with the same content. */
  isRepeat(invitation: Invitation, content: GivenContent): boolean {
    return invitation.contentDigest?.equals(this.digest(invitation, content)) === true;
  }

  private digest({ serviceId, id }: Invitation, content: GivenContent): Buffer {
    return this.tokens.contentDigest(serviceId, id, canonicalContent(content));
  }
}

function countOf({ collector, invitation, partial = false }: Submission): InvitationCount {
  return countedOnce(invitation, partial && collector === "YUSR" ? "PARTIAL" : ANSWERED_STATE[collector], 1);
}

function responseOf({ invitation, transaction, timeZone, content, answers, comments, signals, mode, collector, answeredAt, partial = false, contactAgreed = false }: Submission): StoredResponse {
  const day = localDay(answeredAt, timeZone);
  return {
    serviceId: invitation.serviceId,
    // Not an id that carries its time: matched with the time of a request, it would lead to whoever sent it.
    id: randomUUID(),
    surveyId: invitation.surveyId,
    procedureId: transaction.procedureId,
    moment: invitation.moment,
    mode,
    collector,
    signals,
    day,
    channel: transaction.channel,
    touchpointId: transaction.touchpointId,
    segment: transaction.segment,
    language: content.language,
    outcome: transaction.outcome,
    jackknifeGroup: transaction.jackknifeGroup,
    answers,
    comments: comments.map(({ question, text }) => ({ question, text: redact(text) })),
    transactionId: transaction.id,
    contactAgreed,
    partial,
    linkExpiresOn: addDays(day, contactAgreed ? FOLLOW_UP_DAYS : LINK_DAYS),
  };
}
