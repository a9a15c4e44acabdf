/** How far a step is done by machine. */
export const Automation = { MANUAL: "MANUAL", ASSISTED: "ASSISTED", AUTOMATED: "AUTOMATED" } as const;
export type Automation = keyof typeof Automation;
