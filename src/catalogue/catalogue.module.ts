import type { UnitsOfWork } from "../database/unit-of-work";
import type { SecurityModule } from "../security/security.module";
import type { Clock } from "../shared/clock";
import { AgencyCalendarResolver } from "./api/agency-calendar.resolver";
import { AgencyResolver } from "./api/agency.resolver";
import { CalendarsResolver } from "./api/calendars.resolver";
import { CatalogueResolver } from "./api/catalogue.resolver";
import { ModellingResolver } from "./api/modelling.resolver";
import { OfficeResolver } from "./api/office.resolver";
import { OwnerResolver } from "./api/owner.resolver";
import { PortalGrantResolver, PortalResolver, SignalDeclarationResolver } from "./api/portal.resolver";
import { ProcedureResolver } from "./api/procedure.resolver";
import { ProcessStepResolver } from "./api/process-step.resolver";
import { ServiceStatusesResolver } from "./api/service-statuses.resolver";
import { ServiceResolver } from "./api/service.resolver";
import { SignalsResolver } from "./api/signals.resolver";
import { StageResolver } from "./api/stage.resolver";
import { BrowseCatalogueService } from "./browse-catalogue.service";
import { CalendarsService } from "./calendars.service";
import { CatalogueBatches } from "./catalogue-batches";
import type { CatalogueLookup } from "./catalogue.lookup";
import { CreateAgencyService } from "./create-agency.service";
import { CreatePortalService } from "./create-portal.service";
import { CreateServiceService } from "./create-service.service";
import { CreateTouchpointService } from "./create-touchpoint.service";
import { DeclareSignalsService } from "./declare-signals.service";
import { DeclareVolumesService } from "./declare-volumes.service";
import { DefinePersonasService } from "./define-personas.service";
import { DefineSegmentsService } from "./define-segments.service";
import { DraftProcedureService } from "./draft-procedure.service";
import { EndGrantService } from "./end-grant.service";
import { EndSignalService } from "./end-signal.service";
import { GrantPortalService } from "./grant-portal.service";
import { ImportCalendars } from "./import-calendars";
import { ImportCatalogueService } from "./import-catalogue.service";
import { ImportDocument } from "./import-document";
import { ImportProcedures } from "./import-procedures";
import { MapStatusesService } from "./map-statuses.service";
import { NewServices } from "./new-services";
import { OwnServices } from "./own-services";
import { PublishProcedureService } from "./publish-procedure.service";
import { ReportedServices } from "./reported-services";
import { SetAgencyForPeopleService } from "./set-agency-for-people.service";
import { SetEmbedOriginsService } from "./set-embed-origins.service";
import { SetSurveyPolicyService } from "./set-survey-policy.service";
import { AgencyRepository } from "./storage/agency.repository";
import { CalendarRevisionRepository } from "./storage/calendar-revision.repository";
import { CalendarRepository } from "./storage/calendar.repository";
import { DeclaredVolumeRepository } from "./storage/declared-volume.repository";
import { PersonaRepository } from "./storage/persona.repository";
import { PortalGrantRepository } from "./storage/portal-grant.repository";
import { PortalSignalRepository } from "./storage/portal-signal.repository";
import { PortalRepository } from "./storage/portal.repository";
import { ProcedureRepository } from "./storage/procedure.repository";
import { SegmentRepository } from "./storage/segment.repository";
import { ServiceRepository } from "./storage/service.repository";
import { StatusMeaningRepository } from "./storage/status-meaning.repository";
import { TouchpointRepository } from "./storage/touchpoint.repository";
import { StoredCatalogueLookup } from "./stored-catalogue.lookup";
import { UpdateAgencyService } from "./update-agency.service";
import { UpdateServiceService } from "./update-service.service";

export interface CatalogueModule {
  /** What other modules may ask. */
  readonly lookup: CatalogueLookup;
  readonly createAgency: CreateAgencyService;
  readonly updateAgency: UpdateAgencyService;
  readonly createPortal: CreatePortalService;
  readonly grantPortal: GrantPortalService;
  readonly endGrant: EndGrantService;
  readonly setSurveyPolicy: SetSurveyPolicyService;
  readonly declareVolumes: DeclareVolumesService;
  readonly declareSignals: DeclareSignalsService;
  readonly draftProcedure: DraftProcedureService;
  readonly publishProcedure: PublishProcedureService;
  readonly mapStatuses: MapStatusesService;
  readonly calendars: CalendarsService;
  readonly endSignal: EndSignalService;
  readonly createService: CreateServiceService;
  readonly updateService: UpdateServiceService;
  readonly createTouchpoint: CreateTouchpointService;
  readonly defineSegments: DefineSegmentsService;
  readonly definePersonas: DefinePersonasService;
  readonly setAgencyForPeople: SetAgencyForPeopleService;
  readonly setEmbedOrigins: SetEmbedOriginsService;
  readonly importCatalogue: ImportCatalogueService;
  readonly resolvers: readonly object[];
}

