/**
 * What a portal may measure about a passage beyond its times. A signal counts only from the day on which the portal
 * declared that it measures it: "not measured" is not zero.
 */
export const Signal = {
  ERROR: "ERROR",
  RETRY: "RETRY",
  HELP: "HELP",
  CHANNEL_SWITCH: "CHANNEL_SWITCH",
} as const;
export type Signal = keyof typeof Signal;
