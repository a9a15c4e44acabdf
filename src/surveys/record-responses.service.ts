import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { Refusal } from "../shared/refusal";
import type { Transaction } from "../transactions/domain/transaction";
import type { TransactionsLookup } from "../transactions/transactions.lookup";
import { checkAnswers, type RecordedAnswer } from "./domain/check-answers";
import { checkComments, shownComments } from "./domain/check-comments";
import type { Collector } from "./domain/collector";
import type { GivenContent } from "./domain/check-content";
import type { GivenComment } from "./domain/given-answer";
import type { Invitation } from "./domain/invitation";
import type { QualitySignal } from "./domain/quality-signal";
import { type ReadResponse, readResponse, type ResponseMessage } from "./domain/read-response";
import type { Case, SurveyInvitationDesk } from "./invitation-desk.service";
import type { QualitySignals } from "./quality-signals.service";
import type { ResponseStore } from "./response-store.service";
import { readInvitationsOf } from "./storage/invitations-of-transactions.view";
import { readSurveysById } from "./storage/surveys-by-id.view";
import type { SurveyedServices } from "./surveyed-services.service";
import type { TokenHolder } from "./token-holder.service";

/** What came of one item. `receipt` is the same for every repeat. */
export type ResponseResult = { readonly status: "RECORDED" | "DUPLICATE"; readonly receipt: string } | { readonly status: "REJECTED"; readonly refusal: Refusal };

const ITEM_LIMIT = 1_000;

/** An item whose transaction is known. */
interface Placed extends Omit<ReadResponse, "service"> {
  readonly index: number;
  readonly service: ServiceFacts;
  readonly transaction: Transaction;
}

/** An item whose survey is known, and whose answers fit it. */
interface Fitting extends Placed {
  readonly answers: readonly RecordedAnswer[];
  readonly signals: readonly QualitySignal[];
  readonly comments: readonly GivenComment[];
  /** Null: nobody was invited yet; `invite` says how. */
  readonly invitation: Invitation | null;
  readonly invite: Case;
}

