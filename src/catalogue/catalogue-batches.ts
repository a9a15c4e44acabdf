import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import { groupsInOrder, inOrder } from "../shared/in-order";
import { type NestedPageRequest, nestedPages, type Page } from "../shared/page";
import type { Agency } from "./domain/agency";
import type { DeclaredVolume } from "./domain/declared-volume";
import type { Persona } from "./domain/persona";
import type { Procedure, ProcessStep, Stage } from "./domain/procedure";
import type { Segment } from "./domain/segment";
import type { Service } from "./domain/service";
import type { Touchpoint } from "./domain/touchpoint";
import { readAgenciesByCode } from "./storage/agencies-by-code.view";
import { readAgenciesById } from "./storage/agencies-by-id.view";
import { type KeyedGrant, readGrantsOfPortals } from "./storage/grants-of-portals.view";
import { readMissingLanguages } from "./storage/missing-languages.view";
import { readPersonasOfServices } from "./storage/personas-of-services.view";
import { readProceduresOfServices } from "./storage/procedures-of-services.view";
import { readSegmentsOfServices } from "./storage/segments-of-services.view";
import { readServicesById } from "./storage/services-by-id.view";
import { readServicesOfAgencies } from "./storage/services-of-agencies.view";
import { type KeyedDeclaration, readSignalsOfPortals } from "./storage/signals-of-portals.view";
import { readStagesOfProcedures } from "./storage/stages-of-procedures.view";
import { readStepsOfProcedures } from "./storage/steps-of-procedures.view";
import { readTouchpointsOfAgencies } from "./storage/touchpoints-of-agencies.view";
import { readVolumesOfServices } from "./storage/volumes-of-services.view";

type Read<K, V> = (keys: readonly K[]) => Promise<readonly V[]>;

/**
 * Reads what hangs on things already found, many keys in one statement: for the loaders of a request. The answers are in
 * the order of the keys. No authorisation here: whoever holds the key was allowed to find the thing, and the catalogue is
 * open to everyone signed in; what is not, `BrowseCatalogueService` asks about first.
 */
export class CatalogueBatches {
  constructor(private readonly units: UnitsOfWork) {}

  readonly agencies: Read<string, Agency | null> = async (ids) => inOrder(ids, await this.single((unit) => readAgenciesById(unit, ids)), (row) => row.id);

  readonly agenciesByCode: Read<string, Agency | null> = async (codes) => inOrder(codes, await this.single((unit) => readAgenciesByCode(unit, codes)), (row) => row.code);

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
