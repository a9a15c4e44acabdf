import type { UnitOfWork } from "../database/unit-of-work";
import type { Actor } from "../security/actor";
import type { CatalogueLookup, MeasuredSignal, NamedService, NamesOfService, ReportingPortal, StatusMeaning, StepTraits, StepVersion, TraitsWanted, VersionsWanted } from "./catalogue.lookup";
import type { Period } from "../shared/period";
import { Remembered } from "../shared/remembered";
import type { AgencyForPeople } from "./domain/agency-for-people";
import type { NamedPeriod } from "./domain/calendar";
import { isCode } from "./domain/code";
import type { DeclaredVolume } from "./domain/declared-volume";
import type { CalendarRevision, EffectiveCalendar, NewestCalendar } from "./domain/effective-calendar";
import type { Grant } from "./domain/grant";
import { resolveNames, serviceCodeOf } from "./domain/resolve-names";
import type { DeclaredSignal, ProcedureFacts, ServiceFacts } from "./domain/service-facts";
import type { StepDemand } from "./domain/step-demand";
import type { Signal } from "./domain/signal";
import type { Touchpoint } from "./domain/touchpoint";
import { turnOf } from "./domain/turn";
import { readAgencyIds } from "./storage/agency-ids.view";
import { readCalendarRevisions } from "./storage/calendar-revisions.view";
import { readDeclaredSignals } from "./storage/declared-signals.view";
import { readAgencyForPeople } from "./storage/agency-for-people.view";
import { readEmbedOrigins } from "./storage/embed-origins.view";
import { readGrantsOfServices } from "./storage/grants-of-services.view";
import { readNamedPeriodsWithin } from "./storage/named-periods-within.view";
import { readMeasuredSignals } from "./storage/measured-signals.view";
import { readNewestCalendars } from "./storage/newest-calendars.view";
import { readPortalId } from "./storage/portal-id.view";
import { readPortalsOfServices } from "./storage/portals-of-services.view";
import { type ProcedureFactsRow, readProcedureFacts } from "./storage/procedure-facts.view";
import { readServiceByNumber } from "./storage/service-by-number.view";
import { readServiceFacts } from "./storage/service-facts.view";
import { readServiceNames } from "./storage/service-names.view";
import { readServicesByCode } from "./storage/services-by-code.view";
import { readSignalsOfServices } from "./storage/signals-of-services.view";
import { readStatusMeanings } from "./storage/status-meanings.view";
import { readStepDemands } from "./storage/step-demands.view";
import { readStepTraits } from "./storage/step-traits.view";
import { readStepVersions } from "./storage/step-versions.view";
import { readTouchpoint } from "./storage/touchpoint-by-id.view";
import { readTouchpointIds } from "./storage/touchpoint-ids.view";
import { readVisibleServices } from "./storage/visible-services.view";
import { readVolumesOfServices } from "./storage/volumes-of-services.view";

/** Versions of procedures kept in memory; more than a nation has. */
const REMEMBERED = 20_000;

/** The catalogue as it stands in the database; each question costs one or two statements, however many services it names. */
export class StoredCatalogueLookup implements CatalogueLookup {
  /** What was published never changes, so it is read once. */
  private readonly procedures = new Remembered<ProcedureFacts>(REMEMBERED);

  /** What a unit of work has asked already: several modules ask for the same services in one. */
  private readonly known = new WeakMap<UnitOfWork, Map<string, ServiceFacts>>();

  async named(unit: UnitOfWork, names: readonly string[]): Promise<ReadonlyMap<string, NamedService>> {
    const codes = [...new Set(names.map(serviceCodeOf))].filter(isCode);
    return resolveNames(names, codes.length === 0 ? [] : await readServicesByCode(unit, codes));
  }

  async services(unit: UnitOfWork, serviceIds: readonly string[]): Promise<ReadonlyMap<string, ServiceFacts>> {
    const known = this.known.get(unit) ?? new Map<string, ServiceFacts>();
    this.known.set(unit, known);
    const unknown = serviceIds.filter((id) => !known.has(id));
    if (unknown.length > 0) for (const service of await this.readServices(unit, unknown)) known.set(service.id, service);
    return new Map(serviceIds.flatMap((id) => known.get(id) ?? []).map((service) => [service.id, service]));
  }

  async namesOf(unit: UnitOfWork, serviceIds: readonly string[]): Promise<readonly NamesOfService[]> {
    return serviceIds.length === 0 ? [] : readServiceNames(unit, serviceIds);
  }

  async stepTraits(unit: UnitOfWork, serviceIds: readonly string[], wanted: TraitsWanted): Promise<readonly StepTraits[]> {
    return serviceIds.length === 0 ? [] : readStepTraits(unit, serviceIds, wanted);
  }

  async stepVersions(unit: UnitOfWork, serviceIds: readonly string[], wanted: VersionsWanted): Promise<readonly StepVersion[]> {
    return serviceIds.length === 0 ? [] : readStepVersions(unit, serviceIds, wanted);
  }

  async demands(unit: UnitOfWork, serviceIds: readonly string[]): Promise<readonly StepDemand[]> {
    return serviceIds.length === 0 ? [] : readStepDemands(unit, serviceIds);
  }

  async numbered(unit: UnitOfWork, number: number): Promise<string | undefined> {
    return readServiceByNumber(unit, number);
  }

  async grants(unit: UnitOfWork, portalId: string, serviceIds: readonly string[]): Promise<readonly Grant[]> {
    return serviceIds.length === 0 ? [] : readGrantsOfServices(unit, portalId, serviceIds);
  }

