import type { Channel } from "../../catalogue/domain/channel";
import type { ServiceFacts } from "../../catalogue/domain/service-facts";
import type { Outcome } from "../../transactions/domain/outcome";
import type { Transaction } from "../../transactions/domain/transaction";
import type { Moment } from "./moment";
import { reachedMoments } from "./reached-moment";
import type { Survey } from "./survey";

/** Whether a person was asked, and if not, why not. */
export const DecisionState = {
  INVITED: "INVITED",
  NO_SURVEY: "NO_SURVEY",
  NOT_REACHED: "NOT_REACHED",
  SERVICE_EXCLUDED: "SERVICE_EXCLUDED",
  NOT_SAMPLED: "NOT_SAMPLED",
  RECENTLY_ASKED: "RECENTLY_ASKED",
  QUOTA_FULL: "QUOTA_FULL",
  OPTED_OUT: "OPTED_OUT",
} as const;
export type DecisionState = keyof typeof DecisionState;

/**
 * `survey`: the one to ask with; where nobody is asked, the only one that might have been. `probability`: with which this
 * transaction is asked about at this moment.
 */
export type Decision =
  | { readonly state: "INVITED"; readonly survey: Survey; readonly probability: number }
  | { readonly state: Exclude<DecisionState, "INVITED">; readonly survey: Survey | null };

/**
 * Whether the person behind a transaction may be asked now: with the survey of the latest moment that the transaction has
 * reached. Who is drawn of them is {@link sampled}'s to say.
 *
 * @param published the surveys published for the service, at most one for each moment
 */
export function decide(transaction: Transaction, service: ServiceFacts, published: readonly Survey[]): Decision {
  if (service.surveyPolicy === "NEVER") return { state: "SERVICE_EXCLUDED", survey: null };
  const [first, ...others] = published;
  if (first === undefined) return { state: "NO_SURVEY", survey: null };
  const procedure = service.procedures.find(({ id }) => id === transaction.procedureId);
  for (const moment of reachedMoments(transaction, procedure)) {
    const survey = published.find((candidate) => candidate.moment === moment);
    if (survey !== undefined) return { state: "INVITED", survey, probability: 1 };
  }
  return { state: "NOT_REACHED", survey: others.length === 0 ? first : null };
}

/** Where a decision is counted. */
export interface DecisionCell {
  readonly serviceId: string;
  readonly transactionId: string;
  readonly state: DecisionState;
  readonly surveyId: string | null;
  readonly moment: Moment | null;
  readonly day: string;
  readonly channel: Channel | null;
  readonly segment: string | null;
  readonly language: string | null;
  readonly outcome: Outcome;
}

/** The cell of a decision about a transaction as it is now. */
export function cellOf(transaction: Transaction, decision: Decision, day: string): DecisionCell {
  return {
    serviceId: transaction.serviceId,
    transactionId: transaction.id,
    state: decision.state,
    surveyId: decision.survey?.id ?? null,
    moment: decision.survey?.moment ?? null,
    day,
    channel: transaction.channel,
    segment: transaction.segment,
    language: transaction.language,
    outcome: transaction.outcome,
  };
}

/**
 * Whether a cell that was counted must give way to another: a person who was invited stays invited, and a reason only
 * moves when the reason or the transaction's circumstances changed, not because a day has passed.
 */
export function givesWay(counted: DecisionCell, now: DecisionCell): boolean {
  if (counted.state === "INVITED") return false;
  return (["state", "surveyId", "channel", "segment", "language", "outcome"] as const).some((key) => counted[key] !== now[key]);
}
