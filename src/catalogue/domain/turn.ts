import type { StepKind } from "./step-kind";

/** Whose turn it is: who has to do something before the transaction moves on. */
export const Turn = {
  BENEFICIARY: "BENEFICIARY",
  AGENCY: "AGENCY",
  OTHER_AGENCY: "OTHER_AGENCY",
  THIRD_PARTY: "THIRD_PARTY",
} as const;
export type Turn = keyof typeof Turn;

/** Who sees a step happen. */
export const SeenBy = { BENEFICIARY: "BENEFICIARY", GOVERNMENT: "GOVERNMENT", BOTH: "BOTH" } as const;
export type SeenBy = keyof typeof SeenBy;

/** Who carries a step out where it is not the beneficiary. */
export const ResponsibleParty = { AGENCY: "AGENCY", OTHER_AGENCY: "OTHER_AGENCY", THIRD_PARTY: "THIRD_PARTY" } as const;
export type ResponsibleParty = keyof typeof ResponsibleParty;

/** Kinds in which the beneficiary waits for somebody else, whoever sees the step. */
const WAITED_FOR: readonly StepKind[] = ["WAIT", "REVIEW", "DECIDE", "SYSTEM", "OTHER_AGENCY", "INSPECTION"];

/** Whose turn it is during a step: the beneficiary's in what they see and do, else the responsible party's. */
export function turnOf(step: { readonly kind: StepKind; readonly seenBy: SeenBy; readonly responsibleParty: ResponsibleParty }): Turn {
  const waits = step.seenBy === "GOVERNMENT" || WAITED_FOR.includes(step.kind);
  return waits ? step.responsibleParty : "BENEFICIARY";
}
