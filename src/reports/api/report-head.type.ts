import { Field, ObjectType } from "type-graphql";
import { ThresholdsType } from "./estimate.type";
import { ReportPeriodType } from "./figures.type";
import { FreshnessType } from "./freshness.type";

/** What every report says of itself. */
@ObjectType()
export abstract class ReportHead {
  @Field(() => FreshnessType, { description: "How fresh the counts behind it are." })
  freshness!: FreshnessType;

  @Field(() => ThresholdsType, { description: "From how much evidence on a figure is shown and trusted." })
  thresholds!: ThresholdsType;
}

/** The same of one that is about the days of a period. */
@ObjectType()
export abstract class PeriodReport extends ReportHead {
  @Field(() => ReportPeriodType, { description: "Which days." })
  period!: ReportPeriodType;
}
