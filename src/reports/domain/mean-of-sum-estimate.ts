import { meanOfSum, type SumPart } from "../../statistics/mean-of-sum";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, type Reason, sampled, type Unit } from "./estimate";
import type { Thresholds } from "./thresholds";

/** What a sum is made of, and what is known of it. */
export interface SummedParts {
  readonly parts: readonly SumPart[];
  /** Units (transactions) that the sum is shared by. */
  readonly n: number;
  /** What one of the parts' units is in the unit of the figure: 1/3600 turns seconds into hours. */
  readonly scale?: number;
  readonly reasons?: readonly Reason[];
}

/**
 * Mean sum per unit (METHOD `MEAN_OF_SUM`). A part of which nothing was measured leaves only a lower end: no figure,
 * `PARTLY_MEASURED`; where nothing at all was, `NOT_MEASURED`. No units: `NO_DATA`.
 */
export function meanOfSumEstimate(unit: Unit, { parts, n, scale = 1, reasons = [] }: SummedParts, thresholds: Thresholds): Estimate {
  if (n === 0) return absentEstimate(unit, "MEAN_OF_SUM", "NO_DATA");
  const known = parts.filter(({ measured = 1 }) => measured > 0);
  if (known.length === 0 && parts.length > 0) return absentEstimate(unit, "MEAN_OF_SUM", "NOT_MEASURED");
  const found = meanOfSum(known, n, thresholds.confidence);
  if (found === null) return absentEstimate(unit, "MEAN_OF_SUM", "NOT_MEASURED");
  const { mean, interval } = found;
  const low = interval === null ? null : interval.low * scale;
  if (known.length < parts.length) return { ...sampled({ unit, method: "MEAN_OF_SUM", value: null, low, high: null, n }, thresholds, [...reasons, "PARTLY_MEASURED"]), quality: "NONE" };
  const figure = { unit, method: "MEAN_OF_SUM", value: mean * scale, low, high: interval === null ? null : interval.high * scale, n } as const;
  return sampled(figure, thresholds, interval === null ? [...reasons, "NO_INTERVAL"] : reasons);
}

/** Days of a year; a period of 365 or 366 is one. */
const YEAR = 365;

/**
 * The same for all the transactions of a year: per transaction × transactions counted. Over exactly a year, measured
 * throughout, it was counted: an exact total. Else it is an estimate: of a period that is no year, at its pace
 * (`SCALED_TO_A_YEAR`), with the interval of the mean; the number of transactions is taken as given.
 *
 * @param days how many days were counted
 */
export function yearlyEstimate(unit: Unit, summed: SummedParts, days: number, thresholds: Thresholds): Estimate {
  const isYear = days === YEAR || days === YEAR + 1;
  const year = isYear ? 1 : YEAR / days;
  const { parts, n, scale = 1, reasons = [] } = summed;
  if (isYear && n > 0 && parts.every(({ measured = 1 }) => measured === 1)) {
    const value = parts.reduce((sum, { total }) => sum + total, 0) * scale;
    return { unit, value, low: value, high: value, confidence: null, n, effectiveN: n, method: "SUM", quality: "FULL", suppressed: false, reasons };
  }
  return meanOfSumEstimate(unit, { ...summed, scale: scale * n * year, reasons: isYear ? reasons : [...reasons, "SCALED_TO_A_YEAR"] }, thresholds);
}
