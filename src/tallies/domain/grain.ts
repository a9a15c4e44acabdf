import type { KeyColumn, Tally } from "./tally";

/**
 * How finely a tally is kept: by DAY, by MONTH with the same key (its `day` is the first of the month), or as the TOTAL
 * of a month over everything in `perSegment`. All are filled from the same deltas, so they always agree.
 */
export const Grain = { DAY: "DAY", MONTH: "MONTH", TOTAL: "TOTAL" } as const;
export type Grain = keyof typeof Grain;

/** The grains of a tally, finest first. */
export function grainsOf(tally: Tally): readonly Grain[] {
  if (tally.monthly === true) return ["MONTH"];
  return tally.perSegment.length === 0 ? ["DAY", "MONTH"] : ["DAY", "MONTH", "TOTAL"];
}

/** The key of a tally at a grain. */
export function keyAt(tally: Tally, grain: Grain): readonly KeyColumn[] {
  return grain === "TOTAL" ? tally.key.filter(({ name }) => !tally.perSegment.includes(name)) : tally.key;
}
