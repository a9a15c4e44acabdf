import { Field, Int, ObjectType } from "type-graphql";
import { StepKindType } from "../../catalogue/api/closed-lists.type";
import type { StepKind } from "../../catalogue/domain/step-kind";
import { closedList } from "../../graphql/closed-list";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import { type ChosenWindow, ReportWindow, WindowAnswers, WindowLength } from "../domain/effort-index/report-window";
import type { FamilyStage } from "../domain/effort-index/stage-family";
import { EffortIndexType } from "./effort-index.type";
import { ReportPeriodType } from "./figures.type";

export const ReportWindowType = closedList(ReportWindow, "ReportWindow", "Which days the figures of a service are about.", {
  AS_ASKED: "Those of the filter.",
  AUTO: "The shortest of month, quarter and twelve months, ending with the filter's period, in which enough people answered to rank; the filter's first day is not looked at.",
});

export const WindowLengthType = closedList(WindowLength, "WindowLength", "How long a window is.", { MONTH: "A month.", QUARTER: "Three months.", YEAR: "Twelve months." });

export const WindowAnswersType = closedList(WindowAnswers, "WindowAnswers", "How many people answered the service's best answered question in the window.", {
  ENOUGH: "`thresholds.moderateFrom` or more.",
  FEW: "Fewer, but enough to show.",
  TOO_FEW: "Too few to show even in twelve months: process figures stand, and `family` tells the stages of the agency's services of the same kind together.",
});

@ObjectType("ChosenWindow", { description: "The days that the figures of a service are about, and why these." })
export class ChosenWindowType implements ChosenWindow {
  @Field(() => WindowLengthType, { description: "How long." })
  length!: WindowLength;

  @Field(() => ReportPeriodType, { description: "Which days." })
  period!: ReportPeriodType;

  @Field(() => Boolean, { description: "Whether it took more than a month." })
  widened!: boolean;

  @Field(() => WindowAnswersType, { description: "What it reached." })
  answers!: WindowAnswers;
}

@ObjectType("FamilyStage", { description: "What the stages of one kind of all an agency's services show together, where one service is too small to tell. Never a rank." })
export class FamilyStageType implements FamilyStage {
  @Field(() => String, { description: "Code of the service's own stage." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its names." })
  names!: Texts;

  @Field(() => StepKindType, { description: "Its kind: that of its first step." })
  kind!: StepKind;

  @Field(() => Int, { description: "How many services of the agency have one of this kind, this one among them; those you may see." })
  services!: number;

  @Field(() => EffortIndexType, { description: "Of all of them together, not of this service." })
  index!: EffortIndexType;
}
