import { closedList } from "../../graphql/closed-list";
import { Collector, Mode } from "../domain/collector";
import { Moment } from "../domain/moment";

export const MomentType = closedList(Moment, "Moment", "When a person is asked. Answers of different moments are never added up.", {
  AFTER_OWN_PART: "After the person's own part, while the outcome is still open.",
  AFTER_OUTCOME: "After the outcome.",
  AFTER_GIVING_UP: "After giving up.",
});

export const ModeType = closedList(Mode, "Mode", "How an answer was given.", {
  WEB: "On a page, on the person's own device.",
  KIOSK: "On a machine or tablet at the place of service.",
  INTERVIEW: "Asked by a person.",
  OTHER: "Another way.",
});

export const CollectorType = closedList(Collector, "Collector", "Who collected an answer.", {
  YUSR: "Yusr, through its own survey.",
  AGENCY: "The agency itself; never in a headline, a ranking or a benchmark.",
});
