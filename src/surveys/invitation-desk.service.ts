import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import { localDay } from "../shared/local-day";
import { newId } from "../shared/new-id";
import type { Random } from "../shared/random";
import type { Transaction } from "../transactions/domain/transaction";
import type { InvitationDecision, InvitationDesk } from "../transactions/ports/invitation-desk";
import { drawSteps, stepsWalked } from "./domain/askable-steps";
import { countedOnce } from "./domain/counted-invitations";
import { cellOf, type Decision, type DecisionCell, decide, givesWay } from "./domain/decision";
import { type HandOver, offered } from "./domain/hand-over";
import { type Invitation, INVITATION_DAYS } from "./domain/invitation";
import { lastHeard } from "./domain/last-heard";
import { asksAboutSteps, type Survey } from "./domain/survey";
import type { InvitationCount, SurveyTallyDeltas } from "./ports/tally-deltas";
import { insertInvitations } from "./storage/insert-invitations";
import { insertOrLockDecisions } from "./storage/insert-or-lock-decisions";
import { readInvitationsOf } from "./storage/invitations-of-transactions.view";
import { moveInvitations, statesOf } from "./storage/move-invitations";
import { readNotAsked } from "./storage/not-asked.view";
import { offerInvitations } from "./storage/offer-invitations";
import { readPublishedSurveys } from "./storage/published-surveys.view";
import { renewTokens } from "./storage/renew-tokens";
import { updateDecisions } from "./storage/update-decisions";
import type { SurveyTokens } from "./survey-tokens.service";

/** A transaction about which it is decided now. */
export interface Case {
  readonly transaction: Transaction;
  readonly service: ServiceFacts;
  readonly decision: Decision;
}

const DAY_MS = 86_400_000;

/** Everybody is asked. */
const EVERYBODY = 1;

/**
 * Decides who is asked about what, and hands out the right to answer. For a thousand transactions it takes as many
 * statements as for one. Repeats change nothing: not the token, not the counts.
 */
