/**
 * What is unusual about how a response was given. A signal is a reason to look, never a proof: nothing is deleted for
 * it, and a reader of a report may leave such answers out. Each says in `docs/surveys/signals.md` what it does not mean.
 */
export const QualitySignal = {
  TOO_FAST: "TOO_FAST", STRAIGHT_LINED: "STRAIGHT_LINED", BURST: "BURST", SAME_ADDRESS: "SAME_ADDRESS", ONE_OPERATOR: "ONE_OPERATOR",
} as const;
export type QualitySignal = keyof typeof QualitySignal;
