import { columnNames, unnestOf, unnestParameters, type UnnestColumn } from "../../database/unnest";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { StratumRate } from "../domain/sampling";

/** A rate on its way into the table. */
export interface SetRate extends StratumRate {
  readonly serviceId: string;
  readonly quota: number;
  readonly setAt: Date;
}

const COLUMNS: readonly UnnestColumn<SetRate>[] = [
  { name: "service_id", type: "uuid", of: (r) => r.serviceId },
  { name: "moment", type: "text", of: (r) => r.moment },
  { name: "outcome_group", type: "text", of: (r) => r.outcomeGroup },
  { name: "rate", type: "double precision", of: (r) => r.rate },
  { name: "volume", type: "double precision", of: (r) => r.volume },
  { name: "quota", type: "integer", of: (r) => r.quota },
  { name: "set_at", type: "timestamptz", of: (r) => r.setAt },
];

/** Sets the rates of strata, each once. */
export async function putSamplingRates(unit: UnitOfWork, rates: readonly SetRate[]): Promise<void> {
  if (rates.length > 0) await unit.query(PUT, unnestParameters(COLUMNS, rates));
}

const PUT = `/* put-sampling-rates */
  INSERT INTO sampling_rate (${columnNames(COLUMNS)})
  SELECT * FROM ${unnestOf(COLUMNS)}
  ON CONFLICT (service_id, moment, outcome_group) DO UPDATE
  SET rate = excluded.rate, volume = excluded.volume, quota = excluded.quota, set_at = excluded.set_at`;
