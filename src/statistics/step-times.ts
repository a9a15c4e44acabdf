/** One event of a case; times in any one unit. */
export interface TimedEvent {
  readonly step: string;
  readonly start: number;
  readonly end: number;
}

/** How long an event took, and how long the case had stood still before it. */
export interface StepTimes {
  readonly step: string;
  readonly service: number;
  /** Null: the first event, before which nothing is known. */
  readonly waiting: number | null;
}

/**
 * Service and waiting time of the events of one case, given in order: service = end − start; waiting = start − the latest
 * end so far in the case, never below 0, so steps that overlap wait for nothing. In the unit of the times. METHODS 6.5.
 */
export function stepTimes(events: readonly TimedEvent[]): readonly StepTimes[] {
  let latest: number | null = null;
  return events.map(({ step, start, end }) => {
    const waiting = latest === null ? null : Math.max(0, start - latest);
    latest = latest === null ? end : Math.max(latest, end);
    return { step, service: end - start, waiting };
  });
}
