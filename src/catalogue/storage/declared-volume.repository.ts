import type { UnitOfWork } from "../../database/unit-of-work";
import type { DeclaredVolume } from "../domain/declared-volume";

export class DeclaredVolumeRepository {
  /** Enters volumes; what was there for the same service, year and channel is replaced. No pair may stand twice in `volumes`. */
  async put(unit: UnitOfWork, volumes: readonly (DeclaredVolume & { readonly serviceId: string })[]): Promise<void> {
    await unit.query(
      `/* put-declared-volumes */
       INSERT INTO declared_volume (service_id, year, channel, n, source)
       SELECT service_id, year, channel, n, source
       FROM unnest($1::uuid[], $2::integer[], $3::text[], $4::integer[], $5::text[]) AS r (service_id, year, channel, n, source)
       ON CONFLICT (service_id, year, channel) DO UPDATE SET n = excluded.n, source = excluded.source`,
      [volumes.map((v) => v.serviceId), volumes.map((v) => v.year), volumes.map((v) => v.channel), volumes.map((v) => v.n), volumes.map((v) => v.source)],
    );
  }
}
