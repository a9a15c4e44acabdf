import { Field, Int, ObjectType } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import type { Fresh } from "../../shared/freshness";
import type { Interval } from "../domain/interval";
import type { PooledSatisfaction } from "../domain/pooled-satisfaction";
import { ThresholdsType } from "./estimate.type";
import { ReportPeriodType } from "./figures.type";
import { FreshnessType } from "./freshness.type";
import { IntervalType, SatisfactionLineType } from "./satisfaction.type";

@ObjectType("PooledSatisfaction", { description: "What people said of many services together over time. Added up only where instrument, version, moment and mode are the same." })
export class PooledSatisfactionType implements Fresh<PooledSatisfaction> {
  @Field(() => FreshnessType, { description: "How fresh the counts behind it are." })
  freshness!: FreshnessType;

  @Field(() => String, { nullable: true, description: "Code of the agency; null: every service that you may see, for the office the country." })
  agency!: string | null;

  @Field(() => Int, { description: "How many services the lines add up, those without answers included." })
  services!: number;

  @Field(() => ReportPeriodType, { description: "Which days." })
  period!: ReportPeriodType;

  @Field(() => IntervalType, { description: "How they are cut." })
  interval!: Interval;

  @Field(() => ThresholdsType, { description: "From how much evidence on a figure is shown and trusted." })
  thresholds!: ThresholdsType;

  @Costs({ items: 6 })
  @Field(() => [SatisfactionLineType], { description: "One for each way in which people were asked and answered in the period." })
  lines!: readonly SatisfactionLineType[];
}

export const PooledSatisfactionResult = resultOf(PooledSatisfactionType, "PooledSatisfactionResult");

/** The lines as they are answered by every door. */
export function toPooledSatisfactionType(pooled: Fresh<PooledSatisfaction>): PooledSatisfactionType {
  return Object.assign(new PooledSatisfactionType(), pooled);
}
