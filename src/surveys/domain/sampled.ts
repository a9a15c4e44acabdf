import type { ProcedureFacts } from "../../catalogue/domain/service-facts";
import type { Outcome } from "../../transactions/domain/outcome";
import type { Decision, DecisionCell, DecisionState } from "./decision";
import type { Moment } from "./moment";
import { outcomeGroup, type Stratum } from "./sampling";
import type { Survey } from "./survey";

/** A decision that takes longer leaves two moments to ask at: after the person's own part, and after the outcome. */
export const QUICK_DECISION_DAYS = 3;

const DAY_SECONDS = 86_400;

/** What was drawn, or kept a person from being asked when they were drawn, is not tried again. */
const DRAWN: readonly DecisionState[] = ["INVITED", "NOT_SAMPLED", "RECENTLY_ASKED", "QUOTA_FULL", "OPTED_OUT"];

/** What a draw goes by. */
export interface Sampling {
  /** What was decided about the transaction before; null: nothing. */
  readonly earlier: Pick<DecisionCell, "state" | "moment"> | null;
  /** The share of a stratum that is asked, in (0, 1]. */
  readonly rate: (stratum: Stratum) => number;
  /** Uniform in [0, 1), by what it is drawn for; for one transaction always the same. */
  readonly draw: (purpose: string) => number;
}

/** Whom a draw is about. */
interface Candidate {
  readonly outcome: Outcome;
  readonly procedure: Pick<ProcedureFacts, "steps"> | undefined;
  /** Moments at which the service asks. */
  readonly moments: readonly Moment[];
}

/**
 * Draws whether somebody who may be asked is asked. Each transaction is drawn once, and what was drawn stays: sending a
 * message again, or another outcome, draws nothing new. Only where the decision takes more than three days is there a choice
 * of moments: the transaction is then drawn, with equal chances, for after the own part or for later, never for both, and its
 * probability is half the rate. Where the procedure says that the decision is quicker, the outcome is waited for.
 *
 * @param eligible with the survey of the latest moment that was reached
 */
export function sampled(eligible: Decision, candidate: Candidate, { earlier, rate, draw }: Sampling): Decision {
  if (eligible.state !== "INVITED") return eligible;
  const { survey } = eligible;
  const before = earlier !== null && DRAWN.includes(earlier.state) ? earlier : null;
  const twoMoments = candidate.moments.includes("AFTER_OUTCOME") && candidate.moments.includes("AFTER_OWN_PART");
  const later = twoMoments && draw("MOMENT") >= 0.5;
  if (before !== null) {
    const waited = before.state === "NOT_SAMPLED" && before.moment === "AFTER_OWN_PART" && survey.moment !== "AFTER_OWN_PART" && later;
    if (before.state === "INVITED") return eligible;
    return waited ? drawn(survey, 0.5, candidate, rate, draw) : { state: before.state, survey };
  }
  if (!twoMoments || survey.moment !== "AFTER_OWN_PART" || candidate.outcome !== "IN_FLIGHT") return drawn(survey, 1, candidate, rate, draw);
  if (decidesQuickly(candidate.procedure)) return { state: "NOT_REACHED", survey: null };
  return later ? { state: "NOT_SAMPLED", survey } : drawn(survey, 0.5, candidate, rate, draw);
}

function drawn(survey: Survey, chance: number, { outcome }: Candidate, rate: Sampling["rate"], draw: Sampling["draw"]): Decision {
  const group = outcomeGroup(outcome);
  const share = group === null ? 1 : rate({ moment: survey.moment, outcomeGroup: group });
  return draw(survey.moment) < share ? { state: "INVITED", survey, probability: share * chance } : { state: "NOT_SAMPLED", survey };
}

/**
 * Whether a procedure says that a decision takes no more than three days: the expected times of the steps in which people
 * wait for others, added up. Where it says nothing it may take long.
 */
function decidesQuickly(procedure: Candidate["procedure"]): boolean {
  const times = (procedure?.steps ?? []).flatMap(({ turn, expectedSeconds }) => (turn === "BENEFICIARY" || expectedSeconds === null ? [] : [expectedSeconds]));
  return times.length > 0 && times.reduce((sum, seconds) => sum + seconds, 0) <= QUICK_DECISION_DAYS * DAY_SECONDS;
}
