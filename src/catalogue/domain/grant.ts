import { localDay } from "../../shared/local-day";
import { type Dated, holdsOn } from "./dated";
import type { ServiceFacts } from "./service-facts";

/** The days on which a portal may report about a service. */
export interface Grant extends Dated {
  readonly serviceId: string;
}

/** Whether one of a portal's grants for a service holds at a moment, on the day that it is there. */
export function isGranted({ id, timeZone }: Pick<ServiceFacts, "id" | "timeZone">, grants: readonly Grant[], now: Date): boolean {
  const day = localDay(now, timeZone);
  return grants.some((grant) => grant.serviceId === id && holdsOn(grant, day));
}
