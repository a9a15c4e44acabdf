import { textDigest } from "../../shared/text-digest";
import type { Transaction } from "../../transactions/domain/transaction";
import type { History } from "./history";
import { type Contribution, VARIANT_TALLY } from "./tally";

/** A path through a service's steps, and the short name it is counted under. */
export interface VariantPath {
  readonly serviceId: string;
  readonly pathHash: string;
  readonly steps: readonly string[];
}

/** The path of a transaction; undefined where no passage is known yet. */
export function pathOf(transaction: Transaction): VariantPath | undefined {
  if (transaction.passages.length === 0) return undefined;
  const steps = transaction.passages.map((passage) => passage.step);
  return { serviceId: transaction.serviceId, pathHash: textDigest(JSON.stringify(steps)), steps };
}

/** The path of the transaction, counted once; nothing where no passage is known yet. */
export function variantContribution(history: History): readonly Contribution<typeof VARIANT_TALLY>[] {
  const { transaction, closingDay } = history;
  const path = pathOf(transaction);
  if (path === undefined) return [];
  const key = { serviceId: transaction.serviceId, day: closingDay, procedureId: transaction.procedureId, pathHash: path.pathHash };
  return [{ tally: VARIANT_TALLY, key, measures: { n: 1 } }];
}
