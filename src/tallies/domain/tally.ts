/**
 * What the counts are made of: for each tally the columns of its key and its measures. Rows, tables, the fold and the
 * writing of deltas all follow from these descriptions; so do the coarser grains (`grain.ts`). In a key the empty text stands for "nobody said" (channel,
 * segment, language), for the start or end of a transaction (edges) and for the whole of it (durations), because a key
 * column cannot be null.
 */
export interface Tally {
  /** `transaction` is kept in `transaction_tally`, its coarser grains, and `transaction_delta`. */
  readonly name: string;
  /** In the order of the primary key, which starts with the service. */
  readonly key: readonly KeyColumn[];
  /** Key columns that the coarsest grain adds up over: reports that ask for no part of them read that one. */
  readonly perSegment: readonly string[];
  /** Whether its days are firsts of months already: no finer grain is kept. */
  readonly monthly?: true;
  /** Integers that add up. */
  readonly measures: readonly string[];
  /** Whether each row also carries log-buckets of durations: two arrays, keys (of seconds) and counts. */
  readonly buckets: boolean;
}

/** A column of a tally's key. */
export interface KeyColumn {
  readonly name: string;
  readonly type: "uuid" | "date" | "text";
}

const service = { name: "serviceId", type: "uuid" } as const;
const procedure = { name: "procedureId", type: "uuid" } as const;
const day = { name: "day", type: "date" } as const;
const text = <N extends string>(name: N): { readonly name: N; readonly type: "text" } => ({ name, type: "text" });

/** Transactions by the day they ended (in flight: started). */
export const TRANSACTION_TALLY = {
  name: "transaction",
  key: [service, day, procedure, text("channel"), text("segment"), text("language"), text("outcome")],
  perSegment: ["channel", "segment", "language"],
  measures: ["n", "withPromise", "promiseKept", "withdrawnBeforeGovernment"],
  buckets: false,
} as const satisfies Tally;

/** Transaction-steps, and totals over their passages, by the day the transaction first entered the step. */
export const PASSAGE_TALLY = {
  name: "passage",
  key: [service, day, procedure, text("stepCode"), text("channel"), text("segment")],
  perSegment: ["channel", "segment"],
  measures: [
    "reached", "proceeded", "abandoned", "returnedForCompletion",
    "withError", "errorKnown", "withRetry", "retryKnown", "withHelp", "helpKnown", "withChannelSwitch", "channelSwitchKnown",
    "overTime", "overTimeKnown",
    "passages", "errors", "errorPassages", "retries", "retryPassages", "overExpectedMs",
  ],
  buckets: false,
} as const satisfies Tally;

/** Durations of passages and of whole transactions. */
export const DURATION_TALLY = {
  name: "duration",
  key: [service, day, procedure, text("stepCode"), text("kind"), text("calendar"), text("turn"), text("channel"), text("segment")],
  perSegment: ["channel", "segment"],
  measures: ["n", "zeros", "totalMs"],
  buckets: true,
} as const satisfies Tally;

/** How transaction-steps ended, and how long after the transaction first entered the step, by the day it did. In flight: reached without a fate. */
export const FATE_TALLY = {
  name: "fate",
  key: [service, day, procedure, text("stepCode"), text("fate")],
  perSegment: [],
  measures: ["n", "zeros", "totalMs"],
  buckets: true,
} as const satisfies Tally;

/** Transaction-stages at a touchpoint, by the month the transaction first entered the stage: `day` is the first of it. */
export const PLACE_TALLY = {
  name: "place",
  key: [service, day, procedure, text("stageCode"), { name: "touchpointId", type: "uuid" }],
  perSegment: [],
  monthly: true,
  measures: ["reached", "returned", "abandoned", "totalMs"],
  buckets: false,
} as const satisfies Tally;

/** Directly-follows edges by the day of the second step (to the end: the day ended). */
export const EDGE_TALLY = {
  name: "edge",
  key: [service, day, procedure, text("fromStep"), text("toStep")],
  perSegment: [],
  measures: ["n", "zeros", "totalMs"],
  buckets: true,
} as const satisfies Tally;

/** Variants by the day the transaction ended (in flight: started). What a path is stands in `variant_path`. */
export const VARIANT_TALLY = {
  name: "variant",
  key: [service, day, procedure, text("pathHash")],
  perSegment: [],
  measures: ["n"],
  buckets: false,
} as const satisfies Tally;

/** People on the way from "might be asked" to "answered", by the day it was decided. */
export const INVITATION_TALLY = {
  name: "invitation",
  key: [service, day, text("surveyId"), text("moment"), text("channel"), text("segment"), text("language"), text("outcome"), text("state")],
  perSegment: ["channel", "segment", "language"],
  measures: ["n"],
  buckets: false,
} as const satisfies Tally;

/** Returns: a subject's next transactions of the service, by the day they started. What is before is of the transaction before. */
export const RETURN_TALLY = {
  name: "return",
  key: [
    service, day, procedure, text("opportunity"), text("channelFirst"), text("channelBefore"), text("channelNow"),
    text("gap"), text("outcomeBefore"), text("band"),
  ],
  perSegment: [],
  measures: ["n"],
  buckets: false,
} as const satisfies Tally;

/** Every tally that is counted live: written as deltas, folded into tallies. */
export const TALLIES = [TRANSACTION_TALLY, PASSAGE_TALLY, FATE_TALLY, DURATION_TALLY, EDGE_TALLY, VARIANT_TALLY, PLACE_TALLY, INVITATION_TALLY, RETURN_TALLY] as const;

type Keyed<T extends Tally> = { readonly [N in T["key"][number]["name"]]: string };
type Measured<T extends Tally> = { readonly [N in T["measures"][number]]?: number };

/** What one thing adds to one tally. Measures left out are zero; `bucket` is the log-bucket of its duration. */
export interface Contribution<T extends Tally> {
  readonly tally: T;
  readonly key: Keyed<T>;
  readonly measures: Measured<T>;
  readonly bucket?: number;
}

export type TallyRow =
  | Contribution<typeof TRANSACTION_TALLY>
  | Contribution<typeof PASSAGE_TALLY>
  | Contribution<typeof FATE_TALLY>
  | Contribution<typeof DURATION_TALLY>
  | Contribution<typeof EDGE_TALLY>
  | Contribution<typeof VARIANT_TALLY>
  | Contribution<typeof PLACE_TALLY>
  | Contribution<typeof INVITATION_TALLY>
  | Contribution<typeof RETURN_TALLY>;
