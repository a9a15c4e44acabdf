import type { UnitOfWork } from "../../database/unit-of-work";
import type { DeclaredVolume } from "../domain/declared-volume";

/** What registers say about services, latest year first. */
export async function readVolumesOfServices(unit: UnitOfWork, serviceIds: readonly string[]): Promise<(DeclaredVolume & { serviceId: string })[]> {
  return unit.query<(DeclaredVolume & { serviceId: string })[]>(
    `/* volumes-of-services */
     SELECT service_id AS "serviceId", year, channel, n, source
     FROM declared_volume
     WHERE service_id = ANY($1)
     ORDER BY service_id, year DESC, channel`,
    [serviceIds],
  );
}
