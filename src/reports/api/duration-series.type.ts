import { Field, ObjectType } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import { DayScalar } from "../../graphql/scalars";
import type { Fresh } from "../../shared/freshness";
import type { DurationPoint, DurationSeries, MiddleTimes } from "../domain/duration-series";
import type { Interval } from "../domain/interval";
import { EstimateType } from "./estimate.type";
import { ReportedServiceType } from "./figures.type";
import { pointsOf } from "./report-costs";
import { PeriodReport } from "./report-head.type";
import { IntervalType } from "./satisfaction.type";

@ObjectType("MiddleTimes", { description: "How long transactions took from start to end, in seconds." })
export class MiddleTimesType implements MiddleTimes {
  @Field(() => EstimateType, { description: "Half took no longer." })
  median!: EstimateType;

  @Field(() => EstimateType, { description: "Nine in ten took no longer." })
  p90!: EstimateType;
}

@ObjectType("DurationPoint", { description: "The transactions that ended from one day up to, but without, another. None: null with a reason, never 0." })
export class DurationPointType implements DurationPoint {
  @Field(() => DayScalar, { description: "First day." })
  from!: string;

  @Field(() => DayScalar, { description: "First day after it." })
  to!: string;

  @Field(() => MiddleTimesType, { description: "As time passes, nights, weekends and holidays with it." })
  clock!: MiddleTimesType;

  @Field(() => MiddleTimesType, { description: "Only while the agency worked, by its calendar. A smaller `n` than by the clock: of the others no calendar is known." })
  working!: MiddleTimesType;
}

@ObjectType("DurationSeries", { description: "How long a service took over time. Every figure of it comes from one moment of the counts." })
export class DurationSeriesType extends PeriodReport implements Fresh<DurationSeries> {
  @Field(() => ReportedServiceType, { description: "The service." })
  service!: ReportedServiceType;

  @Field(() => IntervalType, { description: "How they are cut." })
  interval!: Interval;

  @Costs({ items: pointsOf })
  @Field(() => [DurationPointType], { description: "One for every piece of the period, in order." })
  points!: readonly DurationPointType[];
}

export const DurationSeriesResult = resultOf(DurationSeriesType, "DurationSeriesResult");

/** The series as it is answered by every door. */
export function toDurationSeriesType(series: Fresh<DurationSeries>): DurationSeriesType {
  return Object.assign(new DurationSeriesType(), series);
}
