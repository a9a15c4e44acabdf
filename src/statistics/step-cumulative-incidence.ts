/** How many at a step proceeded, gave up, or were last seen in flight, at one time since they came to it. */
export interface FatesAt {
  readonly time: number;
  readonly proceeded: number;
  readonly abandoned: number;
  readonly censored: number;
}

/** Where those who came to a step are at one time after: the three shares sum to 1. */
export interface IncidencePoint {
  readonly time: number;
  readonly atRisk: number;
  readonly proceed: number;
  readonly abandon: number;
  readonly inFlight: number;
  /** Variance of `abandon`. */
  readonly abandonVariance: number;
}

/** Whether those censored at a time were at risk for all of it, or (times are intervals) for half of it. */
export type CensoredWithin = "AFTER" | "MIDWAY";

/**
 * Aalen–Johansen cumulative incidence of proceeding and of giving up, one competing with the other, in flight
 * right-censored: F_k(t) = Σ S(u−)·d_k/n. One point for each time at which somebody proceeded or gave up; times may come
 * in any order, each once. With `MIDWAY` n is that of a life table, n − c/2 (times are intervals of counts).
 *
 * Edge case: nobody resolved → no points. Variance of `abandon` by the delta method (Marubini & Valsecchi 1995); without
 * censoring it is F(1−F)/n. METHODS 6.6.
 */
export function stepCumulativeIncidence(fates: readonly FatesAt[], censoredWithin: CensoredWithin = "AFTER"): readonly IncidencePoint[] {
  let left = fates.reduce((sum, { proceeded, abandoned, censored }) => sum + proceeded + abandoned + censored, 0);
  let [proceed, abandon, inFlight] = [0, 0, 1];
  // Var F(t) = Σ (F(t) − F(u))²·a + Σ b − 2 Σ (F(t) − F(u))·c, gathered as sums so that each point costs the same.
  const sums = { a: 0, aF: 0, aFF: 0, b: 0, c: 0, cF: 0 };
  const points: IncidencePoint[] = [];
  for (const { time, proceeded, abandoned, censored } of fates.toSorted((a, b) => a.time - b.time)) {
    const n = left - (censoredWithin === "MIDWAY" ? censored / 2 : 0);
    const resolved = proceeded + abandoned;
    const atRisk = left;
    left -= resolved + censored;
    if (resolved === 0) continue;
    const before = inFlight;
    // Rounding may sum the shares of all to a hair above 1.
    proceed = Math.min(1, proceed + (before * proceeded) / n);
    abandon = Math.min(1, abandon + (before * abandoned) / n);
    inFlight = resolved === n ? 0 : before * (1 - resolved / n);
    const a = resolved === n ? 0 : resolved / (n * (n - resolved));
    const c = (before * abandoned) / n ** 2;
    sums.a += a;
    sums.aF += a * abandon;
    sums.aFF += a * abandon ** 2;
    sums.b += (before ** 2 * (n - abandoned) * abandoned) / n ** 3;
    sums.c += c;
    sums.cF += c * abandon;
    const variance = abandon ** 2 * sums.a - 2 * abandon * sums.aF + sums.aFF + sums.b - 2 * (abandon * sums.c - sums.cF);
    points.push({ time, atRisk, proceed, abandon, inFlight, abandonVariance: Math.max(0, variance) });
  }
  return points;
}
