import type { CountedInvitations } from "../../surveys/domain/counted-invitations";
import { type Contribution, INVITATION_TALLY } from "./tally";

/** What people on the way from "might be asked" to "answered" add to the counts. */
export function invitationContribution(count: CountedInvitations): Contribution<typeof INVITATION_TALLY> {
  return {
    tally: INVITATION_TALLY,
    key: {
      serviceId: count.serviceId,
      day: count.day,
      surveyId: count.surveyId ?? "",
      moment: count.moment ?? "",
      channel: count.channel ?? "",
      segment: count.segment ?? "",
      language: count.language ?? "",
      outcome: count.outcome ?? "",
      state: count.state,
    },
    measures: { n: count.n },
  };
}
