import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import { type Page, pageOfRows, type PageRequest } from "../shared/page";
import type { Refusal } from "../shared/refusal";
import type { CatalogueLookup } from "./catalogue.lookup";
import type { Agency } from "./domain/agency";
import { ambiguousService } from "./domain/ambiguous-service";
import type { NamedPeriod } from "./domain/calendar";
import { isCode } from "./domain/code";
import type { Portal } from "./domain/portal";
import type { Procedure } from "./domain/procedure";
import type { Service } from "./domain/service";
import { readAgenciesByCode } from "./storage/agencies-by-code.view";
import { readAgenciesPage } from "./storage/agencies-page.view";
import { readNamedPeriodsPage } from "./storage/named-periods-page.view";
import { readPortalsPage } from "./storage/portals-page.view";
import { readServicesById } from "./storage/services-by-id.view";
import { type ListedService, readServicesPage } from "./storage/services-page.view";
import { readUntranslatedServices } from "./storage/untranslated-services.view";

/** Finds things in the catalogue, which is open to everyone signed in; portals and drafts are not. */
export class BrowseCatalogueService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly lookup: CatalogueLookup,
    private readonly access: Access,
  ) {}

  /** Agencies by code; key of a row: its code. */
  async agencies(actor: Actor, page: PageRequest): Promise<Page<Agency>> {
    this.access.require(actor, "catalogue.read");
    return pageOfRows<Agency>(await this.units.single((unit) => readAgenciesPage(unit, page)), page.first, "id");
  }

  /** The agency with this code; null where there is none. */
  async agency(actor: Actor, code: string): Promise<Agency | null> {
    this.access.require(actor, "catalogue.read");
    if (!isCode(code)) return null;
    const [agency] = await this.units.single((unit) => readAgenciesByCode(unit, [code]));
    return agency ?? null;
  }

  /** Services by agency and code, of one agency or of all; key of a row: `AGENCY/CODE`. */
  async services(actor: Actor, page: PageRequest, agencyCode: string | null): Promise<Page<ListedService>> {
    this.access.require(actor, "catalogue.read");
    if (agencyCode !== null && !isCode(agencyCode)) return { rows: [], hasNextPage: false, totalCount: 0 };
    return pageOfRows<ListedService>(await this.units.single((unit) => readServicesPage(unit, page, agencyCode)), page.first, "id");
  }

  /**
   * The service with this name, `CODE` or `AGENCY/CODE`. Null where there is none; refused with `AMBIGUOUS_SERVICE` and
   * the candidates where several agencies use the code.
   */
  async service(actor: Actor, name: string): Promise<Service | Refusal | null> {
    this.access.require(actor, "catalogue.read");
    const named = await this.units.single(async (unit) => (await this.lookup.named(unit, [name])).get(name));
    if (named?.found === "SEVERAL") {
      return ambiguousService(named.candidates, ["code"]);
    }
    if (named?.found !== "ONE") return null;
    const [service] = await this.units.single((unit) => readServicesById(unit, [named.serviceId]));
    return service ?? null;
  }

  /** Services with a text that lacks Arabic or English: an owner's own, else everybody's. Key of a row: `AGENCY/CODE`. */
  async untranslated(actor: Actor, page: PageRequest): Promise<Page<ListedService>> {
    this.access.require(actor, "catalogue.read");
    const scope = actor.kind === "owner" ? { agencyId: actor.agencyId, serviceIds: actor.serviceIds ?? null } : { agencyId: null, serviceIds: null };
    return pageOfRows<ListedService>(await this.units.single((unit) => readUntranslatedServices(unit, page, scope)), page.first, "id");
  }

  /** Portals by code, with what they may report: all of them for the office and the administration, its own for a portal, none for others. */
  async portals(actor: Actor, page: PageRequest): Promise<Page<Portal>> {
    this.access.require(actor, "catalogue.read");
    if (actor.kind === "owner") return { rows: [], hasNextPage: false, totalCount: 0 };
    const only = actor.kind === "portal" ? actor.portalId : null;
    return pageOfRows<Portal>(await this.units.single((unit) => readPortalsPage(unit, page, only)), page.first, "id");
  }

  /** Named periods by code; key of a row: its code. */
  async namedPeriods(actor: Actor, page: PageRequest): Promise<Page<NamedPeriod>> {
    this.access.require(actor, "catalogue.read");
    return pageOfRows<NamedPeriod>(await this.units.single((unit) => readNamedPeriodsPage(unit, page)), page.first, "code");
  }

  /** Of a service's versions, those the actor may see: a draft is its owner's and the office's. */
  visibleProcedures(actor: Actor, service: Pick<Service, "id" | "agencyId">, procedures: readonly Procedure[]): readonly Procedure[] {
    this.access.require(actor, "catalogue.read");
    if (this.access.covers(actor, { agencyId: service.agencyId, serviceId: service.id })) return procedures;
    return procedures.filter((procedure) => procedure.state !== "DRAFT");
  }
}
