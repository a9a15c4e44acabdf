import { Max, Min } from "class-validator";
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { AutomationType, StepKindType } from "../../catalogue/api/closed-lists.type";
import type { Automation } from "../../catalogue/domain/automation";
import type { StepKind } from "../../catalogue/domain/step-kind";
import { closedList } from "../../graphql/closed-list";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import { TextsScalar } from "../../graphql/scalars";
import type { Fresh } from "../../shared/freshness";
import type { Texts } from "../../shared/texts";
import { ModeType, MomentType } from "../../surveys/api/closed-lists.type";
import type { Mode } from "../../surveys/domain/collector";
import type { Moment } from "../../surveys/domain/moment";
import type { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import { type AutomationChange, type AutomationEffect, ChangeLabel, type Compared, type EaseCompared } from "../domain/automation/automation-effect";
import type { AutomationOfKind } from "../domain/automation/automation-of-kinds";
import { EstimateType } from "./estimate.type";
import { ReportedServiceType } from "./figures.type";
import { FlaggedAnswersType } from "./flagged-answers.type";
import { PeriodReport } from "./report-head.type";
import { ScoreReadingType } from "./step-ranking.type";

export const ChangeLabelType = closedList(ChangeLabel, "ChangeLabel", "What a comparison of two times can bear.", {
  DIFFERENCE_BETWEEN_PERIODS: "Everything else that changed between the two periods is in it too: it shows no cause.",
});

@ArgsType()
export class AutomationArgs {
  @Min(1)
  @Max(500)
  @Field(() => Int, { defaultValue: 50, description: "Changes at most, 1–500." })
  first!: number;
}

@ObjectType("BeforeAndAfter", { description: "A figure before and after a change." })
export class ComparedType implements Compared {
  @Field(() => EstimateType, { description: "Before." })
  before!: EstimateType;

  @Field(() => EstimateType, { description: "After." })
  after!: EstimateType;

  @Field(() => EstimateType, { description: "After less before: of shares with Newcombe's interval, of means with Welch's." })
  difference!: EstimateType;
}

@ObjectType("EaseBeforeAndAfter", { description: "Mean ease before and after a change, of answers to one version of one instrument in one mode." })
export class EaseComparedType extends ComparedType implements EaseCompared {
  @Field(() => String, { description: "Code of the instrument." })
  instrument!: string;

  @Field(() => Int, { description: "Its version." })
  version!: number;

  @Field(() => ModeType, { description: "How people answered." })
  mode!: Mode;
}

@ObjectType("AutomationChange", { description: "A step before and after its automation changed from one version of the procedure to the next." })
export class AutomationChangeType implements AutomationChange {
  @Field(() => ReportedServiceType, { description: "Its service." })
  service!: ReportedServiceType;

  @Field(() => String, { description: "Code of the step." })
  step!: string;

  @Field(() => TextsScalar, { description: "Its names." })
  names!: Texts;

  @Field(() => StepKindType, { description: "What sort of thing it asks." })
  kind!: StepKind;

  @Field(() => AutomationType, { description: "How far it was done by machine." })
  from!: Automation;

  @Field(() => AutomationType, { description: "How far it was then." })
  to!: Automation;

  @Field(() => Int, { description: "Last version before the change." })
  fromVersion!: number;

  @Field(() => Int, { description: "First version after it." })
  toVersion!: number;

  @Field(() => ChangeLabelType, { description: "What the differences can bear." })
  label!: ChangeLabel;

  @Field(() => EstimateType, { description: "Transactions that reached it before." })
  reachedBefore!: EstimateType;

  @Field(() => EstimateType, { description: "And after." })
  reachedAfter!: EstimateType;

  @Costs({ items: 1.5 })
  @Field(() => [EaseComparedType], { description: "Mean ease, one for each reading that answers are of; none where nobody was asked." })
  ease!: readonly EaseComparedType[];

  @Field(() => ComparedType, { description: "Mean days until it began." })
  waiting!: ComparedType;

  @Field(() => ComparedType, { description: "Mean seconds from entering to leaving it." })
  timeInStep!: ComparedType;

  @Field(() => ComparedType, { description: "Share returned to it for completion." })
  returned!: ComparedType;
}

@ObjectType("AutomationOfKind", { description: "Steps of one kind that are automated alike. Each step counts as one observation, however many passed it." })
export class AutomationOfKindType implements AutomationOfKind {
  @Field(() => StepKindType, { description: "Kind of the steps." })
  kind!: StepKind;

  @Field(() => AutomationType, { description: "How far they are done by machine." })
  automation!: Automation;

  @Field(() => EstimateType, { description: "How many such steps were passed." })
  steps!: EstimateType;

  @Field(() => EstimateType, { description: "Mean ease, of answers to `reading`." })
  ease!: EstimateType;

  @Field(() => EstimateType, { description: "Mean days until such a step began." })
  waiting!: EstimateType;

  @Field(() => EstimateType, { description: "Share returned to it for completion." })
  returned!: EstimateType;
}

@ObjectType("AutomationEffect", { description: "Whether automation made steps easier: before and after each change, and between steps of one kind." })
export class AutomationEffectType extends PeriodReport {
  @Field(() => FlaggedAnswersType, { description: "Whether answers with a quality signal count in it." })
  flagged!: FlaggedAnswers;

  @Field(() => MomentType, { description: "The moment at which the answers in it were given." })
  moment!: Moment;

  @Costs({ items: ({ first }) => Number(first) })
  @Field(() => [AutomationChangeType], { description: "Every change of automation, those that most transactions passed on both sides first." })
  changes!: readonly AutomationChangeType[];

  @Field(() => Int, { description: "Changes in all." })
  changeCount!: number;

  @Costs({ items: 30 })
  @Field(() => [AutomationOfKindType], { description: "Steps of each kind by how they are automated." })
  kinds!: readonly AutomationOfKindType[];

  @Field(() => ScoreReadingType, { nullable: true, description: "What the answers share by which the ease of kinds is told: the reading that most answers belong to. Null: nobody answered." })
  reading!: ScoreReadingType | null;
}

export const AutomationEffectResult = resultOf(AutomationEffectType, "AutomationEffectResult");

/** The report as it is answered by every door. */
export function toAutomationEffectType({ reading, ...report }: Fresh<AutomationEffect>): AutomationEffectType {
  const told = reading === null ? null : { instrument: reading.instrumentCode, version: reading.instrumentVersion, mode: reading.mode, moment: reading.moment };
  return Object.assign(new AutomationEffectType(), report, { reading: told });
}
