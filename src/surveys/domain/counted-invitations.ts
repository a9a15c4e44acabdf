import type { Channel } from "../../catalogue/domain/channel";
import type { Outcome } from "../../transactions/domain/outcome";
import type { AnsweredState } from "./collector";
import type { DecisionState } from "./decision";
import type { Moment } from "./moment";

/** People counted on the way from "might be asked" to "answered". */
export interface CountedInvitations {
  readonly serviceId: string;
  readonly surveyId: string | null;
  readonly moment: Moment | null;
  /** Local day of the latest thing known to have happened to the transaction when it was decided: docs/decisions/0006. */
  readonly day: string;
  readonly channel: Channel | null;
  readonly segment: string | null;
  readonly language: string | null;
  /** Null: answered through a code at a counter, about no transaction that is known. */
  readonly outcome: Outcome | null;
  /** `INVITED_PANEL`: a service office asked by the monthly panel. Answered: by who collected it. Whoever answered is counted as invited, and perhaps as delivered and opened, too. `PARTIAL`: filled in something, through Yusr, and never sent it. */
  readonly state: DecisionState | "INVITED_PANEL" | "DELIVERED" | "OPENED" | "PARTIAL" | AnsweredState;
  readonly n: number;
}

/** Where something is counted: all but what it is. */
export type InvitationCell = Omit<CountedInvitations, "state" | "n">;

/** One invitation that got as far as a state (1), or has not after all (−1). */
export function countedOnce<N extends 1 | -1>(cell: InvitationCell, state: CountedInvitations["state"], n: N): CountedInvitations & { readonly n: N } {
  const { serviceId, surveyId, moment, day, channel, segment, language, outcome } = cell;
  return { serviceId, surveyId, moment, day, channel, segment, language, outcome, state, n };
}
