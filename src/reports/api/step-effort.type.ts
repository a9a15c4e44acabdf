import { Field, Float, Int, ObjectType } from "type-graphql";
import { AutomationType, StepKindType, TurnType } from "../../catalogue/api/closed-lists.type";
import { Costs } from "../../graphql/field-cost";
import type { Automation } from "../../catalogue/domain/automation";
import type { StepKind } from "../../catalogue/domain/step-kind";
import type { Turn } from "../../catalogue/domain/turn";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { StepEffort } from "../domain/step-effort";
import { EffortIndexType, RankedPlaceType } from "./effort-index.type";
import { EstimateType } from "./estimate.type";
import { AnswerScoreType, DurationFiguresType, ReportedServiceType, TurnWaitingType } from "./figures.type";
import { timesCost } from "./report-costs";

@ObjectType("ReportedStep", { description: "How a report names a step." })
export class ReportedStepType implements Pick<StepEffort, "code" | "names" | "stage" | "kind" | "automation" | "turn" | "retired"> {
  @Field(() => String, { description: "Code, the same in every version; `UNMAPPED` for passages nobody has mapped yet." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its names." })
  names!: Texts;

  @Field(() => String, { nullable: true, description: "Code of its stage." })
  stage!: string | null;

  @Field(() => StepKindType, { nullable: true, description: "What sort of thing it asks of people." })
  kind!: StepKind | null;

  @Field(() => AutomationType, { nullable: true, description: "How far it is done by machine." })
  automation!: Automation | null;

  @Field(() => TurnType, { nullable: true, description: "Whose turn it is in it." })
  turn!: Turn | null;

  @Field(() => Boolean, { description: "No longer in the version in force, but passed in the period." })
  retired!: boolean;
}

/** The figures of a step, wherever it stands. */
@ObjectType()
abstract class StepFigures {
  @Field(() => EffortIndexType, { description: "How hard it is for people, all of this weighed together." })
  index!: EffortIndexType;

  @Field(() => EstimateType, { description: "Transactions that reached it, each once." })
  reached!: EstimateType;

  @Field(() => EstimateType, { description: "Passages through it." })
  passages!: EstimateType;

  @Field(() => EstimateType, { description: "Rework: passages beyond the first of each transaction." })
  extraPassages!: EstimateType;

  @Field(() => EstimateType, { description: "Passages to each transaction that reached it." })
  passagesPerTransaction!: EstimateType;

  @Field(() => EstimateType, { description: "Share of transactions sent back to it for completion." })
  returned!: EstimateType;

  @Field(() => EstimateType, { description: "Share with an error, of those for which it is known." })
  errors!: EstimateType;

  @Field(() => EstimateType, { description: "Share that needed another attempt, of those for which it is known." })
  retries!: EstimateType;

  @Field(() => EstimateType, { description: "Share that asked for help, of those for which it is known." })
  help!: EstimateType;

  @Field(() => EstimateType, { description: "Share that went on in another channel, of those for which it is known." })
  channelSwitches!: EstimateType;

  @Field(() => EstimateType, { description: "Share that took longer than expected, with the tolerance, of those for which it is known." })
  overTime!: EstimateType;

  @Field(() => EstimateType, { description: "Share given up here, of those that went on or gave up." })
  dropOff!: EstimateType;

  @Costs({ own: timesCost })
  @Field(() => DurationFiguresType, { description: "From entering to leaving." })
  serviceTime!: DurationFiguresType;

  @Costs({ own: timesCost })
  @Field(() => DurationFiguresType, { description: "From the latest end of what came before to entering." })
  waiting!: DurationFiguresType;

  @Costs({ own: timesCost, items: 1.5 })
  @Field(() => [TurnWaitingType], { description: "The waiting, by whose turn the step was." })
  waitingByTurn!: readonly TurnWaitingType[];

  @Costs({ items: 1.5 })
  @Field(() => [AnswerScoreType], { description: "How easy people found it; never empty." })
  ease!: readonly AnswerScoreType[];
}

@ObjectType("StepEffort", { description: "What a step cost people, seen from the log and from their answers." })
export class StepEffortType extends StepFigures implements StepEffort {
  @Field(() => String, { description: "Code, the same in every version; `UNMAPPED` for passages nobody has mapped yet." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its names." })
  names!: Texts;

  @Field(() => String, { nullable: true, description: "Code of its stage." })
  stage!: string | null;

  @Field(() => StepKindType, { nullable: true, description: "What sort of thing it asks of people." })
  kind!: StepKind | null;

  @Field(() => AutomationType, { nullable: true, description: "How far it is done by machine." })
  automation!: Automation | null;

  @Field(() => TurnType, { nullable: true, description: "Whose turn it is in it." })
  turn!: Turn | null;

  @Field(() => Boolean, { description: "No longer in the version in force, but passed in the period." })
  retired!: boolean;
}

@ObjectType("RankedStep", { description: "A step, its place among all, and what it cost people." })
export class RankedStepType extends StepFigures {
  @Field(() => Int, { description: "Its place, from 1 on." })
  rank!: number;

  @Field(() => Float, { description: "What put it there: the end of the interval that a small sample cannot push to the top, of the figure the steps are ordered by; a total itself." })
  bound!: number;

  @Field(() => ReportedServiceType, { description: "Its service." })
  service!: ReportedServiceType;

  @Field(() => ReportedStepType, { description: "The step." })
  step!: ReportedStepType;

  @Field(() => RankedPlaceType, { nullable: true, description: "What is known of it from all the others; only where steps are ranked by their index." })
  place!: RankedPlaceType | null;
}
