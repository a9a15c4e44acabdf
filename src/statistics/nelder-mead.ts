interface Corner {
  readonly at: readonly number[];
  readonly value: number;
}

/**
 * Least value of a smooth function of a few variables, without derivatives.
 *
 * Variant: Nelder and Mead's simplex with the usual coefficients (reflect 1, expand 2, contract ½, shrink ½), until its
 * values differ by less than `tolerance` or after 2,000 steps. Finds a local minimum. Source: Nelder & Mead (1965).
 */
export function nelderMead(f: (at: readonly number[]) => number, start: readonly number[], step = 0.5, tolerance = 1e-12): readonly number[] {
  const corner = (at: readonly number[]): Corner => ({ at, value: f(at) });
  let corners = [corner(start), ...start.map((_, i) => corner(start.map((x, j) => (i === j ? x + step : x))))];
  for (let steps = 0; steps < 2_000; steps += 1) {
    corners = corners.toSorted((a, b) => a.value - b.value);
    const [best, worst, second] = [corners[0], corners.at(-1), corners.at(-2)];
    if (best === undefined || worst === undefined || second === undefined || worst.value - best.value < tolerance) break;
    const others = corners.slice(0, -1);
    const centre = start.map((_, i) => others.reduce((sum, { at }) => sum + (at[i] ?? 0), 0) / others.length);
    const towards = (far: number): Corner => corner(centre.map((x, i) => x + far * (x - (worst.at[i] ?? 0))));
    const reflected = towards(1);
    let better: Corner | null = null;
    if (reflected.value < best.value) better = [reflected, towards(2)].toSorted((a, b) => a.value - b.value)[0] ?? reflected;
    else if (reflected.value < second.value) better = reflected;
    else {
      const contracted = towards(reflected.value < worst.value ? 0.5 : -0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) better = contracted;
    }
    corners = better === null ? [best, ...corners.slice(1).map(({ at }) => corner(at.map((x, i) => (x + (best.at[i] ?? 0)) / 2)))] : [...others, better];
  }
  return corners.toSorted((a, b) => a.value - b.value)[0]?.at ?? start;
}
