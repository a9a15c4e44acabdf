/** When a person is asked: after their own part, after the outcome, after giving up. Answers of different moments are never pooled. */
export const Moment = { AFTER_OWN_PART: "AFTER_OWN_PART", AFTER_OUTCOME: "AFTER_OUTCOME", AFTER_GIVING_UP: "AFTER_GIVING_UP" } as const;
export type Moment = keyof typeof Moment;
