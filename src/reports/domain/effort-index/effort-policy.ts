import { checkEffortSignals } from "../../../statistics/check-effort-signals";
import type { EffortPillar, EffortSignal } from "../../../statistics/effort-signal";
import { isDay } from "../../../shared/local-day";
import { Refusal } from "../../../shared/refusal";

/** What burdens people at a step, each a share of its transactions or answers. METHODS 5.2. */
export const EffortSignalName = {
  DIFFICULTY: "DIFFICULTY",
  COMPLAINT: "COMPLAINT",
  NEGATIVE_COMMENT: "NEGATIVE_COMMENT",
  OVER_TIME: "OVER_TIME",
  DROP_OFF: "DROP_OFF",
  HELP: "HELP",
  CHANNEL_SWITCH: "CHANNEL_SWITCH",
  ERROR: "ERROR",
  RETRY: "RETRY",
  RETURNED: "RETURNED",
} as const;
export type EffortSignalName = keyof typeof EffortSignalName;

/** A set of signals by which steps are compared; the richest first. `LOG` is friction in the log, never effort. */
export const EffortProfile = { FULL: "FULL", STATUS: "STATUS", FELT: "FELT", LOG: "LOG" } as const;
export type EffortProfile = keyof typeof EffortProfile;

/** The profiles, the richest first. */
export const PROFILES: readonly EffortProfile[] = ["FULL", "STATUS", "FELT", "LOG"];

/** What each profile looks at; how much each counts is policy. */
export const PROFILE_SIGNALS: Readonly<Record<EffortProfile, readonly EffortSignalName[]>> = {
  FULL: ["DIFFICULTY", "COMPLAINT", "NEGATIVE_COMMENT", "OVER_TIME", "DROP_OFF", "HELP", "CHANNEL_SWITCH", "ERROR", "RETRY"],
  STATUS: ["DIFFICULTY", "OVER_TIME", "DROP_OFF", "RETURNED"],
  FELT: ["DIFFICULTY"],
  LOG: ["OVER_TIME", "DROP_OFF", "RETURNED"],
};

/** Asked of people, seen in the log, or said unasked. */
export function pillarOf(signal: EffortSignalName): EffortPillar {
  if (signal === "DIFFICULTY") return "direct";
  return signal === "COMPLAINT" || signal === "NEGATIVE_COMMENT" ? "indirect" : "inferred";
}

/** A signal with its weight in a profile and its goalposts. */
export interface PolicySignal extends EffortSignal {
  readonly name: EffortSignalName;
}

/** What counts for how much, from which day on. A version never changes; indexes of two versions are not compared. */
export interface EffortPolicy {
  readonly version: number;
  readonly validFrom: string;
  /** Points from which a step counts as hard. */
  readonly threshold: number;
  /** How alike the signals of a step are taken to move. */
  readonly correlation: number;
  readonly profiles: Readonly<Record<EffortProfile, readonly PolicySignal[]>>;
}

/** A policy that is to become the next version. */
export type EffortPolicyDraft = Omit<EffortPolicy, "version">;

/**
 * Whether a policy can be published. Codes: `INVALID_DAY`, `OUT_OF_RANGE` for a threshold not in 1–99 or a correlation not
 * in 0–1, `WRONG_SIGNALS` where a profile does not weigh exactly its own, `INVALID_WEIGHTS` where its weights do not sum to 1
 * or a goalpost above is not above the one below.
 */
export function checkEffortPolicy({ validFrom, threshold, correlation, profiles }: EffortPolicyDraft): Refusal | undefined {
  if (!isDay(validFrom)) return new Refusal("INVALID_DAY", "A day is written YYYY-MM-DD and exists.", ["validFrom"]);
  if (!(threshold >= 1 && threshold <= 99)) return new Refusal("OUT_OF_RANGE", "The threshold lies between 1 and 99 points.", ["threshold"]);
  if (!(correlation >= 0 && correlation <= 1)) return new Refusal("OUT_OF_RANGE", "The correlation lies between 0 and 1.", ["correlation"]);
  for (const profile of PROFILES) {
    const given = profiles[profile].map(({ name }) => name);
    const own = PROFILE_SIGNALS[profile];
    if (given.length !== own.length || !own.every((name) => given.includes(name))) return new Refusal("WRONG_SIGNALS", `${profile} weighs exactly ${own.join(", ")}.`, ["profiles", profile]);
    const wrong = checkEffortSignals(profiles[profile]);
    if (wrong !== null) return new Refusal("INVALID_WEIGHTS", `In ${profile}, ${wrong}.`, ["profiles", profile]);
  }
  return undefined;
}

/** The version in force on a day: the latest that holds by then, before any did the first. `versions` are not empty. */
export function policyOn(versions: readonly EffortPolicy[], day: string): EffortPolicy {
  const inOrder = [...versions].sort((a, b) => a.version - b.version);
  const policy = inOrder.findLast(({ validFrom }) => validFrom <= day) ?? inOrder[0];
  if (policy === undefined) throw new Error("no version of the effort policy is stored");
  return policy;
}
