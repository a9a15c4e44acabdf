import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import { DayScalar } from "../../graphql/scalars";
import type { Fresh } from "../../shared/freshness";
import { ModeType } from "../../surveys/api/closed-lists.type";
import type { Mode } from "../../surveys/domain/collector";
import { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import { Interval } from "../domain/interval";
import { Measure } from "../domain/measure";
import type { SatisfactionLine, SatisfactionPoint, SatisfactionSeries } from "../domain/satisfaction-series";
import { ControlChartType } from "./control-chart.type";
import { EstimateType } from "./estimate.type";
import { AnswersBasisType, ReportedServiceType } from "./figures.type";
import { FlaggedAnswersType } from "./flagged-answers.type";
import { LineChangeType } from "./line-change.type";
import { PeriodInput } from "./report-filter.input";
import { pointsOf } from "./report-costs";
import { PeriodReport } from "./report-head.type";

export const IntervalType = closedList(Interval, "Interval", "How a period is cut into points.", {
  DAY: "Day by day.",
  WEEK: "By weeks, which begin on Sunday.",
  MONTH: "By months.",
});

export const MeasureType = closedList(Measure, "Measure", "What an answer is about.", {
  CES: "How easy it was to get the service.",
  CSAT: "How satisfied people are.",
  NPS: "Whether people would recommend it.",
  STEP_EASE: "How easy one step was.",
});

@ArgsType()
export class SeriesArgs {
  @Field(() => PeriodInput, { description: "Which days; where they begin or end inside a week or month, the first or last point is shorter." })
  period!: PeriodInput;

  @Field(() => IntervalType, { defaultValue: Interval.MONTH, description: "How the period is cut; into at most 800 points." })
  interval!: Interval;
}

@ObjectType("SatisfactionPoint", { description: "What people said from one day up to, but without, another. Nothing released: null with a reason, never 0." })
export class SatisfactionPointType implements SatisfactionPoint {
  @Field(() => DayScalar, { description: "First day." })
  from!: string;

  @Field(() => DayScalar, { description: "First day after it." })
  to!: string;

  @Field(() => DayScalar, { nullable: true, description: "Answers are released in batches that count on their middle day: the day of the first answer in those of this point." })
  firstDay!: string | null;

  @Field(() => DayScalar, { nullable: true, description: "The day of the last answer in them." })
  lastDay!: string | null;

  @Field(() => EstimateType, { description: "Share of favourable answers." })
  share!: EstimateType;

  @Field(() => EstimateType, { description: "Mean score as given, never turned round." })
  mean!: EstimateType;

  @Field(() => EstimateType, { nullable: true, description: "Net score, for instruments made for it (NPS)." })
  net!: EstimateType | null;
}

@ObjectType("SatisfactionLine", {
  description: "Answers to one version of one instrument, given at one moment in one mode. Where any of these changes, the line ends and another begins: none bends because the question did.",
})
export class SatisfactionLineType extends AnswersBasisType implements SatisfactionLine {
  @Field(() => MeasureType, { description: "What the answers are about." })
  measure!: Measure;

  @Field(() => Int, { description: "Its version." })
  version!: number;

  @Field(() => ModeType, { description: "How they answered." })
  mode!: Mode;

  @Costs({ items: pointsOf })
  @Field(() => [SatisfactionPointType], { description: "One for every piece of the period, in order." })
  points!: readonly SatisfactionPointType[];

  @Field(() => ControlChartType, { nullable: true, description: "What is ordinary for the share, and where it is not; null below twelve points with answers." })
  shareChart!: ControlChartType | null;

  @Field(() => ControlChartType, { nullable: true, description: "The same of the mean." })
  meanChart!: ControlChartType | null;

  @Field(() => LineChangeType, { nullable: true, description: "The change between the last two whole pieces that are over; null where the period holds no two." })
  change!: LineChangeType | null;
}

@ArgsType()
export class AnswerSeriesArgs extends SeriesArgs {
  @Field(() => FlaggedAnswersType, { defaultValue: FlaggedAnswers.INCLUDE, description: "Whether answers with a quality signal count." })
  flagged!: FlaggedAnswers;
}

/** What people said over time, of whomever. */
@ObjectType()
export abstract class LinesReport extends PeriodReport {
  @Field(() => FlaggedAnswersType, { description: "Whether answers with a quality signal count in it." })
  flagged!: FlaggedAnswers;

  @Field(() => IntervalType, { description: "How they are cut." })
  interval!: Interval;

  @Costs({ items: 6 })
  @Field(() => [SatisfactionLineType], { description: "One for each way in which people were asked and answered in the period." })
  lines!: readonly SatisfactionLineType[];
}

@ObjectType("SatisfactionSeries", { description: "What people said of a service over time. Every figure of it comes from one moment of the counts." })
export class SatisfactionSeriesType extends LinesReport implements Fresh<SatisfactionSeries> {
  @Field(() => ReportedServiceType, { description: "The service." })
  service!: ReportedServiceType;
}

export const SatisfactionResult = resultOf(SatisfactionSeriesType, "SatisfactionResult");

/** The series as it is answered by every door. */
export function toSatisfactionSeriesType(series: Fresh<SatisfactionSeries>): SatisfactionSeriesType {
  return Object.assign(new SatisfactionSeriesType(), series);
}
