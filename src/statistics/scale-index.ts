import { rescale } from "./rescale";

/**
 * A mean rating on a common 0–100 scale: (mean − min)/(max − min)·100. Null stays null.
 *
 * Comparable across scales of different length only approximately, and never for box shares (METHODS 1.5).
 */
export function scaleIndex(mean: number | null, min: number, max: number): number | null {
  return mean === null ? null : rescale(mean, [min, max], [0, 100]);
}
