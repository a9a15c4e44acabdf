import type { UnitsOfWork } from "../database/unit-of-work";
import type { SecurityModule } from "../security/security.module";
import type { Clock } from "../shared/clock";
import { CalendarsService } from "./calendars.service";
import type { CatalogueLookup } from "./catalogue.lookup";
import { CreateAgencyService } from "./create-agency.service";
import { CreatePortalService } from "./create-portal.service";
import { CreateServiceService } from "./create-service.service";
import { DeclareSignalsService } from "./declare-signals.service";
import { DraftProcedureService } from "./draft-procedure.service";
import { GrantPortalService } from "./grant-portal.service";
import { MapStatusesService } from "./map-statuses.service";
import { NewServices } from "./new-services";
import { OwnServices } from "./own-services";
import { PublishProcedureService } from "./publish-procedure.service";
import { ReportedServices } from "./reported-services";
import { AgencyRepository } from "./storage/agency.repository";
import { CalendarRepository } from "./storage/calendar.repository";
import { PortalGrantRepository } from "./storage/portal-grant.repository";
import { PortalSignalRepository } from "./storage/portal-signal.repository";
import { PortalRepository } from "./storage/portal.repository";
import { ProcedureRepository } from "./storage/procedure.repository";
import { ServiceRepository } from "./storage/service.repository";
import { StatusMeaningRepository } from "./storage/status-meaning.repository";
import { StoredCatalogueLookup } from "./stored-catalogue.lookup";

export interface CatalogueModule {
  /** What other modules may ask. */
  readonly lookup: CatalogueLookup;
  readonly createAgency: CreateAgencyService;
  readonly createService: CreateServiceService;
  readonly createPortal: CreatePortalService;
  readonly grantPortal: GrantPortalService;
  readonly declareSignals: DeclareSignalsService;
  readonly draftProcedure: DraftProcedureService;
  readonly publishProcedure: PublishProcedureService;
  readonly mapStatuses: MapStatusesService;
  readonly calendars: CalendarsService;
  readonly resolvers: readonly object[];
}

export function catalogueModule(floor: { units: UnitsOfWork; clock: Clock; security: SecurityModule }): CatalogueModule {
  const { units, clock } = floor;
  const { access, audit } = floor.security;
  const lookup = new StoredCatalogueLookup();
  const agencies = new AgencyRepository();
  const services = new ServiceRepository();
  const procedures = new ProcedureRepository();
  const portals = new PortalRepository();
  const grants = new PortalGrantRepository();
  const signals = new PortalSignalRepository();
  const newServices = new NewServices(services, procedures);
  const ownServices = new OwnServices(lookup, services, access);
  const reported = new ReportedServices(lookup, portals, grants);
  return {
    lookup,
    createAgency: new CreateAgencyService(units, agencies, access, audit),
    createService: new CreateServiceService(units, agencies, newServices, access, audit),
    createPortal: new CreatePortalService(units, agencies, portals, access, audit),
    grantPortal: new GrantPortalService(units, portals, grants, ownServices, access, audit),
    declareSignals: new DeclareSignalsService(units, reported, signals, access, audit),
    draftProcedure: new DraftProcedureService(units, procedures, ownServices, access, audit),
    publishProcedure: new PublishProcedureService(units, procedures, ownServices, access, audit, clock),
    mapStatuses: new MapStatusesService(units, new StatusMeaningRepository(), ownServices, access, audit),
    calendars: new CalendarsService(units, agencies, new CalendarRepository(), access, audit, clock),
    resolvers: [],
  };
}
