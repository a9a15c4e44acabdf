import { ArgsType, Field, Float, ID, Int, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import { EstimateType } from "../../reports/api/estimate.type";
import { ReportedServiceType, ReportPeriodType } from "../../reports/api/figures.type";
import { ChangeVerdictType } from "../../reports/api/line-change.type";
import { ReportHead } from "../../reports/api/report-head.type";
import { IntervalType, SeriesArgs } from "../../reports/api/satisfaction.type";
import type { Interval } from "../../reports/domain/interval";
import type { ChangeVerdict } from "../../reports/domain/trends/change-verdict";
import type { Fresh } from "../../shared/freshness";
import { ModeType } from "../../surveys/api/closed-lists.type";
import type { Mode } from "../../surveys/domain/collector";
import type { ChangeEffect } from "../domain/change-effect";
import { type EffectFigure, EffectLabel, EffectMeasure, EffectRefusal, type Placebo, type RefusedLabel } from "../domain/effect-figure";
import { ServiceChangeType } from "./change.type";

export const EffectLabelType = closedList(EffectLabel, "EffectLabel", "What a number about a change may be called, the strongest first.", {
  ESTIMATED_EFFECT: "Beside a service that was not touched: estimated effect (assumes parallel trends).",
  CHANGE_AFTER_DATE: "A series that broke at the date: change after the date, not proven to be caused by it.",
  DIFFERENCE_BETWEEN_PERIODS: "Before and after: difference between periods.",
});

export const EffectMeasureType = closedList(EffectMeasure, "EffectMeasure", "What was measured.", {
  CES: "How easy it was to get the service.",
  CSAT: "How satisfied people are.",
  STEP_EASE: "How easy the step was.",
  ERRORS: "Share of transactions with an error in the step.",
  HELP: "Share of transactions in which help was asked for in the step.",
  RETURNED: "Share of transactions that came back to the step for completion.",
});

export const EffectRefusalType = closedList(EffectRefusal, "EffectRefusal", "Why a stronger label is not given.", {
  NO_COMPARISON: "No service was named to compare with.",
  COMPARISON_TOUCHED: "The service to compare with was changed in that time too.",
  COMPARISON_ASKED_OTHERWISE: "People of the service to compare with were not asked the same question.",
  TOO_FEW_PERIODS_BEFORE: "Fewer than six weeks (months, days) before with answers in both.",
  PRE_TREND: "The two services drifted apart before the change.",
  TOO_FEW_POINTS: "Fewer than eight points on one side, or too few answers in one of the cells.",
  NOT_AS_A_SERIES: "This figure is compared between periods only.",
});

@ArgsType()
export class ChangeEffectArgs extends SeriesArgs {
  @Field(() => String, { description: "`CODE` or `AGENCY/CODE` of the service." })
  service!: string;

  @Field(() => ID, { description: "Id of the change." })
  change!: string;

  @Field(() => String, { nullable: true, description: "A service that was not touched, to compare with." })
  comparison?: string | null;

  @Field(() => String, { nullable: true, description: "Its step, where the change is one of a step." })
  comparisonStep?: string | null;
}

@ObjectType("Placebo", { description: "The same sum at dates before the change, at which nothing was changed." })
export class PlaceboType implements Placebo {
  @Field(() => Int, { description: "At how many dates." })
  repeated!: number;

  @Field(() => Int, { description: "How many of them gave as large a number." })
  asLarge!: number;

  @Field(() => Float, { description: "(1 + as large) ÷ (1 + repeated): with few dates it cannot be small." })
  p!: number;
}

@ObjectType("RefusedLabel", { description: "A stronger label that is not given." })
export class RefusedLabelType implements RefusedLabel {
  @Field(() => EffectLabelType, { description: "The label." })
  label!: EffectLabel;

  @Field(() => EffectRefusalType, { description: "Why not." })
  code!: EffectRefusal;
}

@ObjectType("EffectFigure", { description: "What changed in one figure with the change, under the strongest label that the data carry." })
export class EffectFigureType implements EffectFigure {
  @Field(() => EffectMeasureType, { description: "What was measured." })
  measure!: EffectMeasure;

  @Field(() => String, { nullable: true, description: "Code of the instrument; null for figures of the log." })
  instrument!: string | null;

  @Field(() => Int, { nullable: true, description: "Its version." })
  version!: number | null;

  @Field(() => ModeType, { nullable: true, description: "How people answered." })
  mode!: Mode | null;

  @Field(() => EffectLabelType, { description: "What the number may be called." })
  label!: EffectLabel;

  @Field(() => EstimateType, { description: "After less before." })
  effect!: EstimateType;

  @Field(() => ChangeVerdictType, { description: "What may be said of it." })
  verdict!: ChangeVerdict;

  @Costs({ items: 2 })
  @Field(() => [RefusedLabelType], { description: "Stronger labels that are not given, and why." })
  refused!: readonly RefusedLabelType[];

  @Field(() => PlaceboType, { nullable: true, description: "Null but for an estimated effect." })
  placebo!: PlaceboType | null;
}

@ObjectType("ChangeEffect", { description: "What came of a change: did it work?" })
export class ChangeEffectType extends ReportHead implements Fresh<ChangeEffect> {
  @Field(() => ServiceChangeType, { description: "The change." })
  change!: ServiceChangeType;

  @Field(() => IntervalType, { description: "How the time was cut; the piece in which the change came is left out." })
  interval!: Interval;

  @Field(() => ReportPeriodType, { description: "Before it." })
  before!: ReportPeriodType;

  @Field(() => ReportPeriodType, { description: "After it." })
  after!: ReportPeriodType;

  @Field(() => Int, { description: "Whole pieces before." })
  piecesBefore!: number;

  @Field(() => Int, { description: "Whole pieces after." })
  piecesAfter!: number;

  @Field(() => ReportedServiceType, { nullable: true, description: "The service to compare with." })
  comparison!: ReportedServiceType | null;

  @Costs({ items: 6 })
  @Field(() => [EffectFigureType], { description: "The figures." })
  figures!: readonly EffectFigureType[];
}

export const ChangeEffectResult = resultOf(ChangeEffectType, "ChangeEffectResult");

export function toChangeEffectType(effect: Fresh<ChangeEffect>): ChangeEffectType {
  return Object.assign(new ChangeEffectType(), effect);
}
