import { moverDifference } from "../../../statistics/mover-difference";
import { stepEffortIndex } from "../../../statistics/step-effort-index";
import { absentEstimate } from "../absent-estimate";
import { type Estimate, sampled } from "../estimate";
import { pillarEstimate } from "../index-estimate";
import type { Thresholds } from "../thresholds";
import type { EffortPolicy, EffortProfile, PolicySignal } from "./effort-policy";
import type { StepEvidence } from "./step-evidence";

/** What a gap between what people say and what the log shows means. */
export const GapLabel = { FEELS_HARDER: "FEELS_HARDER", HIDDEN_EFFORT: "HIDDEN_EFFORT" } as const;
export type GapLabel = keyof typeof GapLabel;

/** What people say of a step beside what the log shows of it, in points. METHODS 9 (c). */
export interface FeltGap {
  readonly felt: Estimate;
  readonly observed: Estimate;
  /** Felt less observed. */
  readonly difference: Estimate;
  /** Only where the interval of the difference excludes 0. */
  readonly label: GapLabel | null;
}

/**
 * The gap of a step in its profile; null where the profile holds only one of the two sides. Both must stand on
 * `moderateFrom`, else the difference is not told (`FEW_OBSERVATIONS`). Their errors are taken as independent.
 */
export function feltGap(evidence: StepEvidence, profile: EffortProfile, policy: EffortPolicy, thresholds: Thresholds): FeltGap | null {
  const signals = policy.profiles[profile];
  const [asked, logged] = [signals.filter(({ pillar }) => pillar === "direct"), signals.filter(({ pillar }) => pillar === "inferred")];
  if (asked.length === 0 || logged.length === 0) return null;
  const [felt, observed] = [pillar(evidence, asked, policy, thresholds), pillar(evidence, logged, policy, thresholds)];
  const sides = { felt: pillarEstimate("SEI_FELT", felt, felt.n, thresholds), observed: pillarEstimate("SEI_OBSERVED", observed, observed.n, thresholds) };
  const n = Math.min(felt.n, observed.n);
  if (felt.index === null || observed.index === null) return { ...sides, difference: absentEstimate("POINTS", "MOVER", "NO_DATA"), label: null };
  if (n < thresholds.moderateFrom) return { ...sides, difference: absentEstimate("POINTS", "MOVER", "FEW_OBSERVATIONS"), label: null };
  const gap = { value: felt.index - observed.index, ...moverDifference({ value: felt.index, ...felt.interval }, { value: observed.index, ...observed.interval }) };
  const label = gap.low > 0 ? "FEELS_HARDER" : gap.high < 0 ? "HIDDEN_EFFORT" : null;
  return { ...sides, difference: sampled({ unit: "POINTS", method: "MOVER", ...gap, n }, thresholds), label };
}

/** The index of some of the signals, weighed among themselves. */
function pillar({ shares }: StepEvidence, signals: readonly PolicySignal[], { correlation }: EffortPolicy, { confidence }: Thresholds): { index: number | null; interval: { low: number; high: number }; n: number } {
  const total = signals.reduce((sum, { weight }) => sum + weight, 0);
  const seen = Object.fromEntries(signals.map(({ name }) => [name, shares[name]]));
  const { index, interval } = stepEffortIndex(seen, signals.map((signal) => ({ ...signal, weight: signal.weight / total })), confidence, correlation);
  return { index, interval, n: Math.max(0, ...signals.map(({ name }) => shares[name]?.n ?? 0)) };
}
