import type { UnitOfWork } from "../../database/unit-of-work";
import type { StratumRate } from "../domain/sampling";

/** A rate as it stands. */
export interface StoredRate extends StratumRate {
  readonly setAt: Date;
}

/** The rates of a service's strata. */
export async function readSamplingRates(unit: UnitOfWork, serviceId: string): Promise<readonly StoredRate[]> {
  return unit.query<StoredRate[]>(
    `/* sampling-rates */
     SELECT moment, outcome_group AS "outcomeGroup", rate, volume, set_at AS "setAt" FROM sampling_rate
     WHERE service_id = $1 ORDER BY moment, outcome_group`,
    [serviceId],
  );
}
