/** Whether a status of a portal's status table opens or closes a passage. */
export const StatusMark = { ENTERED: "ENTERED", LEFT: "LEFT" } as const;
export type StatusMark = keyof typeof StatusMark;
