import type { UnitOfWork } from "../database/unit-of-work";
import type { Actor } from "../security/actor";
import type { NamedService } from "./domain/resolve-names";
import type { DeclaredSignal, ServiceFacts } from "./domain/service-facts";
import type { StatusMeaning } from "./domain/status-meaning";

export type { NamedService } from "./domain/resolve-names";
export type { StatusMeaning } from "./domain/status-meaning";

/** What other modules may ask of the catalogue. */
export interface CatalogueLookup {
  /** Services by the name callers use: `CODE` or `AGENCY/CODE`. One entry per distinct name. */
  named(unit: UnitOfWork, names: readonly string[]): Promise<ReadonlyMap<string, NamedService>>;
  /** Everything the modules downstream need to know; unknown ids are left out. */
  services(unit: UnitOfWork, serviceIds: readonly string[]): Promise<ReadonlyMap<string, ServiceFacts>>;
  /** The service with this nationwide number, as survey tokens name it. */
  numbered(unit: UnitOfWork, number: number): Promise<string | undefined>;
  /** Of these services, those that the portal holds a grant for on the day. */
  granted(unit: UnitOfWork, portalId: string, serviceIds: readonly string[], day: string): Promise<ReadonlySet<string>>;
  declaredSignals(unit: UnitOfWork, portalId: string, serviceIds: readonly string[]): Promise<ReadonlyMap<string, readonly DeclaredSignal[]>>;
  /** Touchpoint ids by code, of the agency. */
  touchpoints(unit: UnitOfWork, agencyId: string, codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  statusMeanings(unit: UnitOfWork, serviceId: string): Promise<ReadonlyMap<string, StatusMeaning>>;
  /** The services whose figures an actor may see, out of those named by the filter (undefined: no filter). Owners see their own; office, admin, operator and system all; a portal none. */
  visibleServices(unit: UnitOfWork, actor: Actor, filter: { readonly agencies?: readonly string[]; readonly services?: readonly string[] }): Promise<readonly string[]>;
  /** Id of the agency with this code. */
  agency(unit: UnitOfWork, code: string): Promise<string | undefined>;
  /** Id of the portal with this code. */
  portal(unit: UnitOfWork, code: string): Promise<string | undefined>;
}
