import type { SegmentRule } from "../../catalogue/domain/service-facts";
import type { Transaction } from "./transaction";

/**
 * Code of the first segment all of whose stated conditions hold; null where none fits. What nobody said about the
 * transaction fulfils no condition.
 */
export function segmentOf(rules: readonly SegmentRule[], transaction: Pick<Transaction, "beneficiary" | "actedBy" | "firstTime">): string | null {
  const fits = rules.find(
    (rule) =>
      (rule.beneficiary === null || rule.beneficiary === transaction.beneficiary) &&
      (rule.actedBy === null || rule.actedBy === transaction.actedBy) &&
      (rule.firstTime === null || rule.firstTime === transaction.firstTime),
  );
  return fits?.code ?? null;
}