export class SurveyInvitationDesk implements InvitationDesk {
  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly tokens: SurveyTokens,
    private readonly deltas: SurveyTallyDeltas,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly publicUrl: string,
  ) {}

  /**
   * One decision per transaction. A person once invited stays invited, with the link of the latest moment, even where
   * the survey has been replaced since. Transactions taken back are neither asked about nor counted.
   */
  async decide(unit: UnitOfWork, transactions: readonly Transaction[]): Promise<ReadonlyMap<string, InvitationDecision>> {
    const services = await this.catalogue.services(unit, [...new Set(transactions.map(({ serviceId }) => serviceId))]);
    const cases = await this.casesOf(unit, transactions, services);
    const invitations = await this.settle(unit, cases.filter(({ transaction }) => !transaction.withdrawn));
    await this.renew(unit, [...invitations.values()], services);
    const leaving = offered(this.clock());
    await offerInvitations(unit, [...invitations.values()].filter(({ offeredAt }) => offeredAt === null).map(({ serviceId, id }) => ({ serviceId, id, ...leaving })));
    return new Map(
      cases.map(({ transaction, decision, service }): [string, InvitationDecision] => {
        const invitation = invitations.get(transaction.id);
        if (invitation !== undefined) return [transaction.id, this.offer(invitation, service)];
        return [transaction.id, { invited: false, reason: decision.state === "INVITED" ? "NOT_REACHED" : decision.state }];
      }),
    );
  }

  /** What would be decided about transactions, without deciding it. Services must be those of the transactions. */
  async casesOf(unit: UnitOfWork, transactions: readonly Transaction[], services: ReadonlyMap<string, ServiceFacts>): Promise<readonly Case[]> {
    const published = await readPublishedSurveys(unit, [...services.keys()]);
    return transactions.flatMap((transaction) => {
      const service = services.get(transaction.serviceId);
      return service === undefined ? [] : [{ transaction, service, decision: decide(transaction, service, published.get(service.id) ?? []) }];
    });
  }

  /**
   * Makes decisions final: stores and counts what is new, and answers the invitation of each transaction that has one.
   * The decision's row is the lock: whoever settles the same transaction at the same time waits.
   *
   * @param handOver of the new ones: they leave with the answer to this call, or wait for a portal to ask
   */
  async settle(unit: UnitOfWork, cases: readonly Case[], handOver: HandOver = offered(this.clock())): Promise<ReadonlyMap<string, Invitation>> {
    if (cases.length === 0) return new Map();
    const ordered = [...cases].sort((a, b) => compare(a.transaction.serviceId, b.transaction.serviceId) || compare(a.transaction.id, b.transaction.id));
    const cells = ordered.map(({ transaction, service, decision }) => cellOf(transaction, decision, dayOf(transaction, service)));
    const locked = new Map((await insertOrLockDecisions(unit, cells)).map((row) => [row.transactionId, row]));
    const earlier = await readInvitationsOf(unit, cells.filter(({ transactionId }) => locked.get(transactionId)?.state === "INVITED" && locked.get(transactionId)?.fresh === false));

    const invitations = new Map<string, Invitation>();
    const fresh: Invitation[] = [];
    const counts: InvitationCount[] = [];
    const replaced: DecisionCell[] = [];
    for (const [i, { transaction, service, decision }] of ordered.entries()) {
      const cell = cells[i];
      const row = locked.get(transaction.id);
      if (cell === undefined || row === undefined) throw new Error("every decision comes back from its insertion");
      const had = earlier.get(transaction.id) ?? [];
      const same = decision.survey === null ? undefined : had.find(({ moment }) => moment === decision.survey?.moment);
      const invite = decision.state === "INVITED" && same === undefined;
      if (row.fresh) counts.push(countOf(cell, 1));
      else if (givesWay(row, cell)) {
        counts.push(countOf(row, -1), countOf(cell, 1));
        replaced.push(cell);
      } else if (invite) counts.push(countOf(cell, 1));
      const invitation = invite ? this.invitation(transaction, service, decision.survey, handOver) : (same ?? had[0]);
      if (invite && invitation !== undefined) fresh.push(invitation);
      if (invitation !== undefined) invitations.set(transaction.id, invitation);
    }
    await updateDecisions(unit, replaced);
    await insertInvitations(unit, fresh);
    if (counts.length > 0) await this.deltas.invitationsCounted(unit, counts);
    return invitations;
  }

  async recount(unit: UnitOfWork, transactions: readonly Transaction[], sign: 1 | -1): Promise<void> {
    if (transactions.length === 0) return;
    const keys = transactions.map(({ serviceId, id }) => ({ serviceId, transactionId: id }));
    const notAsked = await readNotAsked(unit, keys);
    const asked = sign === -1 ? await moveInvitations(unit, keys, "OPEN", "WITHDRAWN") : await moveInvitations(unit, keys, "WITHDRAWN", "OPEN");
    await this.deltas.invitationsCounted(unit, [...notAsked.map((cell) => countOf(cell, sign)), ...asked.flatMap((cell) => statesOf(cell).map((state) => countedOnce(cell, state, sign)))]);
  }

  private invitation(transaction: Transaction, service: ServiceFacts, survey: Survey, handOver: HandOver): Invitation {
    const id = newId();
    const steps = service.procedures.find((procedure) => procedure.id === transaction.procedureId)?.steps ?? [];
    const walked = asksAboutSteps(survey) ? stepsWalked(transaction.passages, steps).map(({ code }) => code) : [];
    return {
      serviceId: service.id,
      id,
      transactionId: transaction.id,
      surveyId: survey.id,
      moment: survey.moment,
      state: "OPEN",
      tokenKeyId: this.tokens.keyId,
      tokenDigest: this.tokens.digest(this.tokens.tokenOf(service.number, service.id, id)),
      inclusionProbability: EVERYBODY,
      steps: drawSteps(walked, this.random),
      day: dayOf(transaction, service),
      channel: transaction.channel,
      segment: transaction.segment,
      language: transaction.language,
      outcome: transaction.outcome,
      expiresAt: new Date(this.clock().getTime() + INVITATION_DAYS * DAY_MS),
      shownAt: null,
      draft: null,
      contentDigest: null,
      receipt: null,
      opened: false,
      ...handOver,
    };
  }

  /** Links made with a key that is no longer in use cannot be made again: they give way to new ones. */
  private async renew(unit: UnitOfWork, invitations: readonly Invitation[], services: ReadonlyMap<string, ServiceFacts>): Promise<void> {
    const stale = invitations.filter(({ tokenKeyId }) => tokenKeyId !== this.tokens.keyId);
    await renewTokens(
      unit,
      stale.map(({ serviceId, id }) => {
        const token = this.tokens.tokenOf(services.get(serviceId)?.number ?? 0, serviceId, id);
        return { serviceId, id, tokenKeyId: this.tokens.keyId, tokenDigest: this.tokens.digest(token) };
      }),
    );
  }

  private offer({ serviceId, id, expiresAt }: Invitation, service: ServiceFacts): InvitationDecision {
    const token = this.tokens.tokenOf(service.number, serviceId, id);
    return { invited: true, token, url: `${this.publicUrl}/s/${token}`, expiresAt };
  }
}

/** The day on which it counts whether somebody was asked. */
function dayOf(transaction: Transaction, service: ServiceFacts): string {
  return localDay(lastHeard(transaction), service.timeZone);
}

function countOf(cell: DecisionCell, n: 1 | -1): InvitationCount {
  return countedOnce(cell, cell.state, n);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
