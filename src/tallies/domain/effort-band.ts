import type { History } from "./history";
import { passageContributions } from "./passage-contributions";

/** How hard a transaction was, as far as its log shows it. */
export const EffortBand = { NONE: "NONE", SOME: "SOME", MUCH: "MUCH", UNKNOWN: "UNKNOWN" } as const;
export type EffortBand = keyof typeof EffortBand;

const TROUBLES = ["withError", "withRetry", "withHelp", "withChannelSwitch", "returnedForCompletion", "overTime"] as const;
const KNOWN = ["errorKnown", "retryKnown", "helpKnown", "channelSwitchKnown", "overTimeKnown"] as const;

/**
 * By how many kinds of trouble (error, retry, help, channel switch, returned for completion, over time) there were at any
 * step, each as the tally of passages counts it: NONE; SOME, one kind; MUCH, two or more. UNKNOWN: no trouble is known, and
 * at no step was anything measured that could have shown one. From what was observed alone, because what the person
 * answered does not stay tied to the transaction.
 */
export function effortBand(history: History): EffortBand {
  const steps = passageContributions(history).map(({ measures }) => measures);
  const troubles = TROUBLES.filter((trouble) => steps.some((step) => (step[trouble] ?? 0) > 0)).length;
  if (troubles > 1) return "MUCH";
  if (troubles === 1) return "SOME";
  return KNOWN.some((known) => steps.some((step) => (step[known] ?? 0) > 0)) ? "NONE" : "UNKNOWN";
}
