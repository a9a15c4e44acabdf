import type { UnitOfWork } from "../../database/unit-of-work";
import type { Moment } from "../../surveys/domain/moment";
import type { StepRatingSums, TallyQuery } from "../tallies.lookup";

const SCORES = Array.from({ length: 11 }, (_, score) => score);
const sumOf = (times: (score: number) => number): string => `sum(${SCORES.map((score) => `${String(times(score))} * n${String(score)}`).join(" + ")})::float8`;

/** Released ratings of steps by service, step, instrument version and mode, for one moment; those that an agency collected itself are left out. */
export async function stepRatings(
  unit: UnitOfWork,
  query: Pick<TallyQuery, "serviceIds" | "period">,
  moment: Moment,
  instruments: readonly string[],
): Promise<readonly StepRatingSums[]> {
  return unit.query<StepRatingSums[]>(
    `/* step-ratings */
     SELECT service_id AS "serviceId", step_code AS "stepCode", instrument_code AS "instrumentCode", instrument_version AS "instrumentVersion", mode,
       ${sumOf(() => 1)} AS n, ${sumOf((score) => score)} AS sum, ${sumOf((score) => score * score)} AS squares
     FROM answer_tally
     WHERE service_id = ANY ($1::uuid[]) AND day >= $2::date AND day < $3::date
       AND moment = $4 AND instrument_code = ANY ($5::text[]) AND collector = 'YUSR' AND step_code <> ''
     GROUP BY service_id, step_code, instrument_code, instrument_version, mode`,
    [query.serviceIds, query.period.from, query.period.to, moment, instruments],
  );
}
