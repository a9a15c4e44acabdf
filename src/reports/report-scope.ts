import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import { ambiguousService } from "../catalogue/domain/ambiguous-service";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import { textProblem } from "../shared/clean-text";
import { notFound, Refusal } from "../shared/refusal";
import { LONGEST_NAME } from "./domain/report-filter";

/** Turns an actor and the names in a filter into the services a report is about. What is not yours looks as if it did not exist. */
export class ReportScope {
  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly access: Access,
  ) {}

  /**
   * Ids of the services, in the order in which they entered the catalogue. Refusals: `NOT_FOUND` for a name that leads to
   * nothing of the actor's, `AMBIGUOUS_SERVICE` for a bare code that several of the actor's agencies use.
   */
  async services(
    unit: UnitOfWork,
    actor: Actor,
    filter: { readonly agencies?: readonly string[] | undefined; readonly services?: readonly string[] | undefined },
  ): Promise<readonly string[] | Refusal> {
    const strangeAgency = await this.strangeAgency(unit, actor, filter.agencies ?? []);
    if (strangeAgency !== undefined) return strangeAgency;
    const named = filter.services === undefined ? undefined : await this.named(unit, actor, filter.services);
    if (named instanceof Refusal) return named;
    const visible = await this.catalogue.visibleServices(unit, actor, filter.agencies === undefined ? {} : { agencies: filter.agencies });
    const wanted = named === undefined ? visible : visible.filter((id) => named.has(id));
    return [...wanted].sort();
  }

  /** The one service of this name that the actor may see. Refusals as above, with the path `service`. */
  async service(unit: UnitOfWork, actor: Actor, name: string): Promise<string | Refusal> {
    if (textProblem(name, LONGEST_NAME) !== undefined) return notFound("service", ["service"]);
    const named = await this.named(unit, actor, [name]);
    if (named instanceof Refusal) return new Refusal(named.code, named.message, ["service"]);
    return [...named][0] ?? notFound("service", ["service"]);
  }

  /** The same with what the catalogue says of it. */
  async facts(unit: UnitOfWork, actor: Actor, name: string): Promise<ServiceFacts | Refusal> {
    const serviceId = await this.service(unit, actor, name);
    if (serviceId instanceof Refusal) return serviceId;
    return (await this.catalogue.services(unit, [serviceId])).get(serviceId) ?? notFound("service", ["service"]);
  }

  private async strangeAgency(unit: UnitOfWork, actor: Actor, codes: readonly string[]): Promise<Refusal | undefined> {
    for (const [index, code] of codes.entries()) {
      const agencyId = await this.catalogue.agency(unit, code);
      if (agencyId === undefined) return notFound("agency", ["agencies", index]);
      if (this.access.covers(actor, { agencyId })) continue;
      // An owner of some of its services sees those.
      const visible = await this.catalogue.visibleServices(unit, actor, { agencies: [code] });
      if (visible.length === 0) return notFound("agency", ["agencies", index]);
    }
    return undefined;
  }

  private async named(unit: UnitOfWork, actor: Actor, names: readonly string[]): Promise<ReadonlySet<string> | Refusal> {
    const found = await this.catalogue.named(unit, names);
    // A code that several agencies use may still mean one thing to this actor.
    const candidates = [...found.values()].flatMap((service) => (service.found === "SEVERAL" ? service.candidates : []));
    const inFull = await this.catalogue.named(unit, candidates);
    const visible = new Set(await this.catalogue.visibleServices(unit, actor, { services: [...names] }));
    const ids = new Set<string>();
    for (const [index, name] of names.entries()) {
      const service = found.get(name) ?? { found: "NONE" };
      const meant = service.found === "SEVERAL" ? service.candidates : [name];
      const own = meant.flatMap((candidate) => {
        const one = service.found === "SEVERAL" ? inFull.get(candidate) : service;
        return one?.found === "ONE" && visible.has(one.serviceId) ? [{ candidate, id: one.serviceId }] : [];
      });
      if (own.length > 1) {
        const full = own.map(({ candidate }) => candidate);
        return ambiguousService(full, ["services", index]);
      }
      const [only] = own;
      if (only === undefined) return notFound("service", ["services", index]);
      ids.add(only.id);
    }
    return ids;
  }
}