/** Takes answers that were collected elsewhere: by a portal's own form, or earlier by Yusr's. */
export class RecordResponsesService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly services: SurveyedServices,
    private readonly transactions: TransactionsLookup,
    private readonly desk: SurveyInvitationDesk,
    private readonly holder: TokenHolder,
    private readonly store: ResponseStore,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly signals: QualitySignals,
  ) {}

  /**
   * One result per item, in order, all in one unit of work; a bad item does not hold up its neighbours. Each answers in
   * the place of the person's own link: a transaction is answered once, by whichever way. What a portal collects is always
   * the agency's collecting (`AGENCY`), which stays out of headline figures.
   *
   * Refuses the call with `INVALID_COLLECTOR`, `EMPTY_BATCH` or `BATCH_TOO_LARGE`; an item with a code of {@link readResponse},
   * `UNKNOWN_SERVICE`, `AMBIGUOUS_SERVICE`, `UNKNOWN_REFERENCE`, `ANSWERED_BEFORE_START`, `NO_SURVEY`,
   * `MOMENT_NOT_REACHED`, `SERVICE_EXCLUDED`, `ALREADY_ANSWERED`, or a code of {@link checkAnswers} or {@link checkComments}. A step may be any that
   * people are asked about and that this one went through.
   *
   * @throws AccessDenied unless the actor may record responses, and for what was not the agency's collecting unless they may backfill them.
   */
  async record(actor: Actor, batch: { readonly items: readonly ResponseMessage[]; readonly collector: Collector }): Promise<readonly ResponseResult[] | Refusal> {
    this.access.require(actor, "responses.record");
    if (batch.collector !== "AGENCY") this.access.require(actor, "responses.backfill");
    const { items, collector } = batch;
    if (collector === "UNTESTED") return new Refusal("INVALID_COLLECTOR", "Whether a language is tested is looked up, not said.", ["collector"]);
    if (collector === "UNLINKED") return new Refusal("INVALID_COLLECTOR", "What is recorded here is about a transaction; an unlinked answer is about none.", ["collector"]);
    if (items.length === 0) return new Refusal("EMPTY_BATCH", "A batch holds at least one item.", ["items"]);
    if (items.length > ITEM_LIMIT) return new Refusal("BATCH_TOO_LARGE", `A batch holds at most ${String(ITEM_LIMIT)} items.`, ["items"]);
    return this.units.write(async (unit) => {
      const results = new Map<number, ResponseResult>();
      const reject = (index: number, refusal: Refusal): void => {
        results.set(index, { status: "REJECTED", refusal: refusal.under("items", index) });
      };
      const placed = await this.place(unit, actor, items, reject);
      const fitting = await this.fit(unit, placed, results, reject);
      await this.take(unit, fitting, collector, results, reject);
      if (actor.kind !== "portal") await this.audit.record(unit, actor, "recordResponses", { items: items.length, collector });
      return items.map((_, index) => {
        const result = results.get(index);
        if (result === undefined) throw new Error("every item has a result");
        return result;
      });
    });
  }

  /** Reads the items and finds their transactions. */
  private async place(unit: UnitOfWork, actor: Actor, items: readonly ResponseMessage[], reject: (index: number, refusal: Refusal) => void): Promise<readonly Placed[]> {
    const now = this.clock();
    const read = items.map((item) => readResponse(item, now));
    const names = read.flatMap((item) => (item instanceof Refusal ? [] : [item.service]));
    const services = await this.services.reportable(unit, actor, names, now);
    const byService = new Map<ServiceFacts, { readonly index: number; readonly item: ReadResponse }[]>();
    for (const [index, item] of read.entries()) {
      const service = item instanceof Refusal ? item : services.get(item.service);
      if (item instanceof Refusal || service === undefined || service instanceof Refusal) {
        if (service instanceof Refusal) reject(index, service);
        continue;
      }
      byService.set(service, [...(byService.get(service) ?? []), { index, item }]);
    }
    const placed: Placed[] = [];
    // Held in key order, as whoever takes a transaction back holds them: answers come before that or after, not between.
    for (const [service, entries] of [...byService].sort(([a], [b]) => (a.id < b.id ? -1 : 1))) {
      const transactions = await this.transactions.held(unit, service.id, [...new Set(entries.map(({ item }) => item.reference))]);
      for (const { index, item } of entries) {
        const transaction = transactions.get(item.reference);
        if (transaction === undefined || transaction.withdrawn) reject(index, new Refusal("UNKNOWN_REFERENCE", "The service has no transaction with this reference.", ["reference"]));
        else if (item.answeredAt < transaction.startedAt) reject(index, new Refusal("ANSWERED_BEFORE_START", "The answer lies before the start of the transaction.", ["answeredAt"]));
        else placed.push({ ...item, index, service, transaction });
      }
    }
    return placed.sort((a, b) => a.index - b.index);
  }

  /** Finds the survey of each item, checks the answers against it, and settles what was answered before. */
  private async fit(
    unit: UnitOfWork,
    placed: readonly Placed[],
    results: Map<number, ResponseResult>,
    reject: (index: number, refusal: Refusal) => void,
  ): Promise<readonly Fitting[]> {
    const earlier = await readInvitationsOf(unit, placed.map(({ transaction }) => ({ serviceId: transaction.serviceId, transactionId: transaction.id })));
    const services = new Map(placed.map(({ service }) => [service.id, service]));
    const cases = new Map((await this.desk.casesOf(unit, placed.map(({ transaction }) => transaction), services)).map((one) => [one.transaction, one]));
    const surveys = new Map(await readSurveysById(unit, [...earlier.values()].flat().map(({ surveyId }) => surveyId)));
    const fitting: Fitting[] = [];
    for (const item of placed) {
      const invite = cases.get(item.transaction);
      if (invite === undefined) throw new Error("every transaction has a case");
      const had = earlier.get(item.transaction.id) ?? [];
      const { decision } = invite;
      const invitation = had.find(({ moment }) => decision.state === "INVITED" && moment === decision.survey.moment) ?? (decision.state === "INVITED" ? null : (had[0] ?? null));
      if (invitation?.state === "ANSWERED") {
        results.set(item.index, this.again(invitation, item.content, item.index));
        continue;
      }
      const survey = invitation === null ? decision.survey : surveys.get(invitation.surveyId);
      if (survey === null || survey === undefined || (invitation === null && decision.state !== "INVITED")) {
        reject(item.index, notAsked(decision.state));
        continue;
      }
      const questions = await this.holder.questions(unit, survey, item.transaction, item.service);
      const answers = checkAnswers(item.content.answers, questions, invitation?.inclusionProbability ?? 1);
      const comments = checkComments(item.content.comments, survey.comments);
      if (answers instanceof Refusal) reject(item.index, answers);
      else if (comments instanceof Refusal) reject(item.index, comments);
      else {
        const shown = shownComments(comments, survey.comments, answers, questions);
        // Nobody timed a form of somebody else's, and whoever sends it on is not who answered.
        const manner = { answers, questions, commented: shown.length > 0, tookMs: null };
        fitting.push({ ...item, answers, comments: shown, signals: this.signals.ofSentOn(manner), invitation, invite });
      }
    }
    return fitting;
  }

  /** Invites where nobody was invited, claims, and stores. Of several items about one transaction the first counts. */
  private async take(
    unit: UnitOfWork,
    fitting: readonly Fitting[],
    collector: Collector,
    results: Map<number, ResponseResult>,
    reject: (index: number, refusal: Refusal) => void,
  ): Promise<void> {
    const firsts = new Map<string, Fitting>();
    for (const item of fitting) if (!firsts.has(item.transaction.id)) firsts.set(item.transaction.id, item);
    const invited = await this.desk.settle(unit, [...firsts.values()].filter(({ invitation }) => invitation === null).map(({ invite }) => invite));
    const submissions = [...firsts.values()].flatMap((item) => {
      const invitation = item.invitation ?? invited.get(item.transaction.id);
      return invitation === undefined ? [] : [{ ...item, invitation, timeZone: item.service.timeZone, collector: collector === "YUSR" && invitation.panel ? "PANEL" : collector, traces: [] }];
    });
    const submitted = new Map(submissions.map((submission) => [submission.transaction.id, submission]));
    const receipts = await this.store.store(unit, submissions);
    const after = await readInvitationsOf(unit, submissions.map(({ invitation }) => invitation));
    for (const item of fitting) {
      const submission = submitted.get(item.transaction.id);
      const invitation = after.get(item.transaction.id)?.find(({ id }) => id === submission?.invitation.id);
      const receipt = invitation === undefined ? undefined : receipts.get(invitation.id);
      if (receipt !== undefined && submission?.index === item.index) results.set(item.index, { status: "RECORDED", receipt });
      else if (invitation === undefined) reject(item.index, notAsked("NOT_REACHED"));
      else results.set(item.index, this.again(invitation, item.content, item.index));
    }
  }

  private again(invitation: Invitation, content: GivenContent, index: number): ResponseResult {
    if (this.store.isRepeat(invitation, content) && invitation.receipt !== null) return { status: "DUPLICATE", receipt: invitation.receipt };
    return { status: "REJECTED", refusal: new Refusal("ALREADY_ANSWERED", "This transaction was answered before; each is answered once.", ["items", index, "reference"]) };
  }
}

function notAsked(state: string): Refusal {
  if (state === "NO_SURVEY") return new Refusal("NO_SURVEY", "The service has published no survey.", ["service"]);
  if (state === "SERVICE_EXCLUDED") return new Refusal("SERVICE_EXCLUDED", "People are never asked about this service.", ["service"]);
  return new Refusal("MOMENT_NOT_REACHED", "The transaction has not reached the moment of any survey of its service.", ["reference"]);
}
