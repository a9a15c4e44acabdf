import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import { addDays, localDay } from "../shared/local-day";
import { newId } from "../shared/new-id";
import type { Random } from "../shared/random";
import type { KnownTransaction } from "../transactions/domain/known-transaction";
import type { Transaction } from "../transactions/domain/transaction";
import type { InvitationDecision, InvitationDesk, PersonKeys } from "../transactions/ports/invitation-desk";
import type { Approach, ContactDesk } from "./contact-desk.service";
import { drawSteps, stepsWalked } from "./domain/askable-steps";
import { isPanel } from "./domain/contact-rules";
import { countedOnce } from "./domain/counted-invitations";
import { cellOf, type Decision, type DecisionCell, type DecisionState, decide, givesWay } from "./domain/decision";
import { type HandOver, offered, waiting } from "./domain/hand-over";
import { type Invitation, INVITATION_DAYS } from "./domain/invitation";
import { lastHeard } from "./domain/last-heard";
import { sampled } from "./domain/sampled";
import { DEFAULT_QUOTA, stratumKey } from "./domain/sampling";
import { asksAboutSteps, type Survey } from "./domain/survey";
import type { Draws } from "./draws.service";
import type { InvitationCount, SurveyTallyDeltas } from "./ports/tally-deltas";
import { renewLinks } from "./renew-links";
import { readDecided } from "./storage/decided-transactions.view";
import { insertInvitations } from "./storage/insert-invitations";
import { insertOrLockDecisions, type LockedDecision } from "./storage/insert-or-lock-decisions";
import { readInvitationsOf } from "./storage/invitations-of-transactions.view";
import { moveInvitations, statesOf } from "./storage/move-invitations";
import { readNotAsked } from "./storage/not-asked.view";
import { offerInvitations } from "./storage/offer-invitations";
import { readSampling, type ServiceSampling } from "./storage/sampling-of-services.view";
import { updateDecisions } from "./storage/update-decisions";
import type { SurveyTokens } from "./survey-tokens.service";
import type { SurveysInForce } from "./surveys-in-force";

/** A transaction about which it is decided now. */
export interface Case {
  readonly transaction: Transaction;
  readonly service: ServiceFacts;
  readonly decision: Decision;
}

/** A case that is settled: what was decided before, and what is decided now. */
interface Settled {
  readonly one: Case;
  readonly row: LockedDecision;
  /** Null: nobody is asked, or not again. */
  readonly invitationId: string | null;
  readonly decision: Decision;
}

/** What was decided about some transactions. */
interface Decided {
  readonly cases: readonly Case[];
  readonly invitations: ReadonlyMap<string, Invitation>;
  /** By transaction id. */
  readonly states: ReadonlyMap<string, DecisionState>;
}

/** What some cases are drawn by; absent where the answer is there already and nobody is drawn. */
interface Rules {
  readonly sampling: ReadonlyMap<string, ServiceSampling>;
  readonly persons: PersonKeys;
  /** The surveys published for each service. */
  readonly published: ReadonlyMap<string, readonly Survey[]>;
}

const DAY_MS = 86_400_000;

/**
 * Decides who is asked about what, and hands out the right to answer. For a thousand transactions it takes as many
 * statements as for one. Repeats change nothing: not the token, not the draw, not the counts.
 */
