/** Who stayed digital, by cohort and by opportunity. */
export interface DigitalRetention {
  /** `cohorts[c][k]`: share of cohort c at its k-th later opportunity; null: not yet to be seen. */
  readonly cohorts: readonly (readonly (number | null)[])[];
  /** `pooled[k]`: all cohorts of which it can be seen; null: none. */
  readonly pooled: readonly (number | null)[];
}

/**
 * Digital retention by opportunity, not by the calendar. `counts[c][0]` is the size of cohort c (digital at first),
 * `counts[c][k]` how many of it were digital at their k-th later opportunity; null: that is not yet to be seen of the whole
 * cohort. Cells too young stay null, and no pooled figure takes them for 0.
 *
 * Edge case: an empty cohort has no shares. METHODS 9.
 */
export function digitalRetention(counts: readonly (readonly (number | null)[])[]): DigitalRetention {
  const longest = Math.max(0, ...counts.map((cohort) => cohort.length));
  const pooled = Array.from({ length: longest }, (_, k) => {
    const mature = counts.filter((cohort) => (cohort[k] ?? null) !== null);
    return share(mature.reduce((sum, cohort) => sum + (cohort[k] ?? 0), 0), mature.reduce((sum, cohort) => sum + (cohort[0] ?? 0), 0));
  });
  return { cohorts: counts.map((cohort) => cohort.map((n) => share(n, cohort[0] ?? 0))), pooled };
}

function share(n: number | null, size: number): number | null {
  return n === null || size === 0 ? null : n / size;
}
