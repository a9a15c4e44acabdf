import type { Interval } from "./interval";

/** A control chart of single values. */
export interface XmrChart {
  readonly centre: number;
  /** Mean moving range: the ordinary step from one value to the next. */
  readonly mrBar: number;
  readonly limits: Interval;
  /** Largest moving range to expect. */
  readonly mrLimit: number;
  /** Indices of the values outside the limits. */
  readonly outside: readonly number[];
}

/** Mean range of two standard normal numbers, and the factor for the largest range to expect. */
const D2 = 1.128;
const D4 = 3.267;

/**
 * XmR chart (individuals and moving range): x̄ ± 3·MR̄/1.128. `baseline`: the first so many values give centre and range
 * (absent: all). In the units of the values, not clipped: the caller knows the scale. Fewer than two values → null.
 * Source: Shewhart/Wheeler; Montgomery 6.4; METHODS 3.2.
 */
export function xmrChart(values: readonly number[], baseline = values.length): XmrChart | null {
  const known = values.slice(0, baseline);
  if (known.length < 2) return null;
  const mrBar = known.slice(1).reduce((sum, value, index) => sum + Math.abs(value - (known[index] ?? NaN)), 0) / (known.length - 1);
  // Of equal values rounding may make another mean, and every one of them would lie outside.
  const centre = mrBar === 0 ? (known[0] ?? NaN) : known.reduce((sum, value) => sum + value, 0) / known.length;
  const limits = { low: centre - (3 * mrBar) / D2, high: centre + (3 * mrBar) / D2 };
  const outside = values.flatMap((value, index) => (value < limits.low || value > limits.high ? [index] : []));
  return { centre, mrBar, limits, mrLimit: D4 * mrBar, outside };
}
