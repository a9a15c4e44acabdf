import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import { groupsInOrder, inOrder } from "../shared/in-order";
import { type NestedPageRequest, nestedPages, type Page } from "../shared/page";
import type { StatusMeaning } from "./catalogue.lookup";
import type { Agency } from "./domain/agency";
import type { Holiday, WorkingCalendar } from "./domain/calendar";
import { DEFAULT_HOURS } from "./domain/check-hours";
import type { DeclaredVolume } from "./domain/declared-volume";
import type { Persona } from "./domain/persona";
import type { Procedure, ProcessStep, Stage } from "./domain/procedure";
import type { Segment } from "./domain/segment";
import type { Service } from "./domain/service";
import type { Touchpoint } from "./domain/touchpoint";
import { readAgenciesById } from "./storage/agencies-by-id.view";
import { readCalendarsOfAgencies } from "./storage/calendars-of-agencies.view";
import { type KeyedGrant, readGrantsOfPortals } from "./storage/grants-of-portals.view";
import { readHolidays } from "./storage/holidays.view";
import { readMissingLanguages } from "./storage/missing-languages.view";
import { readPersonasOfServices } from "./storage/personas-of-services.view";
import { readProceduresOfServices } from "./storage/procedures-of-services.view";
import { readSegmentsOfServices } from "./storage/segments-of-services.view";
import { readServicesById } from "./storage/services-by-id.view";
import { readServicesOfAgencies } from "./storage/services-of-agencies.view";
import { type KeyedDeclaration, readSignalsOfPortals } from "./storage/signals-of-portals.view";
import { readStagesOfProcedures } from "./storage/stages-of-procedures.view";
import { readStatusMeaningsOfServices } from "./storage/status-meanings-of-services.view";
import { readStepsOfProcedures } from "./storage/steps-of-procedures.view";
import { readTouchpointsOfAgencies } from "./storage/touchpoints-of-agencies.view";
import { readVolumesOfServices } from "./storage/volumes-of-services.view";

/** Days `[from, to)` of one agency. */
export interface HolidayRequest {
  readonly agencyId: string;
  readonly from: string;
  readonly to: string;
}

type Read<K, V> = (keys: readonly K[]) => Promise<readonly V[]>;

/**
 * Reads what hangs on things already found, many keys in one statement: for the loaders of a request. The answers are in
 * the order of the keys. No authorisation here: whoever holds the key was allowed to find the thing, and the catalogue is
 * open to everyone signed in; what is not, `BrowseCatalogueService` asks about first.
 */
export class CatalogueBatches {
  constructor(private readonly units: UnitsOfWork) {}

  readonly agencies: Read<string, Agency | null> = async (ids) => inOrder(ids, await this.single((unit) => readAgenciesById(unit, ids)), (row) => row.id);

  readonly services: Read<string, Service | null> = async (ids) => inOrder(ids, await this.single((unit) => readServicesById(unit, ids)), (row) => row.id);

  readonly servicesOfAgencies: Read<NestedPageRequest, Page<Service>> = (requests) =>
    nestedPages<Service>(requests, "id", (ids, page) => this.single((unit) => readServicesOfAgencies(unit, ids, page)));

  readonly touchpointsOfAgencies: Read<NestedPageRequest, Page<Touchpoint>> = (requests) =>
    nestedPages<Touchpoint>(requests, "id", (ids, page) => this.single((unit) => readTouchpointsOfAgencies(unit, ids, page)));

  readonly segmentsOfServices: Read<string, readonly Segment[]> = async (ids) => groupsInOrder(ids, await this.single((unit) => readSegmentsOfServices(unit, ids)), (row) => row.serviceId);

  readonly personasOfServices: Read<string, readonly Persona[]> = async (ids) => groupsInOrder(ids, await this.single((unit) => readPersonasOfServices(unit, ids)), (row) => row.serviceId);

  readonly proceduresOfServices: Read<string, readonly Procedure[]> = async (ids) => groupsInOrder(ids, await this.single((unit) => readProceduresOfServices(unit, ids)), (row) => row.serviceId);

  readonly stagesOfProcedures: Read<string, readonly Stage[]> = async (ids) => groupsInOrder(ids, await this.single((unit) => readStagesOfProcedures(unit, ids)), (row) => row.procedureId);

  readonly stepsOfProcedures: Read<string, readonly ProcessStep[]> = async (ids) => groupsInOrder(ids, await this.single((unit) => readStepsOfProcedures(unit, ids)), (row) => row.procedureId);

  readonly volumesOfServices: Read<string, readonly DeclaredVolume[]> = async (ids) => groupsInOrder(ids, await this.single((unit) => readVolumesOfServices(unit, ids)), (row) => row.serviceId);

  readonly statusesOfServices: Read<string, readonly StatusMeaning[]> = async (ids) => groupsInOrder(ids, await this.single((unit) => readStatusMeaningsOfServices(unit, ids)), (row) => row.serviceId);

  /** An agency's calendars, beginning with the hours it has before it says anything. */
  readonly calendarsOfAgencies: Read<string, readonly WorkingCalendar[]> = async (ids) =>
    groupsInOrder(ids, await this.single((unit) => readCalendarsOfAgencies(unit, ids)), (row) => row.agencyId).map((set) => [{ validFrom: null, hours: DEFAULT_HOURS }, ...set]);

  /** The days off that hold for an agency, national ones included: one statement for each period, which in one document is one. */
  readonly holidaysOfAgencies: Read<HolidayRequest, readonly Holiday[]> = async (requests) => {
    const answers = new Map<HolidayRequest, readonly Holiday[]>();
    for (const { from, to } of requests) {
      const alike = requests.filter((request) => request.from === from && request.to === to && !answers.has(request));
      if (alike.length === 0) continue;
      const holidays = await this.single((unit) => readHolidays(unit, alike.map((request) => request.agencyId), from, to));
      for (const request of alike) answers.set(request, holidays.filter(({ agencyId }) => agencyId === null || agencyId === request.agencyId));
    }
    return requests.map((request) => answers.get(request) ?? []);
  };

  /** Languages of equal rank that are missing anywhere in the texts of a service. */
  readonly missingLanguages: Read<string, readonly string[]> = async (ids) =>
    groupsInOrder(ids, await this.single((unit) => readMissingLanguages(unit, ids)), (row) => row.serviceId).map((rows) => rows.map((row) => row.language));

  readonly grantsOfPortals: Read<NestedPageRequest, Page<KeyedGrant>> = (requests) =>
    nestedPages<KeyedGrant>(requests, "key", (ids, page) => this.single((unit) => readGrantsOfPortals(unit, ids, page)));

  readonly signalsOfPortals: Read<NestedPageRequest, Page<KeyedDeclaration>> = (requests) =>
    nestedPages<KeyedDeclaration>(requests, "key", (ids, page) => this.single((unit) => readSignalsOfPortals(unit, ids, page)));

  private single<T>(read: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    return this.units.single(read);
  }
}
