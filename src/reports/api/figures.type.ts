import { Field, Int, ObjectType } from "type-graphql";
import { TurnType } from "../../catalogue/api/closed-lists.type";
import { Costs } from "../../graphql/field-cost";
import type { Turn } from "../../catalogue/domain/turn";
import { DayScalar, TextsScalar } from "../../graphql/scalars";
import type { Period } from "../../shared/period";
import type { Texts } from "../../shared/texts";
import { closedList } from "../../graphql/closed-list";
import { CollectorType, DirectionType, ModeType, MomentType } from "../../surveys/api/closed-lists.type";
import type { Collector, Mode } from "../../surveys/domain/collector";
import type { Direction } from "../../surveys/domain/instrument";
import type { Moment } from "../../surveys/domain/moment";
import { type AnswerScore, Denominator } from "../domain/answer-score";
import type { DurationFigures } from "../domain/duration-figures";
import type { ServiceName } from "../domain/service-effort";
import type { TurnWaiting } from "../domain/step-effort";
import { EstimateType } from "./estimate.type";

export const DenominatorType = closedList(Denominator, "Denominator", "Whom a figure of answers is out of.", {
  RATED: "Those who gave a score; who skipped the question, or said that it does not apply, is not among them.",
});

@ObjectType("ReportPeriod", { description: "Local days of the agency, from one up to, but without, another." })
export class ReportPeriodType implements Period {
  @Field(() => DayScalar, { description: "First day." })
  from!: string;

  @Field(() => DayScalar, { description: "First day after the period." })
  to!: string;
}

@ObjectType("ReportedService", { description: "How a report names a service." })
export class ReportedServiceType implements ServiceName {
  @Field(() => String, { description: "Code, unique within the agency." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its names." })
  names!: Texts;

  @Field(() => String, { description: "Code of its agency." })
  agencyCode!: string;

  @Field(() => TextsScalar, { description: "Names of its agency." })
  agencyNames!: Texts;
}

/** What the answers behind figures have in common: whose, to what, and how a share of them is formed. */
@ObjectType()
export abstract class AnswersBasisType {
  @Field(() => String, { description: "Code of the instrument, such as `CES5_EASE`." })
  instrument!: string;

  @Field(() => MomentType, { description: "When people were asked." })
  moment!: Moment;

  @Field(() => Int, { description: "Lowest score of the scale." })
  scaleMin!: number;

  @Field(() => Int, { description: "Highest score of the scale." })
  scaleMax!: number;

  @Field(() => DirectionType, { description: "Which end of the scale is good." })
  direction!: Direction;

  @Field(() => String, { description: "Code of how shares are formed, such as `SATISFACTION_1_5_SHARE_4_5`; figures of different formulas are not compared." })
  formula!: string;

  @Field(() => DenominatorType, { description: "Whom the figures are out of." })
  denominator!: Denominator;

  @Field(() => CollectorType, { description: "Who collected the answers." })
  collector!: Collector;

  @Costs({ items: 3 })
  @Field(() => [Int], { description: "The scores that a share counts as favourable; low ones where low is good." })
  favourable!: readonly number[];
}

@ObjectType("AnswerScore", { description: "What people said to one version of one instrument, at one moment, in one mode. Nothing else is ever added to it." })
export class AnswerScoreType extends AnswersBasisType implements AnswerScore {
  @Field(() => Int, { nullable: true, description: "Version of the instrument; null where nobody has answered it." })
  version!: number | null;

  @Field(() => ModeType, { nullable: true, description: "How they answered; null where nobody has." })
  mode!: Mode | null;

  @Field(() => EstimateType, { description: "Share of favourable answers." })
  share!: EstimateType;

  @Field(() => EstimateType, { description: "Mean score as given, never turned round." })
  mean!: EstimateType;

  @Field(() => EstimateType, { nullable: true, description: "Net score, for instruments made for it (NPS)." })
  net!: EstimateType | null;
}

@ObjectType("DurationFigures", { description: "How long something took, in seconds of the clock." })
export class DurationFiguresType implements DurationFigures {
  @Field(() => EstimateType, { description: "Half took no longer." })
  median!: EstimateType;

  @Field(() => EstimateType, { description: "Nine in ten took no longer." })
  p90!: EstimateType;

  @Field(() => EstimateType, { description: "All together." })
  total!: EstimateType;
}

@ObjectType("TurnWaiting", { description: "Waiting before a step, by who had the turn in it." })
export class TurnWaitingType extends DurationFiguresType implements TurnWaiting {
  @Field(() => TurnType, { description: "Whose turn the step was." })
  turn!: Turn;
}
