/**
 * Length of the sum of one-sided deviations d ≥ 0 that share the correlation ρ: √((1 − ρ)Σd² + ρ(Σd)²), in the unit of d.
 *
 * A norm, monotone in each d: ρ = 0 is Pythagoras, ρ = 1 plain addition. None → 0. METHODS 5.2, after Zou & Donner (2008), Stat Med 27:1693–1702 (MOVER).
 */
export function correlatedLength(deviations: readonly number[], correlation: number): number {
  if (!(correlation >= 0 && correlation <= 1)) throw new RangeError("a common correlation lies in [0, 1]");
  let [sum, squares] = [0, 0];
  for (const deviation of deviations) {
    sum += deviation;
    squares += deviation * deviation;
  }
  return Math.sqrt((1 - correlation) * squares + correlation * sum * sum);
}
