/** The measure by which steps are ranked, one at a time: the worst first. */
export const StepOrder = {
  INDEX: "INDEX",
  EASIEST: "EASIEST",
  EASE: "EASE",
  DROP_OFF: "DROP_OFF",
  RETURNED: "RETURNED",
  ERRORS: "ERRORS",
  RETRIES: "RETRIES",
  HELP: "HELP",
  CHANNEL_SWITCHES: "CHANNEL_SWITCHES",
  OVER_TIME: "OVER_TIME",
  EXTRA_PASSAGES: "EXTRA_PASSAGES",
  SERVICE_TIME: "SERVICE_TIME",
  WAITING: "WAITING",
  HOURS: "HOURS",
  TRIPS: "TRIPS",
} as const;
export type StepOrder = keyof typeof StepOrder;

/** The orders by a share of transaction-steps, and what it is made of: the sum of `x` out of the sum of `n`. */
export const SHARES = {
  DROP_OFF: { x: ["abandoned"], n: ["proceeded", "abandoned"] },
  RETURNED: { x: ["returnedForCompletion"], n: ["reached"] },
  ERRORS: { x: ["withError"], n: ["errorKnown"] },
  RETRIES: { x: ["withRetry"], n: ["retryKnown"] },
  HELP: { x: ["withHelp"], n: ["helpKnown"] },
  CHANNEL_SWITCHES: { x: ["withChannelSwitch"], n: ["channelSwitchKnown"] },
  OVER_TIME: { x: ["overTime"], n: ["overTimeKnown"] },
} as const satisfies Partial<Record<StepOrder, { readonly x: readonly string[]; readonly n: readonly string[] }>>;
export type ShareOrder = keyof typeof SHARES;

/** The orders by a total of time, and which. */
export const TIMES = { SERVICE_TIME: "SERVICE", WAITING: "WAITING" } as const satisfies Partial<Record<StepOrder, "SERVICE" | "WAITING">>;
export type TimeOrder = keyof typeof TIMES;

/** The orders by the Step Effort Index: the surely hardest first, or the surely easiest. */
export type IndexOrder = "INDEX" | "EASIEST";

/** Whether an order is by the index. */
export function isIndexOrder(order: StepOrder): order is IndexOrder {
  return order === "INDEX" || order === "EASIEST";
}

/** Whether an order is by a share. */
export function isShareOrder(order: StepOrder): order is ShareOrder {
  return order in SHARES;
}

/** Whether an order is by a total of time. */
export function isTimeOrder(order: StepOrder): order is TimeOrder {
  return order in TIMES;
}
