/** One figure beside its ceiling or its peer, taken in the same run: what `--json` prints. */
export interface BenchResult {
  readonly name: string;
  /** Of Yusr, in `unit`. */
  readonly ours: number;
  /** Of the ceiling, peer or bound that stands beside it, in `unit`. */
  readonly reference: number;
  readonly unit: string;
  /** `ours` ÷ `reference`. */
  readonly ratio: number;
  /** What `ratio` is to reach (`higherIsBetter`) or not to exceed; null: nothing was promised about it. */
  readonly goal: number | null;
  readonly higherIsBetter: boolean;
}

/** A result with what the table says beside it. */
export interface Measurement extends Omit<BenchResult, "ratio"> {
  /** What the reference is. */
  readonly beside: string;
  /** Bounds that are no ratio: what, and whether it held. */
  readonly bounds?: readonly Bound[];
  readonly details: readonly string[];
}

export interface Bound {
  readonly text: string;
  readonly held: boolean;
}

export interface BenchOptions {
  /** Rounds that count; each is preceded by a warm-up that does not. */
  readonly rounds: number;
  /** Whether the largest size is measured too. */
  readonly full: boolean;
  /** Instead of the usual sizes, this one. */
  readonly size: number | undefined;
  /** Progress, for people. */
  readonly say: (text: string) => void;
}

/** What can be measured by itself. */
export interface Bench {
  /** What it gives a result for. */
  readonly names: readonly string[];
  readonly about: string;
  readonly measure: (options: BenchOptions) => Promise<readonly Measurement[]>;
}

export function toResult({ name, ours, reference, unit, goal, higherIsBetter }: Measurement): BenchResult {
  return { name, ours: tidy(ours), reference: tidy(reference), unit, ratio: tidy(ours / reference), goal: goal === null ? null : tidy(goal), higherIsBetter };
}

/** Whether every goal of a measurement was reached. */
export function reached(measurement: Measurement): boolean {
  const { ratio, goal, higherIsBetter } = toResult(measurement);
  const kept = goal === null || (higherIsBetter ? ratio >= goal : ratio <= goal);
  return kept && (measurement.bounds ?? []).every((bound) => bound.held);
}

/** Four digits say more than was measured. */
function tidy(n: number): number {
  return Number(n.toPrecision(4));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** @param p 0–1; the value at that rank, the lower of two */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

/** As people read it: three digits at least, thousands apart. */
export function figure(n: number): string {
  const digits = Math.abs(n) >= 100 ? 0 : Math.abs(n) >= 10 ? 1 : 2;
  return n.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
