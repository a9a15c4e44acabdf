import { closedList } from "../../graphql/closed-list";
import { Collector, Mode } from "../domain/collector";
import { Direction, InstrumentKind, ScaleOrder, TestMark, Validation } from "../domain/instrument";
import { Delivery, HandOverKind } from "../domain/hand-over";
import { Moment } from "../domain/moment";
import { SurveyScope, SurveyState } from "../domain/survey";

export const MomentType = closedList(Moment, "Moment", "When a person is asked. Answers of different moments are never added up.", {
  AFTER_OWN_PART: "After their own part: everything they had to do to apply is done.",
  AFTER_OUTCOME: "After the outcome: the government has answered, whichever way.",
  AFTER_GIVING_UP: "After giving up: abandoned, withdrawn or expired.",
});

export const SurveyStateType = closedList(SurveyState, "SurveyState", "Where a survey version stands.", {
  DRAFT: "Not in force.",
  APPROVED: "Not in force; an authority lets people be asked so.",
  PUBLISHED: "In force; it never changes again.",
  RETIRED: "Asks nobody new; what was asked with it stays answerable.",
});

export const SurveyScopeType = closedList(SurveyScope, "SurveyScope", "For whom a survey is. At each moment a service asks the nearest one that is published: its own, else its agency's, else the national one.", {
  SERVICE: "One service.",
  AGENCY: "Every service of an agency that publishes none of its own.",
  NATIONAL: "Every service that has none nearer.",
});

export const InstrumentKindType = closedList(InstrumentKind, "InstrumentKind", "How a question is answered.", {
  RATING: "By a point of a scale.",
  CHOICE: "By one option of a list.",
  MULTIPLE: "By any of the options of a list.",
  COUNT: "By a number of times.",
});

export const DirectionType = closedList(Direction, "Direction", "Which end of a scale is the good one.", {
  HIGH_IS_EASY: "A high score means little effort.",
  LOW_IS_EASY: "A low score means little effort.",
  HIGH_IS_GOOD: "A high score is good.",
  NONE: "A choice has no ends.",
});

export const ScaleOrderType = closedList(ScaleOrder, "ScaleOrder", "In which order the points stand on the page.", {
  LOW_TO_HIGH: "The lowest first.",
  AS_LISTED: "As they are listed.",
});

export const ValidationType = closedList(Validation, "Validation", "How far the wording of one language may be trusted.", {
  DRAFT: "Written, but not tested with people: publish no figure without saying so.",
  STANDARD_WORDING: "The published wording of a known question.",
  TESTED: "Passed interviews in which people said what they understood.",
  EQUIVALENT: "Shown to measure the same as the other language.",
});

export const TestMarkType = closedList(TestMark, "TestMark", "What must happen before figures are published.", {
  T1: "Interviews that test what people understand.",
  T2: "The same interviews, at low risk.",
  T3: "A review by experts is enough to start.",
});

export const ModeType = closedList(Mode, "Mode", "How an answer was given.", {
  WEB: "On a page or in an app.",
  KIOSK: "On a machine in an office.",
  INTERVIEW: "To a person who asked.",
  OTHER: "Another way.",
});

export const CollectorType = closedList(Collector, "Collector", "Who collected an answer.", {
  YUSR: "Yusr's own form.",
  AGENCY: "The agency's form: kept apart, and never in a headline, ranking or benchmark.",
  UNLINKED: "A code at a counter, without any transaction: kept apart in the same way.",
  PANEL: "A service office, asked by the monthly panel: kept apart in the same way.",
  UNTESTED: "Yusr's own form, in a language whose words nobody has tested: kept apart in the same way.",
});

export const HandOverKindType = closedList(HandOverKind, "HandOverKind", "What a link is handed over as.", {
  FIRST: "The first message. It comes once more where nothing was reported of it.",
  REMINDER: "The only reminder: it never comes again.",
});

export const DeliveryType = closedList(Delivery, "Delivery", "What became of a message with a link.", {
  SENT: "It left the portal; whether it arrived is not known.",
  DELIVERED: "It arrived.",
  FAILED: "It did not arrive. Nobody is reminded of what they never got.",
});

export const DeliveryStatusType = closedList({ RECORDED: "RECORDED", DUPLICATE: "DUPLICATE", REJECTED: "REJECTED" } as const, "DeliveryStatus", "What came of one report.", {
  RECORDED: "It is known now.",
  DUPLICATE: "This, or more, was known already.",
  REJECTED: "It was not taken; code and path say why.",
});
