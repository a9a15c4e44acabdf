import { closedList } from "../../graphql/closed-list";
import { FlaggedAnswers } from "../../tallies/domain/flagged-answers";

export const FlaggedAnswersType = closedList(FlaggedAnswers, "FlaggedAnswers", "What becomes of answers with a quality signal. Both are sums of released answers, and so is their difference.", {
  INCLUDE: "They count like any others: a signal is a reason to look, not a proof.",
  EXCLUDE: "They are left out. That is the reader's choice, not a better figure: some people are quick, or content with everything, or share an address.",
});
