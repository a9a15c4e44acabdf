import type { Turn } from "../../../catalogue/domain/turn";

/** Time that a holder had the turn at a step. */
export interface Held {
  readonly serviceId: string;
  readonly stepCode: string;
  readonly turn: Turn;
  readonly waitingMs: number;
  readonly insideMs: number;
  readonly workingWaitingMs: number;
  readonly workingInsideMs: number;
  readonly waitingN: number;
  readonly insideN: number;
  readonly workingWaitingN: number;
  readonly workingInsideN: number;
}

const DAY_MS = 86_400_000;

/** Days of a row by the clock, and in the agency's working days; what the beneficiary does is work and left out. */
export function daysOf(row: Held, workingDayMs: number | null): { readonly clock: number; readonly clockN: number; readonly working: number; readonly workingN: number } {
  const own = row.turn === "BENEFICIARY";
  const working = row.workingWaitingMs + (own ? 0 : row.workingInsideMs);
  return {
    clock: (row.waitingMs + (own ? 0 : row.insideMs)) / DAY_MS,
    clockN: row.waitingN + (own ? 0 : row.insideN),
    working: workingDayMs === null ? 0 : working / workingDayMs,
    workingN: workingDayMs === null ? 0 : row.workingWaitingN + (own ? 0 : row.workingInsideN),
  };
}