  async declaredSignals(unit: UnitOfWork, portalId: string, serviceIds: readonly string[]): Promise<ReadonlyMap<string, readonly DeclaredSignal[]>> {
    const signals = new Map<string, DeclaredSignal[]>(serviceIds.map((id) => [id, []]));
    if (serviceIds.length === 0) return signals;
    for (const { serviceId, ...signal } of await readDeclaredSignals(unit, portalId, serviceIds)) signals.get(serviceId)?.push(signal);
    return signals;
  }

  async measuredSignals(unit: UnitOfWork, serviceIds: readonly string[], period: Period): Promise<ReadonlyMap<string, ReadonlySet<Signal>>> {
    const signals = new Map<string, Set<Signal>>(serviceIds.map((id) => [id, new Set<Signal>()]));
    if (serviceIds.length === 0) return signals;
    for (const { serviceId, signal } of await readMeasuredSignals(unit, serviceIds, period)) signals.get(serviceId)?.add(signal);
    return signals;
  }

  async touchpoint(unit: UnitOfWork, id: string): Promise<Touchpoint | undefined> {
    return readTouchpoint(unit, id);
  }

  async forPeople(unit: UnitOfWork, agencyId: string): Promise<AgencyForPeople> {
    return readAgencyForPeople(unit, agencyId);
  }

  async embedOrigins(unit: UnitOfWork, agencyId: string): Promise<readonly string[]> {
    return readEmbedOrigins(unit, agencyId);
  }

  async touchpoints(unit: UnitOfWork, agencyId: string, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const known = codes.filter(isCode);
    if (known.length === 0) return new Map();
    return new Map((await readTouchpointIds(unit, agencyId, known)).map(({ code, id }) => [code, id]));
  }

  async statusMeanings(unit: UnitOfWork, serviceId: string): Promise<ReadonlyMap<string, StatusMeaning>> {
    return new Map((await readStatusMeanings(unit, serviceId)).map((meaning) => [meaning.status, meaning]));
  }

  async visibleServices(unit: UnitOfWork, actor: Actor, filter: { readonly agencies?: readonly string[]; readonly services?: readonly string[] }): Promise<readonly string[]> {
    const named = { agencyCodes: filter.agencies?.filter(isCode), serviceNames: filter.services?.filter((name) => name.split("/").every(isCode)) };
    switch (actor.kind) {
      case "office":
      case "admin":
      case "operator":
      case "system":
        return readVisibleServices(unit, named);
      case "owner":
        return readVisibleServices(unit, { ...named, agencyId: actor.agencyId, serviceIds: actor.serviceIds });
      case "portal":
      case "anonymous":
        return [];
    }
  }

  async calendars(unit: UnitOfWork, revisions: readonly CalendarRevision[]): Promise<readonly EffectiveCalendar[]> {
    const key = ({ agencyId, revision }: CalendarRevision): string => `${agencyId} ${String(revision)}`;
    const found = new Map((revisions.length === 0 ? [] : await readCalendarRevisions(unit, revisions)).map((row) => [key(row), row.content]));
    return revisions.map((wanted) => {
      const content = found.get(key(wanted));
      if (content === undefined) throw new Error(`No revision ${String(wanted.revision)} of the calendar of agency ${wanted.agencyId}.`);
      return content;
    });
  }

  async newestCalendars(unit: UnitOfWork): Promise<readonly NewestCalendar[]> {
    return readNewestCalendars(unit);
  }

  async namedPeriods(unit: UnitOfWork, period: Period): Promise<readonly NamedPeriod[]> {
    return readNamedPeriodsWithin(unit, period);
  }

  async agency(unit: UnitOfWork, code: string): Promise<string | undefined> {
    return isCode(code) ? (await readAgencyIds(unit, [code])).get(code) : undefined;
  }

  async portal(unit: UnitOfWork, code: string): Promise<string | undefined> {
    return isCode(code) ? readPortalId(unit, code) : undefined;
  }

  async portalsOf(unit: UnitOfWork, serviceIds: readonly string[], day: string): Promise<readonly ReportingPortal[]> {
    return serviceIds.length === 0 ? [] : readPortalsOfServices(unit, serviceIds, day);
  }

  async signalsOf(unit: UnitOfWork, serviceIds: readonly string[], day: string): Promise<readonly MeasuredSignal[]> {
    return serviceIds.length === 0 ? [] : readSignalsOfServices(unit, serviceIds, day);
  }

  async volumesOf(unit: UnitOfWork, serviceIds: readonly string[]): Promise<readonly (DeclaredVolume & { readonly serviceId: string })[]> {
    return serviceIds.length === 0 ? [] : readVolumesOfServices(unit, serviceIds);
  }

  private async readServices(unit: UnitOfWork, serviceIds: readonly string[]): Promise<readonly ServiceFacts[]> {
    const services = await readServiceFacts(unit, serviceIds);
    const procedures = await this.procedures.all(
      services.flatMap(({ versionKeys }) => versionKeys),
      async (unknown) => new Map((await readProcedureFacts(unit, unknown)).map((row) => [row.versionKey, toFacts(row)])),
    );
    return services.map(({ versionKeys, ...service }) => ({ ...service, procedures: versionKeys.flatMap((key) => procedures.get(key) ?? []) }));
  }
}

function toFacts({ versionKey: _, steps, ...procedure }: ProcedureFactsRow): ProcedureFacts {
  return { ...procedure, steps: steps.map(({ responsibleParty, ...step }) => ({ ...step, turn: turnOf({ ...step, responsibleParty }) })) };
}
