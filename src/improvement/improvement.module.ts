import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { Snapshots } from "../database/snapshots";
import type { UnitsOfWork } from "../database/unit-of-work";
import { currentThresholds } from "../reports/domain/thresholds";
import type { SecurityModule } from "../security/security.module";
import type { Clock } from "../shared/clock";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { ChangesResolver } from "./api/changes.resolver";
import { ChangeEffectService } from "./change-effect.service";
import { ChangeRegisterService } from "./change-register.service";
import { ImprovedServices } from "./improved-services";
import { ServiceChangeRepository } from "./storage/service-change.repository";

export interface ImprovementModule {
  readonly register: ChangeRegisterService;
  readonly effect: ChangeEffectService;
  readonly resolvers: readonly object[];
}

export function improvementModule(
  floor: { readonly units: UnitsOfWork; readonly snapshots: Snapshots; readonly security: SecurityModule; readonly clock: Clock; readonly minimumCell: number },
  upstream: { readonly catalogue: CatalogueLookup; readonly tallies: TalliesLookup },
): ImprovementModule {
  const { access, audit } = floor.security;
  const services = new ImprovedServices(upstream.catalogue, access);
  const register = new ChangeRegisterService(floor.units, services, upstream.catalogue, new ServiceChangeRepository(), access, audit, floor.clock);
  const effect = new ChangeEffectService(floor.snapshots, services, upstream.tallies, access, currentThresholds(floor.minimumCell), floor.clock);
  return { register, effect, resolvers: [new ChangesResolver(register, effect)] };
}
