/** The three kinds of evidence of the effort of a step: what people say of it when asked, what the log shows, what they say unasked. */
export type EffortPillar = "direct" | "inferred" | "indirect";

/** How one signal counts in the Step Effort Index: its weight, and the share of burden that counts as none (`low`) and as all (`high`). */
export interface EffortSignal {
  readonly name: string;
  readonly pillar: EffortPillar;
  readonly weight: number;
  readonly low: number;
  readonly high: number;
}

/** What was seen of one signal: a burden `x` (may be fractional) among `n` transaction-steps or answers. */
export interface EffortShare {
  readonly x: number;
  readonly n: number;
}

/** By the signal's name. A signal that is not there, or of which n is 0, was not measured; it is not zero. */
export type EffortEvidence = Readonly<Record<string, EffortShare | undefined>>;
