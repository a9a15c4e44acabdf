import type { UnitOfWork } from "../../database/unit-of-work";
import type { TallySeal } from "../domain/tally-seal";


/** Every seal of a service. */
export async function tallySeals(unit: UnitOfWork, serviceId: string): Promise<readonly TallySeal[]> {
  const rows = await unit.query<(Omit<TallySeal, "checksum"> & { readonly checksum: string })[]>(
    `/* tally-seals */ SELECT service_id AS "serviceId", tally, grain, month::text, checksum FROM tally_seal WHERE service_id = $1`,
    [serviceId],
  );
  return rows.map((row) => ({ ...row, checksum: BigInt(row.checksum) }));
}
