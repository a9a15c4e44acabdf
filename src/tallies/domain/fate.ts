import { isDecided, type Outcome } from "../../transactions/domain/outcome";
import type { History, TransactionStep } from "./history";

/** How a step ended for a transaction. */
export const Fate = { PROCEEDED: "PROCEEDED", ABANDONED: "ABANDONED" } as const;
export type Fate = keyof typeof Fate;

const GIVEN_UP: readonly Outcome[] = ["ABANDONED", "EXPIRED", "WITHDRAWN"];

/**
 * How a step ended for the transaction. Undefined: it is still there, or it failed, or it was given up while somebody
 * else had the turn.
 */
export function fateOf(step: TransactionStep, { transaction, passages }: History): Fate | undefined {
  const last = passages.at(-1);
  if (last?.step !== step.stepCode || isDecided(transaction.outcome)) return "PROCEEDED";
  return GIVEN_UP.includes(transaction.outcome) && last.turn === "BENEFICIARY" ? "ABANDONED" : undefined;
}
