import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { wilsonInterval } from "./wilson-interval";

/**
 * Avoidable contact (failure demand): contacts judged avoidable ÷ all contacts, with its Wilson interval.
 *
 * Edge case: no contacts → null. Source: UK National Indicator 14. METHODS 9.
 */
export function avoidableContact(avoidable: number, total: number, confidence = DEFAULT_CONFIDENCE): { readonly share: number; readonly interval: Interval } | null {
  const interval = wilsonInterval(avoidable, total, confidence);
  return interval === null ? null : { share: avoidable / total, interval };
}
