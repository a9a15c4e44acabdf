/** Lowest and highest score of a scale. */
export type Scale = readonly [min: number, max: number];

/**
 * A value moved from one scale to another by linear interpolation, end to end: 1…5 → 1…10 gives 1, 3.25, 5.5, 7.75, 10.
 *
 * For means only, and approximate: answers to five points are not answers to seven (METHODS 1.5). A scale of one point throws.
 * Source: Dawes (2008), IJMR 50:61–77.
 */
export function rescale(value: number, [fromMin, fromMax]: Scale, [toMin, toMax]: Scale): number {
  if (!(fromMax > fromMin)) throw new RangeError("rescale needs a scale of more than one point");
  return toMin + ((value - fromMin) / (fromMax - fromMin)) * (toMax - toMin);
}
