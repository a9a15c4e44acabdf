/** By how much more one changed than the other. */
export interface DifferenceInDifferences {
  readonly did: number;
  readonly se: number;
}

/**
 * Difference of two independent changes with its standard error √(se₁² + se₂²): the treated one less its comparison.
 * It is an effect only where both would have moved alike without the treatment. Source: Card & Krueger (1994), AER 84:772.
 */
export function differenceInDifferences(changeTreated: number, seTreated: number, changeControl: number, seControl: number): DifferenceInDifferences {
  return { did: changeTreated - changeControl, se: Math.hypot(seTreated, seControl) };
}
