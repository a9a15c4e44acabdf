/** What happened in one interval of time, in order. */
export interface LifeInterval {
  readonly events: number;
  readonly censored: number;
}

/** One interval of a life table. */
export interface LifeTableRow {
  readonly atRisk: number;
  /** At risk less half of those censored, who are taken to have left midway. */
  readonly effective: number;
  /** Chance of the event in the interval; null: nobody was at risk. */
  readonly hazard: number | null;
  /** Share without the event at its end. */
  readonly survival: number;
}

/**
 * Life table (actuarial estimate of survival) from counts by interval, so that it can be made of added-up counts:
 * hazard = d ÷ (n − c/2). At risk at first is everybody counted in any interval.
 *
 * Edge case: an interval with nobody at risk has no hazard and changes nothing. Source: Cutler & Ederer (1958). METHODS 6.6.
 */
export function lifeTable(intervals: readonly LifeInterval[]): readonly LifeTableRow[] {
  let atRisk = intervals.reduce((sum, { events, censored }) => sum + events + censored, 0);
  let survival = 1;
  return intervals.map(({ events, censored }) => {
    const effective = atRisk - censored / 2;
    const hazard = effective === 0 ? null : events / effective;
    survival *= 1 - (hazard ?? 0);
    const row = { atRisk, effective, hazard, survival };
    atRisk -= events + censored;
    return row;
  });
}
