import { Turn } from "../../catalogue/domain/turn";
import { absentEstimate } from "./absent-estimate";
import type { AnswerScore } from "./answer-score";
import { countEstimate } from "./count-estimate";
import { type DurationFigures, durationFigures, type Durations } from "./duration-figures";
import type { Estimate, Reason } from "./estimate";
import type { EffortIndex } from "./effort-index/effort-index";
import { ratioEstimate } from "./ratio-estimate";
import { shareEstimate } from "./share-estimate";
import type { ReportedStep } from "./reported-steps";
import type { StepCounts } from "./step-counts";
import type { Thresholds } from "./thresholds";

export interface StepDurations extends Durations {
  readonly kind: "SERVICE" | "WAITING";
}

/** Waiting before a step, by who had the turn in it. */
export interface TurnWaiting extends DurationFigures {
  readonly turn: Turn;
}

/** What a step cost people, seen from the log and from their answers. */
export interface StepEffort extends StepFigures {
  /** How hard it is for people, all of this weighed together. */
  readonly index: EffortIndex;
}

/** The figures of a step one by one. */
export interface StepFigures extends Pick<ReportedStep, "code" | "names" | "stage" | "kind" | "automation" | "turn" | "retired"> {
  /** Transactions that reached it. */
  readonly reached: Estimate;
  readonly passages: Estimate;
  /** Rework: passages beyond the first of each transaction. */
  readonly extraPassages: Estimate;
  readonly passagesPerTransaction: Estimate;
  /** Share of the transactions that were sent back to it after somebody else had had the turn. */
  readonly returned: Estimate;
  /** Shares of the transactions for which it is known. */
  readonly errors: Estimate;
  readonly retries: Estimate;
  readonly help: Estimate;
  readonly channelSwitches: Estimate;
  readonly overTime: Estimate;
  /** Given up here, of those that went on or gave up. */
  readonly dropOff: Estimate;
  /** From entering to leaving. */
  readonly serviceTime: DurationFigures;
  /** Between the latest end of what came before and entering. */
  readonly waiting: DurationFigures;
  readonly waitingByTurn: readonly TurnWaiting[];
  /** How easy people found it; one entry for each instrument version and mode, never empty. */
  readonly ease: readonly AnswerScore[];
}

const NONE: StepCounts = {
  ...{ reached: 0, proceeded: 0, abandoned: 0, returnedForCompletion: 0, passages: 0, overTime: 0, overTimeKnown: 0 },
  ...{ withError: 0, errorKnown: 0, withRetry: 0, retryKnown: 0, withHelp: 0, helpKnown: 0, withChannelSwitch: 0, channelSwitchKnown: 0 },
};

/**
 * The figures of one step. `counts` undefined: no transaction passed it. That is a 0 where the service's transactions
 * were logged (`logged`), and unknown (null) where none were, or where no portal looks (before applying, after the
 * decision): `NO_DATA`, `NOT_MEASURED`.
 */
export function stepEffort(
  outline: ReportedStep,
  counts: StepCounts | undefined,
  durations: readonly StepDurations[],
  ease: readonly AnswerScore[],
  logged: boolean,
  thresholds: Thresholds,
): StepFigures {
  const { code, names, stage, kind, automation, turn, retired } = outline;
  const c = counts ?? NONE;
  const missing: Reason = outline.unlogged ? "NOT_MEASURED" : "NO_DATA";
  const known = c.reached > 0 || (logged && !outline.unlogged);
  const count = (n: number): Estimate => (known ? countEstimate(n) : absentEstimate("COUNT", "COUNT", missing));
  const share = (x: number, n: number, ifNone: Reason): Estimate => shareEstimate(x, n, "LOG", thresholds, { ifNone: c.reached === 0 ? missing : ifNone });
  const waiting = durations.filter((row) => row.kind === "WAITING");
  return {
    ...{ code, names, stage, kind, automation, turn, retired },
    reached: count(c.reached),
    passages: count(c.passages),
    extraPassages: count(c.passages - c.reached),
    passagesPerTransaction: c.reached === 0 ? absentEstimate("RATIO", "RATIO", missing) : ratioEstimate(c.passages, c.reached, thresholds),
    returned: share(c.returnedForCompletion, c.reached, missing),
    errors: share(c.withError, c.errorKnown, "NOT_MEASURED"),
    retries: share(c.withRetry, c.retryKnown, "NOT_MEASURED"),
    help: share(c.withHelp, c.helpKnown, "NOT_MEASURED"),
    channelSwitches: share(c.withChannelSwitch, c.channelSwitchKnown, "NOT_MEASURED"),
    overTime: share(c.overTime, c.overTimeKnown, outline.expectedSeconds === null ? "NO_EXPECTED_TIME" : "NO_DATA"),
    dropOff: dropOff(c, missing, thresholds),
    serviceTime: durationFigures(durations.filter((row) => row.kind === "SERVICE"), thresholds, missing),
    waiting: durationFigures(waiting, thresholds, missing),
    waitingByTurn: Object.values(Turn)
      .map((whose) => ({ whose, rows: waiting.filter((row) => row.turn === whose && row.n > 0) }))
      .filter(({ rows }) => rows.length > 0)
      .map(({ whose, rows }) => ({ turn: whose, ...durationFigures(rows, thresholds) })),
    ease,
  };
}

/**
 * Abandoned ÷ (proceeded + abandoned), METHODS 6.6 (a). Biased towards what goes fast while many are still under way, so
 * then it is marked `MANY_UNRESOLVED`.
 */
function dropOff(counts: StepCounts, missing: Reason, thresholds: Thresholds): Estimate {
  const resolved = counts.proceeded + counts.abandoned;
  const many = counts.reached - resolved > thresholds.manyUnresolved * counts.reached;
  return shareEstimate(counts.abandoned, resolved, "LOG", thresholds, { ifNone: missing, reasons: many ? ["MANY_UNRESOLVED"] : [] });
}
