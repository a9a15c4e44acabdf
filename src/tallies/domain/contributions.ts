import type { EffectiveCalendar } from "../../catalogue/domain/effective-calendar";
import type { ProcedureFacts } from "../../catalogue/domain/service-facts";
import type { Turn } from "../../catalogue/domain/turn";
import { isDecided } from "../../transactions/domain/outcome";
import type { Transaction } from "../../transactions/domain/transaction";
import { durationContributions } from "./duration-contributions";
import { edgeContributions } from "./edge-contributions";
import { fateContributions } from "./fate-contributions";
import { type History, historyOf } from "./history";
import { passageContributions } from "./passage-contributions";
import { placeContributions } from "./place-contributions";
import { type Contribution, TRANSACTION_TALLY, type TallyRow } from "./tally";
import { variantContribution } from "./variant";

/**
 * What one transaction, as far as it is known, adds to the counts: the only code that knows. Pure, so that what a change
 * adds is what the transaction contributes after it less what it contributed before, and history split in any way adds
 * up to the same. A withdrawn transaction contributes nothing.
 *
 * @param procedure the version the transaction follows (immutable, as every fact used here must be)
 * @param timeZone IANA name of the agency's zone: a day is the agency's day
 * @param calendar the revision of the agency's calendar that the transaction names; null for revision 0, without working time
 */
export function contributions(transaction: Transaction, procedure: ProcedureFacts, timeZone: string, calendar: EffectiveCalendar | null): readonly TallyRow[] {
  if (transaction.withdrawn) return [];
  const history = historyOf(transaction, procedure, timeZone);
  return [
    transactionContribution(history),
    ...passageContributions(history),
    ...fateContributions(history),
    ...durationContributions(history, calendar),
    ...edgeContributions(history),
    ...variantContribution(history),
    ...placeContributions(history),
  ];
}

const GOVERNMENT: readonly Turn[] = ["AGENCY", "OTHER_AGENCY"];

function transactionContribution(history: History): Contribution<typeof TRANSACTION_TALLY> {
  const { transaction, closingDay, passages } = history;
  const { promisedBy, outcome } = transaction;
  return {
    tally: TRANSACTION_TALLY,
    key: {
      serviceId: transaction.serviceId,
      day: closingDay,
      procedureId: transaction.procedureId,
      channel: transaction.channel ?? "",
      segment: transaction.segment ?? "",
      language: transaction.language ?? "",
      outcome,
    },
    measures: {
      n: 1,
      withPromise: promisedBy === null ? 0 : 1,
      promiseKept: promisedBy !== null && isDecided(outcome) && closingDay <= promisedBy ? 1 : 0,
      withdrawnBeforeGovernment: outcome === "WITHDRAWN" && !passages.some((passage) => GOVERNMENT.includes(passage.turn)) ? 1 : 0,
    },
  };
}
