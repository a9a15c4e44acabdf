import { Field, Float, Int, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import { TextsScalar } from "../../graphql/scalars";
import type { Fresh } from "../../shared/freshness";
import type { Texts } from "../../shared/texts";
import { CollectorType, DirectionType, ModeType, MomentType } from "../../surveys/api/closed-lists.type";
import type { Collector, Mode } from "../../surveys/domain/collector";
import type { Direction } from "../../surveys/domain/instrument";
import type { Moment } from "../../surveys/domain/moment";
import type { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import { DriversRefused, DriverWarning, type JointWeight } from "../domain/drivers/driver-analysis";
import type { NamedStep, QuestionDrivers, ServiceDriver, ServiceDrivers } from "../domain/drivers/service-drivers";
import { EstimateType } from "./estimate.type";
import { ReportedServiceType, ReportPeriodType } from "./figures.type";
import { FlaggedAnswersType } from "./flagged-answers.type";
import { ReportHead } from "./report-head.type";

export const DriversRefusedType = closedList(DriversRefused, "DriversRefused", "Why nothing is said about what drives the answers to a question.", {
  FEW_ANSWERS: "Fewer than a hundred answers, or than ten for each column.",
  FEW_GROUPS: "The answers come from fewer than ten of the 32 groups of people, too few to tell how sure the weights are.",
  CONSTANT_OUTCOME: "Everybody gave the same score.",
  NOTHING_VARIES: "All columns are the same for everybody.",
  COLLINEAR: "The columns named follow from each other exactly.",
});

export const DriverWarningType = closedList(DriverWarning, "DriverWarning", "What to bear in mind about drivers.", {
  LITTLE_EXPLAINED: "Together they explain less than a tenth: what makes the service hard is not among them.",
  SUPPRESSOR: "By itself it goes one way with the score, the others standing still the other way: do not read its sign alone.",
  INFLATED: "Largely told by the other columns (VIF above 5): its coefficient is unsteady.",
  TOO_ALIKE: "Hardly to be told apart from others (VIF above 10): read their joint weight.",
});

@ObjectType("DriverStep", { description: "The step that a driver is about." })
export class DriverStepType implements NamedStep {
  @Field(() => String, { description: "Code." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its names." })
  names!: Texts;
}

@ObjectType("Driver", { description: "What one column has to do with the effort of the whole: how much it matters beside how it is." })
export class DriverType implements ServiceDriver {
  @Field(() => String, {
    description: "`EASE`: mean ease of the steps rated, 0–100. `EASE_MISSING`: whether none was rated. `STEP:<code>`: kinds of trouble at the step (error, retry, help, channel switch, sent back, over time), 0–6.",
  })
  column!: string;

  @Field(() => DriverStepType, { nullable: true, description: "The step; null where it is about the steps together." })
  step!: DriverStepType | null;

  @Field(() => EstimateType, { description: "Importance: Johnson's relative weight, its part of the variance explained, with its jackknife interval." })
  weight!: EstimateType;

  @Field(() => Float, { description: "The same as a share of all that is explained, 0–1." })
  shareOfExplained!: number;

  @Field(() => EstimateType, { nullable: true, description: "Shapley (LMG) share, a second opinion on the weight." })
  lmg!: EstimateType | null;

  @Field(() => EstimateType, { description: "Direction: the standardised coefficient. Above 0: more of it, a higher score." })
  beta!: EstimateType;

  @Field(() => Float, { description: "Correlation with the score." })
  correlation!: number;

  @Field(() => Float, { description: "Variance inflation: 1 where no other column says the same." })
  vif!: number;

  @Field(() => EstimateType, { description: "Performance: its mean. Of ease, over those who rated a step." })
  performance!: EstimateType;

  @Field(() => Boolean, { description: "Whether it may be called a driver: its coefficient differs from 0, or it weighs more than noise would." })
  driver!: boolean;

  @Costs({ items: 1 })
  @Field(() => [DriverWarningType], { description: "What to bear in mind about it." })
  warnings!: readonly DriverWarning[];
}

@ObjectType("JointWeight", { description: "What columns explain together that are too alike to be told apart." })
export class JointWeightType implements JointWeight {
  @Costs({ items: 2 })
  @Field(() => [String], { description: "The columns." })
  columns!: readonly string[];

  @Field(() => EstimateType, { description: "Their relative weights added up." })
  weight!: EstimateType;
}

@ObjectType("QuestionDrivers", { description: "What drives the answers to one question, of people who went through one version of the procedure. Nothing is pooled." })
export class QuestionDriversType implements QuestionDrivers {
  @Field(() => String, { description: "Code of the instrument: the score explained." })
  instrument!: string;

  @Field(() => Int, { description: "Its version." })
  version!: number;

  @Field(() => Int, { description: "Lowest score of the scale." })
  scaleMin!: number;

  @Field(() => Int, { description: "Highest score of the scale." })
  scaleMax!: number;

  @Field(() => DirectionType, { description: "Which end of the scale is good." })
  direction!: Direction;

  @Field(() => MomentType, { description: "When people were asked." })
  moment!: Moment;

  @Field(() => ModeType, { description: "How they answered." })
  mode!: Mode;

  @Field(() => CollectorType, { description: "Who collected the answers." })
  collector!: Collector;

  @Field(() => Int, { nullable: true, description: "Version of the procedure; null: no longer known." })
  procedureVersion!: number | null;

  @Field(() => Int, { nullable: true, description: "Answers; null where too few to be told." })
  n!: number | null;

  @Field(() => DriversRefusedType, { nullable: true, description: "Why nothing is said; null: it is." })
  refused!: DriversRefused | null;

  @Costs({ items: 2 })
  @Field(() => [String], { description: "The columns that a refusal is about." })
  refusedColumns!: readonly string[];

  @Costs({ items: 4 })
  @Field(() => [String], { description: "Columns left out because they are the same for everybody, or for all but one group of people." })
  dropped!: readonly string[];

  @Field(() => EstimateType, { nullable: true, description: "R²: the share of the variance that all explain together." })
  explained!: EstimateType | null;

  @Field(() => Float, { nullable: true, description: "R² less what as many columns of noise would explain." })
  adjustedR2!: number | null;

  @Field(() => Float, { nullable: true, description: "What a column of pure noise would weigh at most, 19 times in 20." })
  noiseWeight!: number | null;

  @Costs({ items: 1 })
  @Field(() => [DriverWarningType], { description: "What to bear in mind about all." })
  warnings!: readonly DriverWarning[];

  @Costs({ items: 10 })
  @Field(() => [DriverType], { description: "The heaviest first; none where it is refused." })
  drivers!: readonly DriverType[];

  @Costs({ items: 1 })
  @Field(() => [JointWeightType], { description: "What those explain together that are too alike." })
  joint!: readonly JointWeightType[];
}

@ObjectType("ServiceDrivers", { description: "What goes with the effort that people report of a service." })
export class ServiceDriversType extends ReportHead implements Fresh<ServiceDrivers> {
  @Field(() => FlaggedAnswersType, { description: "Whether answers with a quality signal count in it." })
  flagged!: FlaggedAnswers;

  @Field(() => ReportedServiceType, { description: "The service." })
  service!: ReportedServiceType;

  @Field(() => ReportPeriodType, { description: "Which months." })
  period!: ReportPeriodType;

  @Field(() => TextsScalar, { description: "What these numbers do not say, in every language; to be shown with them." })
  caveat!: Texts;

  @Costs({ items: 3 })
  @Field(() => [QuestionDriversType], { description: "One for each question and version of the procedure, the most answered first." })
  questions!: readonly QuestionDriversType[];
}

export const DriversResult = resultOf(ServiceDriversType, "DriversResult");

/** The drivers as they are answered by every door. */
export function toServiceDriversType(report: Fresh<ServiceDrivers>): ServiceDriversType {
  return Object.assign(new ServiceDriversType(), report);
}
