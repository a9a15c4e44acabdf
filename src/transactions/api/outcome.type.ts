import { closedList } from "../../graphql/closed-list";
import { Outcome } from "../domain/outcome";

export const OutcomeType = closedList(Outcome, "Outcome", "Where a transaction stands. A \"no\" is a completed transaction: it was decided.", {
  IN_FLIGHT: "Still under way.",
  GRANTED: "Decided: yes.",
  PARTLY_GRANTED: "Decided: yes, in part.",
  REFUSED: "Decided: no.",
  NOT_ELIGIBLE: "Decided: the conditions are not met.",
  WITHDRAWN: "Taken back by the beneficiary.",
  ABANDONED: "Given up without a word.",
  EXPIRED: "The time allowed ran out.",
  FAILED: "Ended by a fault.",
});
