import { benjaminiHochberg } from "../../../statistics/benjamini-hochberg";
import { normalQuantile } from "../../../statistics/normal-quantile";
import { twoSidedNormal } from "../../../statistics/two-sided-normal";
import type { Period } from "../../../shared/period";
import type { Texts } from "../../../shared/texts";
import type { Mode } from "../../../surveys/domain/collector";
import type { FlaggedAnswers } from "../../../tallies/domain/flagged-answers";
import type { Estimate } from "../estimate";
import type { ServiceName } from "../service-effort";
import type { Thresholds } from "../thresholds";
import { type ChangeVerdict, changeVerdict, PRACTICAL_MINIMUM } from "./change-verdict";
import type { NamedDays } from "./line-change";
import type { MixShift } from "./mix-shift";

/** What may have changed. */
export const ChangedMeasure = { CES: "CES", CSAT: "CSAT", STEP_EASE: "STEP_EASE", ERRORS: "ERRORS", RETURNED: "RETURNED" } as const;
export type ChangedMeasure = keyof typeof ChangedMeasure;

/** One figure of one service or step in two periods. */
export interface Candidate {
  readonly serviceId: string;
  /** Null: the whole service. */
  readonly step: string | null;
  readonly measure: ChangedMeasure;
  readonly instrument: string | null;
  readonly version: number | null;
  readonly mode: Mode | null;
  /** Later less earlier. */
  readonly difference: Estimate;
  /** The sign of a change for the better. */
  readonly goodIs: 1 | -1;
  readonly shifts: readonly MixShift[];
}

/** A change beyond chance. */
export interface Changed extends Omit<Candidate, "serviceId" | "goodIs"> {
  readonly service: ServiceName;
  /** Null: the whole service, or a step that is in no version of its procedure. */
  readonly stepNames: Texts | null;
  readonly verdict: ChangeVerdict;
}

/** What changed since the period before, at most ten lines. */
export interface WhatChanged {
  readonly before: Period;
  readonly after: Period;
  /** How many figures had enough evidence in both periods to be looked at. */
  readonly looked: number;
  /** How many of them changed beyond chance and by enough to matter; the first ten are told. */
  readonly found: number;
  /** Of those told, at most this share is expected to be chance. */
  readonly falseDiscoveryRate: number;
  readonly namedPeriods: readonly NamedDays[];
  /** Whether answers with a quality signal count. */
  readonly flagged: FlaggedAnswers;
  readonly thresholds: Thresholds;
  readonly lines: readonly Changed[];
}

/** Published, so the stricter of the two rates of METHODS 2.3. */
export const FALSE_DISCOVERY_RATE = 0.05;
/** Lines that are told, at most: a page to read on a Sunday morning. */
export const MOST_LINES = 10;

/** Candidates that changed beyond chance among all that were looked at (Benjamini–Hochberg), the worsened first and by how much it matters. */
export function changedBeyondChance(candidates: readonly Candidate[], thresholds: Thresholds): { readonly looked: number; readonly found: readonly (Candidate & { readonly verdict: ChangeVerdict })[] } {
  const known = candidates.filter(({ difference }) => difference.value !== null && difference.low !== null && difference.high !== null && (difference.effectiveN ?? 0) >= thresholds.moderateFrom);
  const { flagged } = benjaminiHochberg(known.map(({ difference }) => pOf(difference, thresholds)), FALSE_DISCOVERY_RATE);
  const found = known
    .filter((_, index) => flagged[index])
    .map((candidate) => ({ ...candidate, verdict: changeVerdict(candidate.difference, candidate.goodIs, candidate.shifts, thresholds) }))
    .filter(({ verdict }) => verdict !== "UNCHANGED" && verdict !== "NOT_ENOUGH")
    .toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || weight(b.difference) - weight(a.difference));
  return { looked: known.length, found };
}

const ORDER: readonly ChangeVerdict[] = ["WORSENED", "IMPROVED", "CHANGED_MIX_DIFFERS"];

/** How many times the least change worth a word. */
function weight({ unit, value }: Estimate): number {
  return Math.abs(value ?? 0) / (unit === "SCORE" ? PRACTICAL_MINIMUM.SCORE : PRACTICAL_MINIMUM.SHARE);
}

/** p of a difference from the end of its interval that lies nearer to 0. */
function pOf({ value, low, high }: Estimate, { confidence }: Thresholds): number {
  const [at, margin] = [value ?? 0, (value ?? 0) > 0 ? (value ?? 0) - (low ?? 0) : (high ?? 0) - (value ?? 0)];
  if (margin === 0) return at === 0 ? 1 : 0;
  return twoSidedNormal((Math.abs(at) / margin) * normalQuantile((1 + confidence) / 2));
}
