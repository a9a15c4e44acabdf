/** What sort of thing a step asks of people; the peer group it is compared with. Closed list. */
export const StepKind = {
  FIND_OUT: "FIND_OUT",
  GATHER: "GATHER",
  SIGN_IN: "SIGN_IN",
  FILL_IN: "FILL_IN",
  UPLOAD: "UPLOAD",
  BOOK: "BOOK",
  VISIT: "VISIT",
  INSPECTION: "INSPECTION",
  OTHER_AGENCY: "OTHER_AGENCY",
  PAY: "PAY",
  WAIT: "WAIT",
  FIX: "FIX",
  RECEIVE: "RECEIVE",
  FOLLOW_UP: "FOLLOW_UP",
  REVIEW: "REVIEW",
  DECIDE: "DECIDE",
  SYSTEM: "SYSTEM",
} as const;
export type StepKind = keyof typeof StepKind;