export function catalogueModule(floor: { units: UnitsOfWork; clock: Clock; security: SecurityModule; development: boolean }): CatalogueModule {
  const { units, clock } = floor;
  const { access, audit } = floor.security;
  const lookup = new StoredCatalogueLookup();
  const agencies = new AgencyRepository();
  const services = new ServiceRepository();
  const procedures = new ProcedureRepository();
  const touchpoints = new TouchpointRepository();
  const segments = new SegmentRepository();
  const personas = new PersonaRepository();
  const volumes = new DeclaredVolumeRepository();
  const statuses = new StatusMeaningRepository();
  const calendarRows = new CalendarRepository();
  const revisions = new CalendarRevisionRepository();
  const portals = new PortalRepository();
  const grants = new PortalGrantRepository();
  const signals = new PortalSignalRepository();
  const newServices = new NewServices(services, procedures);
  const ownServices = new OwnServices(lookup, services, access);
  const reported = new ReportedServices(lookup, portals, grants);
  const browse = new BrowseCatalogueService(units, lookup, access);
  const batches = new CatalogueBatches(units);
  const importDocument = new ImportDocument(agencies, services, newServices, touchpoints, segments, personas, volumes, new ImportProcedures(procedures), new ImportCalendars(calendarRows), statuses, revisions);

  const useCases = {
    createAgency: new CreateAgencyService(units, agencies, access, audit, revisions, clock),
    updateAgency: new UpdateAgencyService(units, agencies, access, audit),
    createPortal: new CreatePortalService(units, agencies, portals, access, audit),
    grantPortal: new GrantPortalService(units, portals, grants, ownServices, access, audit),
    endGrant: new EndGrantService(units, reported, grants, access, audit),
    setSurveyPolicy: new SetSurveyPolicyService(units, ownServices, services, access, audit),
    declareVolumes: new DeclareVolumesService(units, ownServices, volumes, access, audit),
    declareSignals: new DeclareSignalsService(units, reported, signals, access, audit),
    endSignal: new EndSignalService(units, reported, signals, access, audit),
    createService: new CreateServiceService(units, agencies, newServices, access, audit),
    updateService: new UpdateServiceService(units, ownServices, services, access, audit),
    createTouchpoint: new CreateTouchpointService(units, agencies, touchpoints, access, audit),
    defineSegments: new DefineSegmentsService(units, ownServices, segments, personas, access, audit, clock),
    definePersonas: new DefinePersonasService(units, ownServices, personas, segments, access, audit),
    setAgencyForPeople: new SetAgencyForPeopleService(units, agencies, access, audit),
    setEmbedOrigins: new SetEmbedOriginsService(units, agencies, access, audit, floor.development),
    draftProcedure: new DraftProcedureService(units, procedures, ownServices, access, audit),
    publishProcedure: new PublishProcedureService(units, procedures, ownServices, access, audit, clock),
    mapStatuses: new MapStatusesService(units, statuses, ownServices, access, audit),
    calendars: new CalendarsService(units, agencies, calendarRows, revisions, access, audit, clock),
    importCatalogue: new ImportCatalogueService(units, importDocument, access, audit, clock),
  };
  return {
    lookup,
    ...useCases,
    resolvers: [
      new CatalogueResolver(browse),
      new OfficeResolver(useCases),
      new OwnerResolver(useCases),
      new SignalsResolver(useCases),
      new AgencyResolver(batches),
      new ServiceResolver(batches, browse),
      new ProcedureResolver(batches),
      new StageResolver(batches),
      new ProcessStepResolver(batches),
      new PortalResolver(batches),
      new PortalGrantResolver(batches),
      new SignalDeclarationResolver(batches),
      new ModellingResolver(useCases),
      new CalendarsResolver(useCases, browse),
      new AgencyCalendarResolver(batches),
      new ServiceStatusesResolver(batches),
    ],
  };
}
