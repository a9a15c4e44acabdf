import { closedList } from "../../graphql/closed-list";
import { FollowsKind } from "../domain/follows";

export const FollowsKindType = closedList(FollowsKind, "FollowsKind", "Why a transaction follows another one.", {
  APPEAL: "An objection to its decision.",
  REFUND: "Money back.",
  CORRECTION: "Its result was wrong.",
  RENEWAL: "Its result runs out.",
  REAPPLICATION: "A second try.",
  SAME_JOURNEY: "The next stop of one journey, perhaps at another agency.",
});
