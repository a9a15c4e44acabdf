import type { EffortPillar, EffortSignal } from "./effort-signal";

const PILLARS: readonly EffortPillar[] = ["direct", "inferred", "indirect"];

/**
 * The signals under every way to put the weight of each pillar up or down by `relative` and bring the sum back to 1: the
 * corners of what reasonable people could have weighed otherwise. Two for each pillar that is there: eight for three,
 * always in the same order, so that corners of two steps of one profile are comparable.
 *
 * A ratio of linear functions has its extremes at the corners. METHODS 5.4. `relative` lies in [0, 1); else throws.
 */
export function effortWeightCorners(signals: readonly EffortSignal[], relative = 0.5): readonly (readonly EffortSignal[])[] {
  if (!(relative >= 0 && relative < 1)) throw new RangeError("effortWeightCorners needs 0 ≤ relative < 1");
  const pillars = PILLARS.filter((pillar) => signals.some((signal) => signal.pillar === pillar));
  return Array.from({ length: 2 ** pillars.length }, (_, corner) => {
    const factor = (pillar: EffortPillar): number => ((corner >> pillars.indexOf(pillar)) & 1) === 0 ? 1 - relative : 1 + relative;
    const total = signals.reduce((sum, { pillar, weight }) => sum + weight * factor(pillar), 0);
    return signals.map((signal) => ({ ...signal, weight: (signal.weight * factor(signal.pillar)) / total }));
  });
}
