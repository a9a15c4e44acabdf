import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import { ambiguousService } from "../catalogue/domain/ambiguous-service";
import { isGranted } from "../catalogue/domain/grant";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import { notFound, Refusal } from "../shared/refusal";

/** Finds the service that somebody means, among those that are theirs. */
export class SurveyedServices {
  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly access: Access,
  ) {}

  /** A service of the actor's own. Refusals: `NOT_FOUND`, `AMBIGUOUS_SERVICE` (several of their own have the code). */
  async own(unit: UnitOfWork, actor: Actor, name: string): Promise<ServiceFacts | Refusal> {
    const found = (await this.meant(unit, [name])).get(name) ?? [];
    return onlyOne(found.filter(({ id, agencyId }) => this.access.covers(actor, { agencyId, serviceId: id })), notFound("service", ["service"]));
  }

  /**
   * The services that an actor may report answers about: a portal those it holds a grant for today, others all. One
   * answer per distinct name. Refusals: `UNKNOWN_SERVICE`, `AMBIGUOUS_SERVICE`.
   */
  async reportable(unit: UnitOfWork, actor: Actor, names: readonly string[], now: Date): Promise<ReadonlyMap<string, ServiceFacts | Refusal>> {
    const meant = await this.meant(unit, names);
    const allowed = await this.allowed(unit, actor, [...meant.values()].flat(), now);
    const unknown = new Refusal("UNKNOWN_SERVICE", "No such service, or it may not be reported with this key.", ["service"]);
    return new Map([...meant].map(([name, services]) => [name, onlyOne(services.filter(({ id }) => allowed.has(id)), unknown)]));
  }

  /** Of services named by their ids, those that an actor may report answers and deliveries about. */
  async reportableIds(unit: UnitOfWork, actor: Actor, ids: readonly string[], now: Date): Promise<ReadonlySet<string>> {
    return this.allowed(unit, actor, [...(await this.catalogue.services(unit, ids)).values()], now);
  }

  private async allowed(unit: UnitOfWork, actor: Actor, services: readonly ServiceFacts[], now: Date): Promise<ReadonlySet<string>> {
    if (actor.kind !== "portal") return new Set(services.map(({ id }) => id));
    const grants = await this.catalogue.grants(unit, actor.portalId, services.map(({ id }) => id));
    return new Set(services.filter((service) => isGranted(service, grants, now)).map(({ id }) => id));
  }

  /** Every service that a name may mean. */
  private async meant(unit: UnitOfWork, names: readonly string[]): Promise<ReadonlyMap<string, readonly ServiceFacts[]>> {
    const named = await this.catalogue.named(unit, names);
    const candidates = [...named.values()].flatMap((entry) => (entry.found === "SEVERAL" ? entry.candidates : []));
    const exact = candidates.length === 0 ? new Map<string, never>() : await this.catalogue.named(unit, candidates);
    const idsOf = (name: string): readonly string[] => {
      const entry = named.get(name) ?? exact.get(name);
      if (entry?.found === "SEVERAL") return entry.candidates.flatMap(idsOf);
      return entry?.found === "ONE" ? [entry.serviceId] : [];
    };
    const facts = await this.catalogue.services(unit, [...new Set(names.flatMap(idsOf))]);
    return new Map([...new Set(names)].map((name) => [name, idsOf(name).flatMap((id) => facts.get(id) ?? [])]));
  }
}

function onlyOne(services: readonly ServiceFacts[], none: Refusal): ServiceFacts | Refusal {
  const [first, second] = services;
  if (first === undefined) return none;
  if (second === undefined) return first;
  return ambiguousService(services.map(({ agencyCode, code }) => `${agencyCode}/${code}`));
}
