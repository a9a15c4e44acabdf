import type { DidCells } from "./did-cells";
import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { wilsonInterval } from "./wilson-interval";

/** How many of how many. */
export interface Proportion {
  readonly x: number;
  readonly n: number;
}

/** Difference in differences of shares. */
export interface DidProportions {
  readonly did: number;
  readonly mover: Interval;
}

/**
 * Difference in differences of four independent shares, with the MOVER interval made of their Wilson intervals; with two
 * cells it would be Newcombe's. Clipped to ±2. Any cell without observations → null.
 * Source: Zou & Donner (2008), Stat Med 27:1693–1702; METHODS 3.4.
 */
export function didProportions({ treatedAfter, treatedBefore, controlAfter, controlBefore }: DidCells<Proportion>, confidence = DEFAULT_CONFIDENCE): DidProportions | null {
  // Each cell with the sign that it has in the difference.
  const signed = [[treatedAfter, 1], [treatedBefore, -1], [controlAfter, -1], [controlBefore, 1]] as const;
  let [did, below, above] = [0, 0, 0];
  for (const [{ x, n }, sign] of signed) {
    const wilson = wilsonInterval(x, n, confidence);
    if (wilson === null) return null;
    const share = x / n;
    did += sign * share;
    below += (sign > 0 ? share - wilson.low : wilson.high - share) ** 2;
    above += (sign > 0 ? wilson.high - share : share - wilson.low) ** 2;
  }
  return { did, mover: { low: Math.max(-2, did - Math.sqrt(below)), high: Math.min(2, did + Math.sqrt(above)) } };
}