export class SurveyInvitationDesk implements InvitationDesk {
  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly inForce: SurveysInForce,
    private readonly tokens: SurveyTokens,
    private readonly contacts: ContactDesk,
    private readonly draws: Draws,
    private readonly deltas: SurveyTallyDeltas,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly publicUrl: string,
  ) {}

  /**
   * One decision per transaction. A person once invited stays invited, with the same link, even where the survey has been
   * replaced since, and is not invited again about the same transaction. Transactions taken back are neither asked about nor
   * counted.
   */
  async decide(unit: UnitOfWork, transactions: readonly KnownTransaction[], persons: PersonKeys = NOBODY): Promise<ReadonlyMap<string, InvitationDecision>> {
    const leaving = offered(this.clock());
    const { cases, invitations, states } = await this.decideWith(unit, transactions, persons, leaving);
    await offerInvitations(unit, [...invitations.values()].filter(({ offeredAt }) => offeredAt === null).map(({ serviceId, id }) => ({ serviceId, id, ...leaving })));
    return new Map(
      cases.map(({ transaction, decision, service }): [string, InvitationDecision] => {
        const invitation = invitations.get(transaction.id);
        if (invitation !== undefined) return [transaction.id, this.offer(invitation, service)];
        const state = states.get(transaction.id) ?? decision.state;
        return [transaction.id, { invited: false, reason: state === "INVITED" ? "NOT_REACHED" : state }];
      }),
    );
  }

  private async decideWith(unit: UnitOfWork, transactions: readonly KnownTransaction[], persons: PersonKeys, handOver: HandOver): Promise<Decided> {
    const services = await this.catalogue.services(unit, [...new Set(transactions.map(({ serviceId }) => serviceId))]);
    const published = await this.inForce.asking(unit, [...services.values()]);
    const cases = casesWith(transactions, services, published);
    const asking = cases.filter(({ transaction }) => !transaction.withdrawn);
    const rules: Rules = { sampling: await samplingOf(unit, asking), persons, published };
    const { invitations, states } = await this.settleBy(unit, asking, rules, handOver);
    await renewLinks(unit, this.tokens, [...invitations.values()], services);
    return { cases, invitations, states };
  }

  async decideAgain(unit: UnitOfWork, transactions: readonly KnownTransaction[]): Promise<void> {
    if (transactions.length === 0) return;
    const decided = await readDecided(unit, transactions);
    const again = transactions.filter(({ id }) => decided.has(id));
    if (again.length > 0) await this.decideWith(unit, again, NOBODY, waiting(this.clock()));
  }

  /** Who may be asked about transactions, without drawing or deciding anything. Services must be those of the transactions. */
  async casesOf(unit: UnitOfWork, transactions: readonly Transaction[], services: ReadonlyMap<string, ServiceFacts>): Promise<readonly Case[]> {
    return casesWith(transactions, services, await this.inForce.asking(unit, [...services.values()]));
  }

  /**
   * Stores and counts that people were asked who have answered elsewhere: nobody is drawn, and nobody is asked anything
   * more. Answers the invitation of each transaction that has one.
   */
  async settle(unit: UnitOfWork, cases: readonly Case[]): Promise<ReadonlyMap<string, Invitation>> {
    return (await this.settleBy(unit, cases, null, offered(this.clock()))).invitations;
  }

  /**
   * Makes decisions final: stores and counts what is new. The decision's row is the lock: whoever settles the same
   * transaction at the same time waits.
   */
  private async settleBy(unit: UnitOfWork, cases: readonly Case[], rules: Rules | null, handOver: HandOver): Promise<Omit<Decided, "cases">> {
    const invitations = new Map<string, Invitation>();
    if (cases.length === 0) return { invitations, states: new Map() };
    const ordered = [...cases].sort((a, b) => compare(a.transaction.serviceId, b.transaction.serviceId) || compare(a.transaction.id, b.transaction.id));
    const firsts = ordered.map((one) => ({ one, decision: this.drawn(one, null, rules) }));
    const locked = new Map((await insertOrLockDecisions(unit, firsts.map(cellFor))).map((row) => [row.transactionId, row]));
    const earlier = await readInvitationsOf(unit, [...locked.values()].filter(({ state, fresh }) => state === "INVITED" && !fresh));

    const settled = firsts.map(({ one, decision: first }): Settled => {
      const row = locked.get(one.transaction.id);
      if (row === undefined) throw new Error("every decision comes back from its insertion");
      const decision = row.fresh ? first : this.drawn(one, row, rules);
      const had = earlier.get(one.transaction.id) ?? [];
      const same = decision.survey === null ? undefined : had.find(({ moment }) => moment === decision.survey?.moment);
      const invitation = same ?? had[0];
      if (invitation !== undefined) invitations.set(one.transaction.id, invitation);
      const invite = decision.state === "INVITED" && (rules === null ? same === undefined : had.length === 0);
      return { one, row, decision, invitationId: invite ? newId() : null };
    });
    const blocked = rules === null ? NONE_BLOCKED : await this.blocked(unit, settled, rules);

    const fresh: Invitation[] = [];
    const counts: InvitationCount[] = [];
    const replaced: DecisionCell[] = [];
    const states = new Map<string, DecisionState>();
    for (const { one, row, decision: drawn, invitationId } of settled) {
      const state = blocked.get(one.transaction.id);
      const decision: Decision = state === undefined ? drawn : { state, survey: drawn.survey };
      const cell = cellFor({ one, decision });
      states.set(one.transaction.id, decision.state);
      const invitation = invitationId === null || decision.state !== "INVITED" ? undefined : this.invitation(invitationId, one, decision, rules, handOver);
      if (invitation !== undefined) {
        fresh.push(invitation);
        invitations.set(one.transaction.id, invitation);
      }
      const panel = invitation?.panel ?? false;
      if (row.fresh) counts.push(countOf(cell, 1, panel));
      else if (givesWay(row, cell)) counts.push(countOf(row, -1), countOf(cell, 1, panel));
      else if (invitation !== undefined) counts.push(countOf(cell, 1, panel));
      if (row.fresh ? state !== undefined : givesWay(row, cell)) replaced.push(cell);
    }
    await updateDecisions(unit, replaced);
    await insertInvitations(unit, fresh);
    if (counts.length > 0) await this.deltas.invitationsCounted(unit, counts);
    return { invitations, states };
  }

  /** What is drawn for a case; where nobody is drawn, what may be. */
  private drawn({ transaction, service, decision }: Case, earlier: LockedDecision | null, rules: Rules | null): Decision {
    if (rules === null) return decision;
    const rates = rules.sampling.get(service.id)?.rates;
    const candidate = {
      outcome: transaction.outcome,
      procedure: service.procedures.find(({ id }) => id === transaction.procedureId),
      moments: (rules.published.get(service.id) ?? []).map(({ moment }) => moment),
    };
    return sampled(decision, candidate, { earlier, rate: (stratum) => rates?.get(stratumKey(stratum)) ?? 1, draw: (purpose) => this.draws.of(transaction.id, purpose) });
  }

  /** Who was drawn and is not asked after all: the quota of the month is full, or they were asked lately. */
  private async blocked(unit: UnitOfWork, settled: readonly Settled[], { sampling, persons }: Rules): Promise<ReadonlyMap<string, Exclude<DecisionState, "INVITED">>> {
    const blocked = new Map<string, Exclude<DecisionState, "INVITED">>();
    const asked = new Map<string, number>();
    const approaches: Approach[] = [];
    for (const { one, invitationId } of settled) {
      if (invitationId === null) continue;
      const transaction = one.transaction as KnownTransaction;
      const month = dayOf(transaction, one.service).slice(0, 7);
      const service = sampling.get(transaction.serviceId);
      const key = `${transaction.serviceId} ${month}`;
      const before = (service?.invited.get(month) ?? 0) + (asked.get(key) ?? 0);
      if (before >= (service?.quota ?? DEFAULT_QUOTA)) {
        blocked.set(transaction.id, "QUOTA_FULL");
        continue;
      }
      asked.set(key, (asked.get(key) ?? 0) + 1);
      approaches.push({ transaction, invitationId, names: persons.get(transaction.id) });
    }
    for (const [id, state] of await this.contacts.approach(unit, approaches, this.clock())) blocked.set(id, state);
    return blocked;
  }

  async recount(unit: UnitOfWork, transactions: readonly Transaction[], sign: 1 | -1): Promise<void> {
    if (transactions.length === 0) return;
    const keys = transactions.map(({ serviceId, id }) => ({ serviceId, transactionId: id }));
    const notAsked = await readNotAsked(unit, keys);
    const asked = sign === -1 ? await moveInvitations(unit, keys, "OPEN", "WITHDRAWN") : await moveInvitations(unit, keys, "WITHDRAWN", "OPEN");
    await this.deltas.invitationsCounted(unit, [...notAsked.map((cell) => countOf(cell, sign)), ...asked.flatMap((cell) => statesOf(cell).map((state) => countedOnce(cell, state, sign)))]);
  }

  private invitation(id: string, { transaction, service }: Case, { survey, probability }: Extract<Decision, { state: "INVITED" }>, rules: Rules | null, handOver: HandOver): Invitation {
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
      panel: isPanel(transaction),
      inclusionProbability: probability,
      steps: drawSteps(walked, rules?.sampling.get(service.id)?.weights.get(transaction.procedureId) ?? NO_WEIGHTS, this.random),
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

  private offer({ serviceId, id, expiresAt }: Invitation, service: ServiceFacts): InvitationDecision {
    const token = this.tokens.tokenOf(service.number, serviceId, id);
    return { invited: true, token, url: `${this.publicUrl}/s/${token}`, expiresAt };
  }
}

