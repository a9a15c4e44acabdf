import { Field, Float, Int, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { Costs } from "../../graphql/field-cost";
import { DayScalar } from "../../graphql/scalars";
import type { MedianRuns } from "../../statistics/median-runs";
import { ChartKind, type ChartPoint, type ControlChart, type Drift } from "../domain/trends/control-chart";
import { pointsOf } from "./report-costs";

export const ChartKindType = closedList(ChartKind, "ChartKind", "How the limits of a control chart are made.", {
  P: "Of shares that vary by chance alone.",
  P_PRIME: "Laney's: of shares that vary more than by chance, or of so many answers that every ordinary difference would lie outside.",
  XMR: "Of single values, such as means, from the ordinary step from one to the next.",
});

@ObjectType("ChartPoint", { description: "A point of a line beside what is ordinary for it." })
export class ChartPointType implements ChartPoint {
  @Field(() => DayScalar, { description: "First day of the piece." })
  from!: string;

  @Field(() => Float, { description: "The figure charted." })
  value!: number;

  @Field(() => Float, { description: "Lower control limit." })
  low!: number;

  @Field(() => Float, { description: "Upper control limit." })
  high!: number;

  @Field(() => Boolean, { description: "Whether it lies outside the limits: something happened, look for it." })
  outside!: boolean;
}

@ObjectType("MedianRuns", { description: "Runs of a line about its median, judged by Anhøj's rules." })
export class MedianRunsType implements MedianRuns {
  @Field(() => Float, { description: "The median." })
  median!: number;

  @Field(() => Int, { description: "Points that do not lie on it." })
  usefulPoints!: number;

  @Field(() => Int, { description: "Most points in a row on one side." })
  longestRun!: number;

  @Field(() => Int, { description: "The longest run that chance still makes." })
  longestRunMax!: number;

  @Field(() => Int, { description: "How often the line crosses it." })
  crossings!: number;

  @Field(() => Int, { description: "The fewest crossings that chance still makes." })
  crossingsMin!: number;

  @Field(() => Boolean, { description: "Whether either rule is broken: the line shifted." })
  unusual!: boolean;
}

@ObjectType("Drift", { description: "A slow drift that a CUSUM (k = ½σ, h = 5σ) found." })
export class DriftType implements Drift {
  @Field(() => DayScalar, { description: "First day of the piece with which it began." })
  began!: string;

  @Field(() => DayScalar, { description: "First day of the piece at which it was certain." })
  signalled!: string;
}

@ObjectType("ControlChart", { description: "What is ordinary for a line, and where it is not." })
export class ControlChartType implements ControlChart {
  @Field(() => ChartKindType, { description: "How its limits are made." })
  kind!: ChartKind;

  @Field(() => Boolean, { description: "Whether it has fewer than twenty points, so that the limits will still move." })
  trial!: boolean;

  @Field(() => Int, { description: "From how many points, the first ones, centre and limits are made; then they are frozen." })
  baselinePoints!: number;

  @Field(() => Float, { description: "Centre line." })
  centre!: number;

  @Field(() => Float, { nullable: true, description: "By how much wider the limits are than chance alone would have them; null but for `P_PRIME`." })
  sigmaZ!: number | null;

  @Costs({ items: pointsOf })
  @Field(() => [ChartPointType], { description: "In order; pieces without a figure are left out." })
  points!: readonly ChartPointType[];

  @Field(() => MedianRunsType, { nullable: true, description: "Runs about the median; null where every point lies on it." })
  runs!: MedianRunsType | null;

  @Field(() => DriftType, { nullable: true, description: "A slow drift; null where there is none." })
  drift!: DriftType | null;
}
