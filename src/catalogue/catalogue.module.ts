import type { UnitsOfWork } from "../database/unit-of-work";
import type { SecurityModule } from "../security/security.module";
import type { Clock } from "../shared/clock";
import type { CatalogueLookup } from "./catalogue.lookup";
import { CreateAgencyService } from "./create-agency.service";
import { CreatePortalService } from "./create-portal.service";
import { CreateServiceService } from "./create-service.service";
import { DeclareSignalsService } from "./declare-signals.service";
import { GrantPortalService } from "./grant-portal.service";
import { NewServices } from "./new-services";
import { OwnServices } from "./own-services";
import { ReportedServices } from "./reported-services";
import { AgencyRepository } from "./storage/agency.repository";
import { PortalGrantRepository } from "./storage/portal-grant.repository";
import { PortalSignalRepository } from "./storage/portal-signal.repository";
import { PortalRepository } from "./storage/portal.repository";
import { ProcedureRepository } from "./storage/procedure.repository";
import { ServiceRepository } from "./storage/service.repository";
import { StoredCatalogueLookup } from "./stored-catalogue.lookup";

export interface CatalogueModule {
  /** What other modules may ask. */
  readonly lookup: CatalogueLookup;
  readonly createAgency: CreateAgencyService;
  readonly createService: CreateServiceService;
  readonly createPortal: CreatePortalService;
  readonly grantPortal: GrantPortalService;
  readonly declareSignals: DeclareSignalsService;
  readonly resolvers: readonly object[];
}

export function catalogueModule(floor: { units: UnitsOfWork; clock: Clock; security: SecurityModule }): CatalogueModule {
  const { units } = floor;
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
    resolvers: [],
  };
}