/** The day on which it counts whether somebody was asked. */
function dayOf(transaction: Transaction, service: ServiceFacts): string {
  return localDay(lastHeard(transaction), service.timeZone);
}

function countOf(cell: DecisionCell, n: 1 | -1, panel = false): InvitationCount {
  return countedOnce(cell, panel && cell.state === "INVITED" ? "INVITED_PANEL" : cell.state, n);
}

function cellFor({ one: { transaction, service }, decision }: { readonly one: Case; readonly decision: Decision }): DecisionCell {
  return cellOf(transaction, decision, dayOf(transaction, service));
}

function casesWith<T extends Transaction>(transactions: readonly T[], services: ReadonlyMap<string, ServiceFacts>, published: ReadonlyMap<string, readonly Survey[]>): readonly (Case & { readonly transaction: T })[] {
  return transactions.flatMap((transaction) => {
    const service = services.get(transaction.serviceId);
    return service === undefined ? [] : [{ transaction, service, decision: decide(transaction, service, published.get(service.id) ?? []) }];
  });
}

/** What the draws of those go by about whom somebody may be asked; nothing is read where nobody may be. */
async function samplingOf(unit: UnitOfWork, cases: readonly Case[]): Promise<ReadonlyMap<string, ServiceSampling>> {
  const asking = cases.filter(({ decision }) => decision.state === "INVITED");
  if (asking.length === 0) return new Map();
  const days = asking.map(({ transaction, service }) => dayOf(transaction, service)).sort();
  const [first = "", last = ""] = [days[0], days.at(-1)];
  return readSampling(unit, [...new Set(asking.map(({ service }) => service.id))], firstOfMonth(first), firstOfMonth(addDays(firstOfMonth(last), 31)));
}

function firstOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

const NOBODY: PersonKeys = new Map();
const NONE_BLOCKED: ReadonlyMap<string, Exclude<DecisionState, "INVITED">> = new Map();
const NO_WEIGHTS: ReadonlyMap<string, number> = new Map();

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
