import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { Refusal } from "../shared/refusal";
import { countedOnce } from "./domain/counted-invitations";
import { type Delivery, reported, saysMore } from "./domain/hand-over";
import type { InvitationCount, SurveyTallyDeltas } from "./ports/tally-deltas";
import { type KeptDelivery, keepDeliveries } from "./storage/keep-deliveries";
import { type LinkedInvitation, lockInvitations } from "./storage/lock-invitations";
import type { SurveyTokens } from "./survey-tokens.service";
import type { SurveyedServices } from "./surveyed-services.service";

/** What became of one message. */
export interface DeliveryReport {
  /** The token, or the whole link as it was sent. */
  readonly link: string;
  readonly state: Delivery;
}

/** What came of one report. `DUPLICATE`: this, or more, was known. */
export type DeliveryResult = { readonly status: "RECORDED" | "DUPLICATE" } | { readonly status: "REJECTED"; readonly refusal: Refusal };

const ITEM_LIMIT = 1_000;

/** A link that may be reported about: with the places of the reports about it, and what it says itself. */
interface Named {
  readonly token: string;
  readonly id: string;
  readonly serviceId: string;
  readonly index: number;
  readonly state: Delivery;
}

/** Takes what portals say became of the messages they sent. */
export class ReportDeliveryService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly services: SurveyedServices,
    private readonly catalogue: Pick<CatalogueLookup, "numbered">,
    private readonly tokens: SurveyTokens,
    private readonly deltas: SurveyTallyDeltas,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * One result per item, in order, all in one unit of work; a bad item does not hold up its neighbours. Reports may come
   * late, twice and in any order: of a link the furthest counts (`SENT` < `FAILED` < `DELIVERED`), once, whether it was
   * answered meanwhile or not.
   *
   * Refuses the call with `EMPTY_BATCH` or `BATCH_TOO_LARGE`, an item with `NOT_FOUND`: for a link that is none, and in the
   * same words for one of a service that is not the portal's.
   *
   * @throws AccessDenied unless the actor may hand over links.
   */
  async report(actor: Actor, items: readonly DeliveryReport[]): Promise<readonly DeliveryResult[] | Refusal> {
    this.access.require(actor, "links.handOver");
    if (items.length === 0) return new Refusal("EMPTY_BATCH", "A batch holds at least one item.", ["items"]);
    if (items.length > ITEM_LIMIT) return new Refusal("BATCH_TOO_LARGE", `A batch holds at most ${String(ITEM_LIMIT)} items.`, ["items"]);
    return this.units.write(async (unit) => {
      const results = new Map<number, DeliveryResult>();
      const byService = new Map<string, Named[]>();
      for (const named of await this.name(unit, actor, items)) byService.set(named.serviceId, [...(byService.get(named.serviceId) ?? []), named]);
      for (const serviceId of [...byService.keys()].sort()) await this.keep(unit, serviceId, byService.get(serviceId) ?? [], results);
      if (actor.kind !== "portal") await this.audit.record(unit, actor, "reportDelivery", { items: items.length });
      return items.map((_, index) => results.get(index) ?? { status: "REJECTED", refusal: NO_SUCH_LINK.under("items", index) });
    });
  }

  /** The reports whose links name a service that the actor may report about. */
  private async name(unit: UnitOfWork, actor: Actor, items: readonly DeliveryReport[]): Promise<readonly Named[]> {
    const read = items.map(({ link, state }, index) => {
      const token = link.trim().split("/").at(-1) ?? "";
      return { token, index, state, ...this.tokens.read(token) };
    });
    const numbers = new Map<number, string | undefined>();
    for (const { serviceNumber } of read) if (!numbers.has(serviceNumber)) numbers.set(serviceNumber, await this.catalogue.numbered(unit, serviceNumber));
    const allowed = await this.services.reportableIds(unit, actor, [...numbers.values()].filter((id) => id !== undefined), this.clock());
    return read.flatMap(({ token, index, state, invitationId, serviceNumber }) => {
      const serviceId = numbers.get(serviceNumber);
      return serviceId !== undefined && allowed.has(serviceId) ? [{ token, id: invitationId, serviceId, index, state }] : [];
    });
  }

  private async keep(unit: UnitOfWork, serviceId: string, reports: readonly Named[], results: Map<number, DeliveryResult>): Promise<void> {
    const locked = await lockInvitations(unit, serviceId, [...new Set(reports.map(({ id }) => id))]);
    const before = new Map(locked.map((invitation) => [invitation.id, invitation]));
    const known = new Map<string, Delivery | null>(locked.map(({ id, delivery }) => [id, delivery]));
    for (const { id, token, state, index } of reports) {
      if (!this.tokens.matches(token, before.get(id)?.tokenDigest)) continue;
      const news = saysMore(state, known.get(id) ?? null);
      if (news) known.set(id, state);
      results.set(index, { status: news ? "RECORDED" : "DUPLICATE" });
    }
    const changed = locked.flatMap((invitation): { invitation: LinkedInvitation; kept: KeptDelivery }[] => {
      const delivery = known.get(invitation.id) ?? null;
      return delivery === null || delivery === invitation.delivery ? [] : [{ invitation, kept: { serviceId, id: invitation.id, delivery, ...reported(invitation, delivery) } }];
    });
    await keepDeliveries(unit, changed.map(({ kept }) => kept));
    // What was taken back counts no more; replaced, it is counted again with what is known of it.
    const counts = changed.filter(({ invitation, kept }) => kept.delivery === "DELIVERED" && invitation.state !== "WITHDRAWN" && !invitation.panel).map(({ invitation }): InvitationCount => countedOnce(invitation, "DELIVERED", 1));
    if (counts.length > 0) await this.deltas.invitationsCounted(unit, counts);
  }
}

const NO_SUCH_LINK = new Refusal("NOT_FOUND", "No such link, or it is not yours.", ["link"]);
