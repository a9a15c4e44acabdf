import { addDays } from "../../shared/local-day";
import { monthOf } from "./spans";
import type { Circumstances } from "./waiting-answer";

/** By what answers may be broken down: one at a time, never crossed. */
export const Dimension = { CHANNEL: "CHANNEL", SEGMENT: "SEGMENT", LANGUAGE: "LANGUAGE", OUTCOME: "OUTCOME", TOUCHPOINT: "TOUCHPOINT" } as const;
export type Dimension = keyof typeof Dimension;

/**
 * Where a cell of released answers stands on its way to being shown. `OPEN`: it may be shown at the next closing.
 * `AHEAD`: answers of a touchpoint whose channel has not been shown yet. `SEALED`: hidden for good, with others.
 */
export const CellState = { AHEAD: "AHEAD", OPEN: "OPEN", SEALED: "SEALED" } as const;
export type CellState = keyof typeof CellState;

/** The cell of one dimension that an answer falls into. */
export interface Cell {
  readonly dimension: Dimension;
  /** What the cell lies within, as a touchpoint lies within its channel; else empty. */
  readonly within: string;
  /** Empty: nobody said. */
  readonly value: string;
  readonly state: CellState;
}

/** The cells of an answer that has just been released, one for each dimension. */
export function cellsOf({ channel, segment, language, outcome, touchpoint }: Circumstances): readonly Cell[] {
  return [
    { dimension: "CHANNEL", within: "", value: channel, state: "OPEN" },
    { dimension: "SEGMENT", within: "", value: segment, state: "OPEN" },
    { dimension: "LANGUAGE", within: "", value: language, state: "OPEN" },
    { dimension: "OUTCOME", within: "", value: outcome, state: "OPEN" },
    { dimension: "TOUCHPOINT", within: channel, value: touchpoint, state: "AHEAD" },
  ];
}

/**
 * The cells to show when the open cells of one question, month and dimension are closed: those that hold the minimum;
 * but what stays hidden must be nothing, or at least two cells that together hold it, else the smallest is kept back.
 * Nothing to show: they stay open.
 *
 * Closed together and never opened again, so that every set an outsider can make of totals, cells and their differences
 * over time is a union of released batches, shown cells and hidden remainders, none of which holds less than the
 * minimum (docs/decisions/0010).
 */
export function publishableCells<C extends { readonly value: string; readonly n: number }>(cells: readonly C[], minimum: number): readonly C[] {
  const shown = cells.filter(({ n }) => n >= minimum).toSorted((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1));
  const hidden = cells.filter(({ n }) => n < minimum);
  const held = hidden.reduce((sum, { n }) => sum + n, 0);
  const safe = hidden.length === 0 || (hidden.length >= 2 && held >= minimum);
  return safe ? shown : shown.slice(0, -1);
}

/** Answers wait until ten are there, so some of a month's are released after it: so many days later its cells are closed. */
const GRACE_DAYS = 7;

/** Months before this one (its first day) may be closed. */
export function monthsOverBefore(today: string): string {
  return monthOf(addDays(today, -GRACE_DAYS));
}
