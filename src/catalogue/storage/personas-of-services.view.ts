import type { UnitOfWork } from "../../database/unit-of-work";
import type { Persona } from "../domain/persona";

/** The personas of services, in their order. */
export async function readPersonasOfServices(unit: UnitOfWork, serviceIds: readonly string[]): Promise<(Persona & { serviceId: string })[]> {
  return unit.query<(Persona & { serviceId: string })[]>(
    `/* personas-of-services */
     SELECT service_id AS "serviceId", code, names, segment_codes AS "segmentCodes"
     FROM persona
     WHERE service_id = ANY($1)
     ORDER BY service_id, position`,
    [serviceIds],
  );
}
