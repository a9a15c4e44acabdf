import type { Signal } from "../../../catalogue/domain/signal";
import type { EffortShare } from "../../../statistics/effort-signal";
import { wilsonInterval } from "../../../statistics/wilson-interval";
import { isReading, mainReading, type ScoreReading } from "../rank-steps";
import { readingsOf } from "../measure";
import type { StepCounts } from "../step-counts";
import { type EffortProfile, type EffortSignalName, PROFILE_SIGNALS, PROFILES } from "./effort-policy";

/** Told answers about a step to one reading: how many, and their sum. */
export interface StepAnswers extends ScoreReading {
  readonly n: number;
  readonly sum: number;
}

/** What was counted of a step, and what of it may be used. */
export interface StepSeen {
  /** Undefined: nobody passed it. */
  readonly counts: StepCounts | undefined;
  /** Answers about it that may be told, by reading. */
  readonly answers: readonly StepAnswers[];
  /** Signals that some portal declares for the service. */
  readonly measured: ReadonlySet<Signal>;
  /** Whether how long it should take is known from somebody other than its owner. */
  readonly timed: boolean;
}

/** Evidence of the burden of a step or a stage. What is not there was not measured; it is not zero. */
export interface StepEvidence {
  readonly shares: Readonly<Partial<Record<EffortSignalName, EffortShare>>>;
  /** Signals of which this could be told, whether or not anything came of it yet. */
  readonly declared: ReadonlySet<EffortSignalName>;
  /** What the answers behind the difficulty share; null: there are none. */
  readonly reading: ScoreReading | null;
}

const PORTAL_SIGNALS = { ERROR: "ERROR", RETRY: "RETRY", HELP: "HELP", CHANNEL_SWITCH: "CHANNEL_SWITCH" } as const satisfies Record<Signal, EffortSignalName>;
/** Nobody declares these: Yusr hears them itself, as soon as people's own words reach the counts. Until then they are not observed. */
const UNDECLARED: readonly EffortSignalName[] = ["COMPLAINT", "NEGATIVE_COMMENT"];

/** Evidence of one step. Answers are those to the reading that most of them belong to: others are never added up with them. */
export function stepEvidence({ counts, answers, measured, timed }: StepSeen): StepEvidence {
  const reading = mainReading(answers) ?? null;
  const told = answers.find((row) => reading !== null && isReading(row, reading));
  const difficulty = told === undefined ? undefined : difficultyOf(told);
  const logged = counts !== undefined && counts.reached > 0;
  const declared = new Set<EffortSignalName>([
    ...(difficulty === undefined ? [] : (["DIFFICULTY"] as const)),
    ...(logged ? (["DROP_OFF", "RETURNED"] as const) : []),
    ...(logged && timed ? (["OVER_TIME"] as const) : []),
    ...[...measured].map((signal) => PORTAL_SIGNALS[signal]),
  ]);
  const known: readonly (readonly [EffortSignalName, number, number])[] = counts === undefined ? [] : [
    ["OVER_TIME", counts.overTime, timed ? counts.overTimeKnown : 0],
    ["DROP_OFF", counts.abandoned, counts.proceeded + counts.abandoned],
    ["HELP", counts.withHelp, counts.helpKnown],
    ["CHANNEL_SWITCH", counts.withChannelSwitch, counts.channelSwitchKnown],
    ["ERROR", counts.withError, counts.errorKnown],
    ["RETRY", counts.withRetry, counts.retryKnown],
    ["RETURNED", counts.returnedForCompletion, counts.reached],
  ];
  const log = known.filter(([, , n]) => n > 0).map(([name, x, n]) => [name, { x, n }] as const);
  return { shares: { ...Object.fromEntries(log), ...(difficulty === undefined ? {} : { DIFFICULTY: difficulty }) }, declared, reading: difficulty === undefined ? null : reading };
}

/** Σ (max − ease)/(max − min) over the answers. */
function difficultyOf({ instrumentCode, n, sum }: StepAnswers): EffortShare | undefined {
  const scale = readingsOf("STEP_EASE").find(({ instrument }) => instrument === instrumentCode);
  if (scale === undefined || n === 0) return undefined;
  return { x: Math.min(n, Math.max(0, (n * scale.max - sum) / (scale.max - scale.min))), n };
}

/**
 * Evidence of a stage out of that of its steps, as if it were one step, so that splitting a step in parts gains nothing:
 * what happened in any of them counts (added up, at most once for each transaction), out of the most transactions that any
 * of them tells of; and people find the stage as hard as the (surely) hardest of the steps that at least half of them pass.
 *
 * A transaction that met the same trouble in two steps counts twice, so a share is at its true value or above.
 */
export function stageEvidence(steps: readonly { readonly seen: StepSeen; readonly evidence: StepEvidence }[]): StepEvidence {
  const busiest = Math.max(0, ...steps.map(({ seen }) => seen.counts?.reached ?? 0));
  const felt = steps.filter(({ seen }) => 2 * (seen.counts?.reached ?? 0) >= busiest).flatMap(({ evidence }) => (evidence.shares.DIFFICULTY === undefined ? [] : [{ ...evidence.shares.DIFFICULTY, reading: evidence.reading }]));
  const [hardest] = felt.sort((a, b) => surely(b) - surely(a) || b.n - a.n);
  const shares: Partial<Record<EffortSignalName, EffortShare>> = hardest === undefined ? {} : { DIFFICULTY: { x: hardest.x, n: hardest.n } };
  for (const name of LOGGED) {
    const seen = steps.flatMap(({ evidence }) => evidence.shares[name] ?? []);
    const n = Math.max(0, ...seen.map((share) => share.n));
    if (n > 0) shares[name] = { x: Math.min(n, seen.reduce((sum, { x }) => sum + x, 0)), n };
  }
  const declared = new Set(steps.flatMap(({ evidence }) => [...evidence.declared]));
  if (hardest === undefined) declared.delete("DIFFICULTY");
  return { shares, declared, reading: hardest?.reading ?? null };
}

/** The share at its least: a few angry answers do not make a step the hardest. */
function surely({ x, n }: EffortShare): number {
  return wilsonInterval(x, n)?.low ?? 0;
}

const LOGGED = ["OVER_TIME", "DROP_OFF", "HELP", "CHANNEL_SWITCH", "ERROR", "RETRY", "RETURNED"] as const;

/** The richest profile all of whose signals are declared; null: not even the log's. */
export function richestProfile({ declared }: StepEvidence): EffortProfile | null {
  return PROFILES.find((profile) => PROFILE_SIGNALS[profile].every((name) => declared.has(name) || UNDECLARED.includes(name))) ?? null;
}
