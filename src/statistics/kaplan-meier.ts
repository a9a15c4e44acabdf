/** Survival just after one time at which something happened. */
export interface SurvivalPoint {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly survival: number;
  /** Greenwood's standard error; null once nobody is left. */
  readonly se: number | null;
}

/**
 * Kaplan–Meier estimate of survival with right-censoring: S(t) = Π (1 − d/n), one point for each time with an event. What
 * is censored at a time was still at risk at it. Times in any unit.
 *
 * Edge cases: no events → no points. Standard error by Greenwood (1926), S·√Σ d/(n(n−d)). Source: Kaplan & Meier (1958);
 * agrees with R `survival::survfit`. METHODS 6.6.
 */
export function kaplanMeier(subjects: readonly { readonly time: number; readonly event: boolean }[]): readonly SurvivalPoint[] {
  const times = [...new Set(subjects.filter(({ event }) => event).map(({ time }) => time))].sort((a, b) => a - b);
  let [survival, variance] = [1, 0];
  return times.map((at) => {
    const atRisk = subjects.filter(({ time }) => time >= at).length;
    const events = subjects.filter(({ time, event }) => event && time === at).length;
    survival *= 1 - events / atRisk;
    variance += events / (atRisk * (atRisk - events));
    return { time: at, atRisk, events, survival, se: atRisk === events ? null : survival * Math.sqrt(variance) };
  });
}
