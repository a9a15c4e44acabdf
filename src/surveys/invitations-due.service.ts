import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { addDays, localDay } from "../shared/local-day";
import { Refusal } from "../shared/refusal";
import type { Texts } from "../shared/texts";
import type { TransactionsLookup } from "../transactions/transactions.lookup";
import { type HandOverKind, handedOver } from "./domain/hand-over";
import type { Invitation } from "./domain/invitation";
import { type Message, messageKey, messagesOf } from "./domain/message";
import type { Moment } from "./domain/moment";
import type { SendingRule } from "./domain/sending-hours";
import { sendingWindow, type SendingWindow } from "./domain/sending-window";
import { renewLinks } from "./renew-links";
import { type DueQuery, readInvitationsDue } from "./storage/invitations-due.view";
import { takeInvitations } from "./storage/take-invitations";
import type { SurveyTokens } from "./survey-tokens.service";
import type { SurveyedServices } from "./surveyed-services.service";

/** Which links a portal asks for. */
export interface DueRequest {
  /** `CODE` or `AGENCY/CODE`. */
  readonly service: string;
  /** The portal's own ids of transactions; null: whatever waits. */
  readonly references: readonly string[] | null;
  /** Links at most: 1–500. */
  readonly first: number;
}

/** A link that is to be handed to its person. */
export interface DueInvitation {
  /** The receipt with which the transaction was recorded. */
  readonly receipt: string;
  /** The portal's own id, where it asked with it; Yusr does not know it otherwise. */
  readonly reference: string | null;
  readonly kind: HandOverKind;
  readonly moment: Moment;
  readonly token: string;
  readonly url: string;
  readonly expiresAt: Date;
  readonly language: string | null;
  readonly messages: readonly Message[];
}

/** Links, and when they may be sent: all of one service at the same time. */
export interface DueInvitations {
  readonly window: SendingWindow;
  readonly items: readonly DueInvitation[];
  /** Whether others wait. */
  readonly more: boolean;
}

/** How links are written, and when they may be sent. */
export interface LinkSettings {
  readonly publicUrl: string;
  readonly sendingHours: readonly SendingRule[];
  /** The text of a key of the page's texts. */
  readonly textOf: (key: string) => Texts;
}

const MOST = 500;
const MOST_REFERENCES = 1_000;
const DAY_MS = 86_400_000;

/** Hands portals the links that wait: made while no portal was listening, and reminders. */
export class InvitationsDueService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly services: SurveyedServices,
    private readonly catalogue: Pick<CatalogueLookup, "namedPeriods">,
    private readonly transactions: Pick<TransactionsLookup, "held" | "senders">,
    private readonly tokens: SurveyTokens,
    private readonly settings: LinkSettings,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes at most `first` links off the queue, the longest waiting first. Each goes to one caller only. A first link comes
   * once more where nothing was reported within a day after the window; a reminder comes once for ever. A portal gets
   * links about transactions that it sent itself, or that came from no portal.
   *
   * Refusals: `INVALID_NUMBER`, `TOO_MANY_REFERENCES`, `UNKNOWN_SERVICE`, `AMBIGUOUS_SERVICE`.
   *
   * @throws AccessDenied unless the actor may hand over links.
   */
  async take(actor: Actor, request: DueRequest): Promise<DueInvitations | Refusal> {
    this.access.require(actor, "links.handOver");
    const { first, references } = request;
    if (!Number.isInteger(first) || first < 1 || first > MOST) return new Refusal("INVALID_NUMBER", `first must be from 1 to ${String(MOST)}.`, ["first"], [], { minimum: 1, maximum: MOST });
    if ((references?.length ?? 0) > MOST_REFERENCES) return new Refusal("TOO_MANY_REFERENCES", `Ask with at most ${String(MOST_REFERENCES)} references.`, ["references"]);
    return this.units.write(async (unit) => {
      const now = this.clock();
      const service = (await this.services.reportable(unit, actor, [request.service], now)).get(request.service);
      if (service === undefined || service instanceof Refusal) return service ?? new Refusal("UNKNOWN_SERVICE", "No such service.", ["service"]);
      const window = await this.windowOf(unit, service, now);
      if (service.surveyPolicy === "NEVER") return { window, items: [], more: false };
      const named = await this.named(unit, service, references);
      const query = { serviceId: service.id, now, usedAt: window.notBefore, transactionIds: named === null ? null : [...named.keys()], limit: first + 1 };
      const due = await this.theirs(unit, actor, query);
      const lease = new Date(window.notAfter.getTime() + DAY_MS);
      const offers = due.slice(0, first).sort((a, b) => (a.id < b.id ? -1 : 1));
      const won = await takeInvitations(unit, offers.map((invitation) => ({ serviceId: service.id, id: invitation.id, ...handedOver(invitation, now, lease) })), now);
      const items = due.slice(0, first).filter(({ id }) => won.has(id));
      await renewLinks(unit, this.tokens, items, new Map([[service.id, service]]));
      if (actor.kind !== "portal") await this.audit.record(unit, actor, "invitationsDue", { service: request.service, items: items.length });
      return { window, items: items.map((invitation) => this.due(invitation, service, named?.get(invitation.transactionId) ?? null)), more: due.length > first };
    });
  }

  /** As many links as wanted, of an actor's own: of a portal those about what it sent itself, or no portal did. */
  private async theirs(unit: UnitOfWork, actor: Actor, query: Omit<DueQuery, "after">): Promise<readonly Invitation[]> {
    const found: Invitation[] = [];
    for (let page: readonly Invitation[] | undefined; found.length < query.limit && (page === undefined || page.length === query.limit); ) {
      page = await readInvitationsDue(unit, { ...query, after: page?.at(-1) ?? null });
      const senders = actor.kind === "portal" ? await this.transactions.senders(unit, query.serviceId, page.map(({ transactionId }) => transactionId)) : undefined;
      found.push(...page.filter(({ transactionId }) => actor.kind !== "portal" || (senders?.get(transactionId) ?? actor.portalId) === actor.portalId));
    }
    return found.slice(0, query.limit);
  }

  private async windowOf(unit: UnitOfWork, { timeZone }: ServiceFacts, now: Date): Promise<SendingWindow> {
    const today = localDay(now, timeZone);
    const periods = await this.catalogue.namedPeriods(unit, { from: addDays(today, -1), to: addDays(today, 7) });
    return sendingWindow(now, this.settings.sendingHours, { timeZone, periods });
  }

  /** References by transaction id. */
  private async named(unit: UnitOfWork, { id }: ServiceFacts, references: readonly string[] | null): Promise<ReadonlyMap<string, string> | null> {
    if (references === null) return null;
    const transactions = await this.transactions.held(unit, id, [...new Set(references)]);
    return new Map([...transactions].map(([reference, transaction]) => [transaction.id, reference]));
  }

  private due(invitation: Invitation, service: ServiceFacts, reference: string | null): DueInvitation {
    const { id, moment, expiresAt, language, transactionId } = invitation;
    const kind = invitation.dueKind ?? "FIRST";
    const token = this.tokens.tokenOf(service.number, service.id, id);
    const url = `${this.settings.publicUrl}/s/${token}`;
    const facts = { kind, moment, surveyPolicy: service.surveyPolicy, language, service: service.names, agency: service.agencyNames, url };
    return { receipt: transactionId, reference, kind, moment, token, url, expiresAt, language, messages: messagesOf(this.settings.textOf(messageKey(facts)), facts) };
  }
}
