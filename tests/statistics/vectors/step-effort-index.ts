import type { EffortEvidence, EffortSignal } from "../../../src/statistics/effort-signal";
import { stepEffortIndex } from "../../../src/statistics/step-effort-index";
import { stepEffortIndexWeightRange } from "../../../src/statistics/step-effort-index-weight-range";
import type { VectorFunctions } from "./vector-functions";

/** Evidence as the vectors write it: x and n. */
type Pairs = Readonly<Record<string, readonly [number, number]>>;

const evidenceOf = (pairs: Pairs): EffortEvidence => Object.fromEntries(Object.entries(pairs).map(([name, [x, n]]) => [name, { x, n }]));

const signal = (name: string, pillar: EffortSignal["pillar"], weight: number, high: number): EffortSignal => ({ name, pillar, weight, low: 0, high });

/** The table of METHODS 5.2, which the vector of the weights takes as read. */
export const FULL_SIGNALS: readonly EffortSignal[] = [
  signal("difficulty", "direct", 0.4, 1),
  signal("complaint", "indirect", 0.1, 0.05),
  signal("negativeComment", "indirect", 0.1, 0.2),
  signal("overTime", "inferred", 0.08, 0.5),
  signal("dropOff", "inferred", 0.08, 0.2),
  signal("help", "inferred", 0.08, 0.15),
  signal("channelSwitch", "inferred", 0.08, 0.15),
  signal("error", "inferred", 0.04, 0.2),
  signal("retry", "inferred", 0.04, 0.3),
];

interface Input {
  readonly evidence: Pairs;
  readonly signals: readonly EffortSignal[];
  readonly conf: number;
  readonly rho: number;
  readonly relative: number;
}

/** Topic 5. */
export const STEP_EFFORT_INDEX: VectorFunctions = {
  stepEffortIndex: ({ evidence, signals, conf, rho }: Input) => {
    const { index, interval, missingPoints, coverage, grade, parts } = stepEffortIndex(evidenceOf(evidence), signals, conf, rho);
    const told = signals.map(({ name, weight }) => {
      const part = parts.find((one) => one.signal.name === name);
      if (part === undefined) return [name, { weight, missing: true }] as const;
      const { share, burden, burdenInterval, saturated, contribution } = part;
      return [name, { weight, p: share, u: burden, ...burdenInterval, saturated, contribution }] as const;
    });
    return { score: index, ...interval, missingPoints, coverage, grade: grade ?? "none", parts: Object.fromEntries(told) };
  },
  stepEffortIndexWeightRange: ({ evidence, relative }: Input) => stepEffortIndexWeightRange(evidenceOf(evidence), FULL_SIGNALS, relative),
};
