export const DEADLINE_EXCEEDED = "DEADLINE_EXCEEDED";

/** Something took longer than whoever asked for it waits. What it did until then may have been kept. */
export class DeadlineExceeded extends Error {
  readonly code = DEADLINE_EXCEEDED;

  constructor(what: string, milliseconds: number) {
    super(`${what} took longer than ${String(milliseconds)} ms`);
    this.name = "DeadlineExceeded";
  }
}
