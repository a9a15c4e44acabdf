import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import { notFound, Refusal } from "../shared/refusal";
import type { Survey, SurveyScope } from "./domain/survey";
import type { SurveyedServices } from "./surveyed-services.service";

/** For whom somebody means a survey. */
export interface NamedScope {
  readonly scope: SurveyScope;
  /** `CODE` or `AGENCY/CODE`, where it is for a service. */
  readonly service: string | null;
  /** Code of the agency, where it is for all its services. */
  readonly agency: string | null;
}

/** A survey with the name of its service or its agency; null for a wider one. */
export interface NamedSurvey extends Survey {
  readonly service: string | null;
  readonly agency: string | null;
}

/** A scope that was found, and is the actor's to decide for. */
export interface OwnScope {
  readonly key: Pick<Survey, "serviceId" | "agencyId">;
  readonly named: Pick<NamedSurvey, "service" | "agency">;
  /** Null: more than one. */
  readonly service: ServiceFacts | null;
  /** The agency whose own instruments it may ask; null: none. */
  readonly instrumentsOf: string | null;
  /** Where its days begin; several agencies have none in common. */
  readonly timeZone: string;
}

/** Finds for whom somebody wants to decide what is asked. */
export class SurveyScopes {
  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly services: SurveyedServices,
    private readonly access: Access,
  ) {}

  /**
   * The scope, where it is the actor's own. Refusals: `SCOPE_UNCLEAR` (the name does not fit the scope), `NOT_FOUND`,
   * `AMBIGUOUS_SERVICE`.
   *
   * @throws AccessDenied for the nation, unless the actor governs surveys
   */
  async own(unit: UnitOfWork, actor: Actor, { scope, service, agency }: NamedScope): Promise<OwnScope | Refusal> {
    const unclear = unclearName({ scope, service, agency });
    if (unclear !== undefined) return unclear;
    if (service !== null) return this.ofService(unit, actor, service);
    if (agency !== null) return this.ofAgency(unit, actor, agency);
    this.access.require(actor, "surveys.govern");
    return { key: { serviceId: null, agencyId: null }, named: { service: null, agency: null }, service: null, instrumentsOf: null, timeZone: "UTC" };
  }

  private async ofService(unit: UnitOfWork, actor: Actor, name: string): Promise<OwnScope | Refusal> {
    const service = await this.services.own(unit, actor, name);
    if (service instanceof Refusal) return service;
    const named = { service: `${service.agencyCode}/${service.code}`, agency: null };
    return { key: { serviceId: service.id, agencyId: null }, named, service, instrumentsOf: service.agencyId, timeZone: service.timeZone };
  }

  private async ofAgency(unit: UnitOfWork, actor: Actor, code: string): Promise<OwnScope | Refusal> {
    const agencyId = await this.catalogue.agency(unit, code);
    if (agencyId === undefined || !this.access.covers(actor, { agencyId })) return notFound("agency", ["agency"]);
    return { key: { serviceId: null, agencyId }, named: { service: null, agency: code }, service: null, instrumentsOf: agencyId, timeZone: "UTC" };
  }
}

function unclearName({ scope, service, agency }: NamedScope): Refusal | undefined {
  if ((service !== null) !== (scope === "SERVICE")) return new Refusal("SCOPE_UNCLEAR", "Name a service for a survey of one service, and only for that.", ["service"]);
  if ((agency !== null) !== (scope === "AGENCY")) return new Refusal("SCOPE_UNCLEAR", "Name an agency for a survey of all its services, and only for that.", ["agency"]);
  return undefined;
}
