import type { StatusMark } from "./status-mark";
import type { Turn } from "./turn";

/** What a status of a portal's status table means in a procedure (PEOPLE section 6, rung 2). */
export interface StatusMeaning {
  readonly status: string;
  /** Step whose passage the status opens (`ENTERED`) or closes (`LEFT`); null for a status that only ends the transaction. */
  readonly stepCode: string | null;
  readonly mark: StatusMark;
  /** Null: as the step says. */
  readonly turn: Turn | null;
  /** Outcome code (transactions' `Outcome`), where the status ends the transaction; else null. */
  readonly outcome: string | null;
}
