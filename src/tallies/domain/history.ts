import type { ProcedureFacts, StepFacts } from "../../catalogue/domain/service-facts";
import type { Turn } from "../../catalogue/domain/turn";
import { localDay } from "../../shared/local-day";
import type { Passage, Transaction } from "../../transactions/domain/transaction";

/** A transaction as its tallies see it: each passage with its step and turn, each instant with its local day. */
export interface History {
  readonly transaction: Transaction;
  readonly procedure: ProcedureFacts;
  readonly passages: readonly TurnedPassage[];
  /** The steps it reached, in the order in which it first entered them. */
  readonly steps: readonly TransactionStep[];
  readonly ended: boolean;
  /** Local day on which it ended; started, while in flight. */
  readonly closingDay: string;
  dayOf(instant: Date): string;
}

export interface TurnedPassage extends Passage {
  /** Undefined for a step that the procedure does not know: `UNMAPPED`. */
  readonly facts: StepFacts | undefined;
  readonly turn: Turn;
}

/** @param procedure the version the transaction follows */
export function historyOf(transaction: Transaction, procedure: ProcedureFacts, timeZone: string): History {
  const steps = stepsOf(procedure);
  const passages = transaction.passages.map((passage) => turned(passage, steps.get(passage.step)));
  const ended = transaction.endedAt !== null || transaction.outcome !== "IN_FLIGHT";
  const dayOf = (instant: Date): string => localDay(instant, timeZone);
  return { transaction, procedure, passages, steps: transactionSteps(passages, dayOf), ended, dayOf, closingDay: dayOf(closing(transaction, ended)) };
}

/** Field by field: spreading a passage took a tenth of all counting. */
function turned(passage: Passage, facts: StepFacts | undefined): TurnedPassage {
  const { ordinal, step, sourceCode, enteredAt, leftAt, turn, errors, retries, helpRequests, channelSwitched } = passage;
  return { ordinal, step, sourceCode, enteredAt, leftAt, turn: turn ?? facts?.turn ?? "AGENCY", errors, retries, helpRequests, channelSwitched, facts };
}

/** Made once per procedure: a batch is mostly about a few of them. */
const stepsByProcedure = new WeakMap<ProcedureFacts, ReadonlyMap<string, StepFacts>>();

function stepsOf(procedure: ProcedureFacts): ReadonlyMap<string, StepFacts> {
  let steps = stepsByProcedure.get(procedure);
  if (steps === undefined) {
    steps = new Map(procedure.steps.map((step) => [step.code, step]));
    stepsByProcedure.set(procedure, steps);
  }
  return steps;
}

/** An end nobody dated is dated by the last sign of life. */
function closing(transaction: Transaction, ended: boolean): Date {
  if (transaction.endedAt !== null) return transaction.endedAt;
  const last = transaction.passages.at(-1);
  return (ended ? (last?.leftAt ?? last?.enteredAt) : undefined) ?? transaction.startedAt;
}

/** All passages of one transaction through one step, in order: a transaction counts once at a step, however often it came back. */
export interface TransactionStep {
  readonly stepCode: string;
  readonly passages: readonly [TurnedPassage, ...TurnedPassage[]];
  /** Local day on which the transaction first entered the step. */
  readonly day: string;
}

function transactionSteps(all: readonly TurnedPassage[], dayOf: (instant: Date) => string): readonly TransactionStep[] {
  const byStep = new Map<string, [TurnedPassage, ...TurnedPassage[]]>();
  for (const passage of all) {
    const known = byStep.get(passage.step);
    if (known === undefined) byStep.set(passage.step, [passage]);
    else known.push(passage);
  }
  return [...byStep].map(([stepCode, passages]) => ({ stepCode, passages, day: dayOf(passages[0].enteredAt) }));
}
