import { Max, Min } from "class-validator";
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { resultOf } from "../../graphql/refusal.type";
import { TextsScalar } from "../../graphql/scalars";
import type { Fresh } from "../../shared/freshness";
import type { Texts } from "../../shared/texts";
import { EdgePlace, type MapEdge, type MapStep, type MapVariant, type ProcessMap } from "../domain/process-map";
import { Costs } from "../../graphql/field-cost";
import { EstimateType } from "./estimate.type";
import { DurationFiguresType, ReportedServiceType, ReportPeriodType } from "./figures.type";
import { ProcedureFitType, ReworkFiguresType, StepDropOffType, TurnTimesType, VariantCoverageType } from "./process-figures.type";
import { ReportHead } from "./report-head.type";

export const EdgePlaceType = closedList(EdgePlace, "EdgePlace", "Where an edge of a process map lies.", {
  START: "From the start of the transaction to a first step.",
  INNER: "From one step to the next.",
  END: "From a last step to the end of the transaction.",
});

@ArgsType()
export class MapCutArgs {
  @Min(1)
  @Max(500)
  @Field(() => Int, { defaultValue: 500, description: "Edges at most, the most frequent first, 1–500." })
  edges!: number;

  @Min(1)
  @Max(500)
  @Field(() => Int, { defaultValue: 10, description: "Variants at most, the most frequent first, 1–500." })
  variants!: number;

  @Min(1)
  @Max(365)
  @Field(() => Int, { defaultValue: 30, description: "Days since coming to a step by which to look who has given up, 1–365." })
  horizonDays!: number;
}

@ObjectType("MapStep", { description: "A step that transactions passed." })
export class MapStepType implements MapStep {
  @Field(() => String, { description: "Code." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its names." })
  names!: Texts;

  @Field(() => EstimateType, { description: "Transactions that reached it, each once." })
  reached!: EstimateType;

  @Field(() => EstimateType, { description: "Passages through it." })
  passages!: EstimateType;

  @Field(() => DurationFiguresType, { description: "From entering to leaving, by the clock." })
  serviceTime!: DurationFiguresType;

  @Field(() => DurationFiguresType, { description: "Between the latest end of what came before and entering, by the clock." })
  waiting!: DurationFiguresType;
}

@ObjectType("MapEdge", { description: "One step that follows directly on another." })
export class MapEdgeType implements MapEdge {
  @Field(() => EdgePlaceType, { description: "Where it lies." })
  place!: EdgePlace;

  @Field(() => String, { nullable: true, description: "Code of the first step; null: the start of the transaction." })
  from!: string | null;

  @Field(() => String, { nullable: true, description: "Code of the second step; null: the end of the transaction." })
  to!: string | null;

  @Field(() => EstimateType, { description: "How often." })
  count!: EstimateType;

  @Field(() => EstimateType, { description: "Median from leaving the first (where unknown: entering it) to entering the second, in seconds." })
  time!: EstimateType;
}

@ObjectType("MapVariant", { description: "One order of steps that transactions took." })
export class MapVariantType implements MapVariant {
  @Field(() => [String], { description: "Codes of the steps, in order." })
  steps!: readonly string[];

  @Field(() => EstimateType, { description: "Transactions that took it." })
  transactions!: EstimateType;

  @Field(() => EstimateType, { description: "Their share of all." })
  share!: EstimateType;
}

@ObjectType("ProcessMap", { description: "Which steps of a service really follow each other, how often and how fast, what is done again, and how far that is from the published procedure." })
export class ProcessMapType extends ReportHead implements Fresh<ProcessMap> {
  @Field(() => ReportedServiceType, { description: "The service." })
  service!: ReportedServiceType;

  @Field(() => ReportPeriodType, { description: "Which days: an edge counts on that of its second step, a variant on that of the end." })
  period!: ReportPeriodType;

  @Field(() => [MapStepType], { description: "The steps that were passed, in the order of the procedure." })
  steps!: readonly MapStepType[];

  @Field(() => [MapEdgeType], { description: "The most frequent edges first." })
  edges!: readonly MapEdgeType[];

  @Field(() => Int, { description: "Edges in all." })
  edgeCount!: number;

  @Field(() => [MapVariantType], { description: "The most frequent variants first." })
  variants!: readonly MapVariantType[];

  @Field(() => Int, { description: "Variants in all." })
  variantCount!: number;

  @Costs({ items: 7 })
  @Field(() => [VariantCoverageType], { description: "How much the most frequent variants cover." })
  coverage!: readonly VariantCoverageType[];

  @Field(() => ReworkFiguresType, { description: "What was done again." })
  rework!: ReworkFiguresType;

  @Field(() => ProcedureFitType, { description: "How far transactions kept to the published procedure." })
  fit!: ProcedureFitType;

  @Costs({ items: 8 })
  @Field(() => [TurnTimesType], { description: "Waiting and service time by whose turn it was." })
  times!: readonly TurnTimesType[];

  @Field(() => Int, { description: "Days since coming to a step by which `dropOff.byHorizon` looks who has given up." })
  horizonDays!: number;

  @Field(() => [StepDropOffType], { description: "Where transactions are given up, in the order of the procedure." })
  dropOff!: readonly StepDropOffType[];
}

export const ProcessMapResult = resultOf(ProcessMapType, "ProcessMapResult");

/** The map as it is answered by every door. */
export function toProcessMapType(map: Fresh<ProcessMap>): ProcessMapType {
  return Object.assign(new ProcessMapType(), map);
}
