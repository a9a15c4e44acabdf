import { effortBurden } from "../../../statistics/effort-burden";
import { type EffortPillar } from "../../../statistics/effort-signal";
import { stepEffortIndex } from "../../../statistics/step-effort-index";
import { stepEffortIndexWeightRange } from "../../../statistics/step-effort-index-weight-range";
import { absentEstimate } from "../absent-estimate";
import type { Estimate, Reason } from "../estimate";
import { indexEstimate } from "../index-estimate";
import { shareEstimate } from "../share-estimate";
import type { Thresholds } from "../thresholds";
import { type EffortPolicy, type EffortProfile, EffortSignalName, type PolicySignal, PROFILES } from "./effort-policy";
import { type FeltGap, feltGap } from "./felt-gap";
import { richestProfile, type StepEvidence } from "./step-evidence";

/** Whether a step is surely hard, may be, or surely is not. `POSSIBLE` says what to do: collect evidence here. */
export const EffortVerdict = { CONFIRMED: "CONFIRMED", POSSIBLE: "POSSIBLE", NOT_HIGH: "NOT_HIGH" } as const;
export type EffortVerdict = keyof typeof EffortVerdict;

/** One signal of a profile, as it was measured here. */
export interface IndexSignal {
  readonly signal: EffortSignalName;
  readonly pillar: EffortPillar;
  readonly weight: number;
  /** The share that counts as no burden, and the one that counts as all. */
  readonly low: number;
  readonly high: number;
  readonly share: Estimate;
  /** 0 to 1 between the goalposts; null: not measured. */
  readonly burden: number | null;
  /** Points of the index that come from it; they sum to the index. */
  readonly contribution: number | null;
  readonly saturated: boolean;
}

/** One thing that is broken, whatever the average says. */
export interface RedFlag {
  readonly signal: EffortSignalName;
  readonly share: Estimate;
  /** The share from which it counts as broken. */
  readonly goalpost: number;
}

/** Least and greatest index where each pillar weighs half as much or half as much again. */
export interface IndexSensitivity {
  readonly min: number;
  readonly max: number;
}

/** How hard a step or stage is for people, in points, and everything that this rests on. METHODS 5. */
export interface EffortIndex {
  readonly estimate: Estimate;
  /** Null: what is known here fits no profile. */
  readonly profile: EffortProfile | null;
  readonly policyVersion: number;
  /** Weight of what was measured, 0 to 1. */
  readonly coverage: number;
  /** Points of the interval that come from what was not. */
  readonly missingPoints: number;
  readonly grade: "A" | "B" | "C" | null;
  readonly verdict: EffortVerdict | null;
  readonly signals: readonly IndexSignal[];
  readonly redFlags: readonly RedFlag[];
  readonly sensitivity: IndexSensitivity | null;
  readonly gap: FeltGap | null;
}

/** The index of a step or stage in the richest profile whose signals are declared for it. `reasons` go with the estimate. */
export function effortIndex(evidence: StepEvidence, policy: EffortPolicy, thresholds: Thresholds, reasons: readonly Reason[] = []): EffortIndex {
  const profile = richestProfile(evidence);
  const flagged = { policyVersion: policy.version, redFlags: redFlags(evidence, policy, thresholds) };
  if (profile === null) {
    const none = { profile, coverage: 0, missingPoints: 100, grade: null, verdict: null, signals: [], sensitivity: null, gap: null };
    return { estimate: absentEstimate("POINTS", "SEI", "NO_PROFILE"), ...none, ...flagged };
  }
  const signals = policy.profiles[profile];
  const seen = Object.fromEntries(signals.map(({ name }) => [name, evidence.shares[name]]));
  const result = stepEffortIndex(seen, signals, thresholds.confidence, policy.correlation);
  const range = result.grade === "C" ? null : stepEffortIndexWeightRange(seen, signals);
  return {
    estimate: indexEstimate(profile, result, evidenceN(evidence, signals), thresholds, reasons),
    profile,
    coverage: result.coverage,
    missingPoints: result.missingPoints,
    grade: result.grade,
    verdict: effortVerdict(result.interval, policy),
    signals: signals.map((signal) => {
      const part = result.parts.find((one) => one.signal.name === signal.name);
      const { name, pillar, weight, low, high } = signal;
      const contribution = result.grade === "C" ? null : (part?.contribution ?? null);
      return { signal: name, pillar, weight, low, high, share: shareOf(name, evidence, thresholds), burden: part?.burden ?? null, contribution, saturated: part?.saturated ?? false };
    }),
    sensitivity: range,
    gap: feltGap(evidence, profile, policy, thresholds),
    ...flagged,
  };
}

/** `CONFIRMED` from a lower limit at the threshold on, `NOT_HIGH` where the upper one is below it. METHODS 2.2. */
export function effortVerdict({ low, high }: { readonly low: number; readonly high: number }, { threshold }: Pick<EffortPolicy, "threshold">): EffortVerdict {
  if (low >= threshold) return "CONFIRMED";
  return high < threshold ? "NOT_HIGH" : "POSSIBLE";
}

/** How many stand behind an index: answers where people were asked, else the transactions that tell most. */
export function evidenceN({ shares }: StepEvidence, signals: readonly PolicySignal[]): number {
  const asked = signals.find(({ pillar }) => pillar === "direct");
  const answered = asked === undefined ? undefined : shares[asked.name];
  return answered?.n ?? Math.max(0, ...signals.map(({ name }) => shares[name]?.n ?? 0));
}

function shareOf(name: EffortSignalName, { shares }: StepEvidence, thresholds: Thresholds): Estimate {
  const seen = shares[name] ?? { x: 0, n: 0 };
  return shareEstimate(seen.x, seen.n, name === "DIFFICULTY" ? "ANSWERS" : "LOG", thresholds, { ifNone: "NOT_MEASURED" });
}

/** Of everything that was measured, in the profile or not: an average must not hide one broken thing. */
function redFlags(evidence: StepEvidence, policy: EffortPolicy, thresholds: Thresholds): readonly RedFlag[] {
  const all = PROFILES.flatMap((profile) => policy.profiles[profile]);
  return Object.values(EffortSignalName).flatMap((name) => {
    const signal = all.find((one) => one.name === name);
    if (signal === undefined || effortBurden(signal, evidence.shares[name], thresholds.confidence)?.redFlag !== true) return [];
    return [{ signal: name, share: shareOf(name, evidence, thresholds), goalpost: signal.high }];
  });
}
