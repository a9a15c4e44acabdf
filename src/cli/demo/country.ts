import { CIVIL_REGISTRY } from "./country/civil-registry";
import type { DemoAgency, DemoService } from "./country/demo-agency";
import { LANDS_AND_HOUSING } from "./country/lands-and-housing";
import { SOCIAL_SUPPORT } from "./country/social-support";
import { TRADE_AND_LICENSING } from "./country/trade-and-licensing";
import { VEHICLES_AND_ROADS } from "./country/vehicles-and-roads";
import { WORK_AND_SKILLS } from "./country/work-and-skills";

/** An imaginary country: no agency, service or office of it exists, and its figures are made up with what was planted in them. */
export const COUNTRY: readonly DemoAgency[] = [CIVIL_REGISTRY, VEHICLES_AND_ROADS, TRADE_AND_LICENSING, LANDS_AND_HOUSING, SOCIAL_SUPPORT, WORK_AND_SKILLS];

/** The country's days begin in this zone, four hours before those of UTC, all year round. */
export const TIME_ZONE = "Asia/Muscat";
export const UTC_OFFSET_MS = 4 * 3_600_000;

/** A service with the agency it belongs to. */
export interface Place {
  readonly agency: DemoAgency;
  readonly service: DemoService;
}

/** Every service of the country, agency by agency. */
export const SERVICES: readonly Place[] = COUNTRY.flatMap((agency) => agency.services.map((service) => ({ agency, service })));

/** The service as callers name it. */
export function nameOf({ agency, service }: Place): string {
  return `${agency.code}/${service.code}`;
}
