import type { Turn } from "../../../catalogue/domain/turn";
import { bucketSquares } from "../../../statistics/bucket-squares";
import type { SumPart } from "../../../statistics/mean-of-sum";
import type { Durations } from "../duration-figures";

/** Durations of one step, by kind and turn. */
export interface StepTimes extends Durations {
  readonly stepCode: string | null;
  readonly kind: "SERVICE" | "WAITING" | "WHOLE";
}

/** A step that transactions passed. */
export interface PassedStep {
  readonly stepCode: string;
  /** Whose turn it is in it, as the procedure says. */
  readonly turn: Turn;
  readonly reached: number;
  readonly passages: number;
}

/** One part, in seconds: the squares are those of what one transaction has of it, which passes a step `again` times. */
function partOf(rows: readonly StepTimes[], again: number, measured = 1): SumPart {
  const total = rows.reduce((sum, { totalMs }) => sum + totalMs, 0) / 1_000;
  // Of k equal passages the square of the sum is k times the sum of the squares, and never more (Cauchy and Schwarz).
  const squares = again * rows.reduce((sum, { buckets, zeros }) => sum + bucketSquares({ counts: buckets, zeros }), 0);
  return { total, squares, measured };
}

/**
 * People's own time in a step, in seconds, from the passages that were left: those in which they had the turn. Passages
 * that were not left, or that nobody saw being left, are taken to be like those. Undefined: the step is not theirs.
 */
export function activePart({ stepCode, turn, reached, passages }: PassedStep, durations: readonly StepTimes[]): SumPart | undefined {
  const served = durations.filter((row) => row.stepCode === stepCode && row.kind === "SERVICE");
  const count = (rows: readonly StepTimes[]): number => rows.reduce((sum, { n }) => sum + n, 0);
  const own = served.filter((row) => row.turn === "BENEFICIARY");
  const measured = count(own);
  const all = turn === "BENEFICIARY" ? Math.max(measured, passages - (count(served) - measured)) : measured;
  return all === 0 ? undefined : partOf(own, Math.max(1, passages / Math.max(1, reached)), measured / all);
}

/**
 * Days in which a holder had the turn and nothing else moved, as parts in seconds: until it began with a step and, where it
 * is not the beneficiary, while it was at it. What beneficiaries do themselves is work, never waiting.
 */
export function heldParts(holder: Turn, steps: readonly PassedStep[], durations: readonly StepTimes[]): readonly SumPart[] {
  return steps.flatMap(({ stepCode, reached, passages }) => {
    const again = Math.max(1, passages / Math.max(1, reached));
    return (["WAITING", "SERVICE"] as const).flatMap((kind) => {
      const rows = durations.filter((row) => row.stepCode === stepCode && row.kind === kind && row.turn === holder);
      return rows.length === 0 || (kind === "SERVICE" && holder === "BENEFICIARY") ? [] : partOf(rows, again);
    });
  });
}
