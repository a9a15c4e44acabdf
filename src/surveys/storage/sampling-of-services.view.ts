import type { UnitOfWork } from "../../database/unit-of-work";
import { stratumKey, type OutcomeGroup } from "../domain/sampling";
import type { Moment } from "../domain/moment";

/** What draws of a service go by. */
export interface ServiceSampling {
  /** By `stratumKey`. */
  readonly rates: Map<string, number>;
  /** By procedure id and code of the step. */
  readonly weights: Map<string, Map<string, number>>;
  /** Invitations of a month; null: the office set none. */
  quota: number | null;
  /** Invitations made so far, by month (`YYYY-MM`). */
  readonly invited: Map<string, number>;
}

interface Row {
  readonly serviceId: string;
  readonly what: "RATE" | "WEIGHT" | "QUOTA" | "INVITED";
  readonly name: string | null;
  readonly detail: string | null;
  readonly n: number;
}

/** What draws of some services go by, with what they asked in the months from a day to before another. */
export async function readSampling(unit: UnitOfWork, serviceIds: readonly string[], from: string, to: string): Promise<ReadonlyMap<string, ServiceSampling>> {
  const found = new Map(serviceIds.map((id): [string, ServiceSampling] => [id, { rates: new Map(), weights: new Map(), quota: null, invited: new Map() }]));
  for (const { serviceId, what, name, detail, n } of await unit.query<Row[]>(SAMPLING, [serviceIds, from, to])) {
    const service = found.get(serviceId);
    if (service === undefined) continue;
    if (what === "QUOTA") service.quota = n;
    else if (what === "RATE") service.rates.set(stratumKey({ moment: name as Moment, outcomeGroup: detail as OutcomeGroup }), n);
    else if (what === "INVITED") service.invited.set(name ?? "", n);
    else service.weights.set(name ?? "", (service.weights.get(name ?? "") ?? new Map<string, number>()).set(detail ?? "", n));
  }
  return found;
}

const SAMPLING = `/* sampling-of-services */
  SELECT service_id AS "serviceId", 'RATE' AS what, moment AS name, outcome_group AS detail, rate AS n
  FROM sampling_rate WHERE service_id = ANY ($1::uuid[])
  UNION ALL
  SELECT service_id, 'WEIGHT', procedure_id::text, step_code, weight FROM step_weight WHERE service_id = ANY ($1::uuid[])
  UNION ALL
  SELECT service_id, 'QUOTA', NULL, NULL, invitations::float8 FROM survey_quota WHERE service_id = ANY ($1::uuid[])
  UNION ALL
  SELECT service_id, 'INVITED', to_char(day, 'YYYY-MM'), NULL, count(*)::float8
  FROM invitation WHERE service_id = ANY ($1::uuid[]) AND day >= $2::date AND day < $3::date
  GROUP BY service_id, to_char(day, 'YYYY-MM')`;
