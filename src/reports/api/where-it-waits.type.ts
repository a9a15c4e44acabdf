import { Max, Min } from "class-validator";
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { TurnType } from "../../catalogue/api/closed-lists.type";
import type { Turn } from "../../catalogue/domain/turn";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import { DayScalar } from "../../graphql/scalars";
import type { Fresh } from "../../shared/freshness";
import type { WaitingStep } from "../domain/waiting/waiting-step";
import type { Days, HolderDays, OpenService, ReturnedForCompletion, ReturnedStep, WhereItWaits } from "../domain/waiting/where-it-waits";
import { EstimateType } from "./estimate.type";
import { ReportedServiceType } from "./figures.type";
import { PeriodReport } from "./report-head.type";
import { ReportedStepType } from "./step-effort.type";

@ArgsType()
export class WaitingArgs {
  @Min(1)
  @Max(500)
  @Field(() => Int, { defaultValue: 20, description: "Rows of each list at most, 1–500." })
  first!: number;
}

@ObjectType("HeldDays", { description: "Days in which somebody had the turn." })
export class HeldDaysType implements Days {
  @Field(() => EstimateType, { description: "All together." })
  total!: EstimateType;

  @Field(() => EstimateType, { description: "Per transaction, also of those that never came to this holder: the holders add up." })
  perTransaction!: EstimateType;
}

@ObjectType("HolderDays", { description: "Days in which a holder had the turn: until they began with a step and, but for the beneficiary, while they were at it." })
export class HolderDaysType implements HolderDays {
  @Field(() => TurnType, { description: "Who." })
  holder!: Turn;

  @Field(() => HeldDaysType, { description: "By the clock." })
  clock!: HeldDaysType;

  @Field(() => HeldDaysType, { description: "In working days of the service's agency; not measured where its calendar was not known." })
  working!: HeldDaysType;
}

@ObjectType("Promises", { description: "What was promised, and what was kept." })
export class PromisesType {
  @Field(() => EstimateType, { description: "Transactions with a promised date." })
  promised!: EstimateType;

  @Field(() => EstimateType, { description: "Of those decided, the share decided no later than promised." })
  kept!: EstimateType;
}

@ObjectType("ReturnedStep", { description: "A step that transactions came back to." })
export class ReturnedStepType implements ReturnedStep {
  @Field(() => ReportedServiceType, { description: "Its service." })
  service!: ReportedServiceType;

  @Field(() => String, { description: "Its code." })
  step!: string;

  @Field(() => EstimateType, { description: "Transactions that came back to it." })
  times!: EstimateType;

  @Field(() => EstimateType, { description: "Their share of those that reached it." })
  share!: EstimateType;
}

@ObjectType("ReturnedForCompletion", { description: "How often transactions came back to the beneficiary to be completed." })
export class ReturnedForCompletionType implements ReturnedForCompletion {
  @Field(() => EstimateType, { description: "Transaction-steps: one that came back to two steps counts twice." })
  times!: EstimateType;

  @Field(() => EstimateType, { description: "Per transaction." })
  perTransaction!: EstimateType;

  @Field(() => EstimateType, { description: "Of how many it is known why: no portal says, so this is not measured." })
  reasons!: EstimateType;

  @Costs({ items: ({ first }) => Number(first) })
  @Field(() => [ReturnedStepType], { description: "The steps that most came back to, the most first." })
  steps!: readonly ReturnedStepType[];
}

@ObjectType("WaitingStep", { description: "A step at which days go by, under whoever has the turn." })
export class WaitingStepType implements WaitingStep {
  @Field(() => Int, { description: "Place by days of the clock, from 1 on." })
  rank!: number;

  @Field(() => ReportedServiceType, { description: "Its service." })
  service!: ReportedServiceType;

  @Field(() => ReportedStepType, { description: "The step." })
  step!: ReportedStepType;

  @Field(() => TurnType, { description: "Who had the turn." })
  holder!: Turn;

  @Field(() => String, { nullable: true, description: "Code of the agency that had it; null: the beneficiary, a third party, or another agency that nobody named." })
  heldBy!: string | null;

  @Field(() => EstimateType, { description: "Days by the clock, all together." })
  total!: EstimateType;

  @Field(() => EstimateType, { description: "Working days, all together." })
  working!: EstimateType;

  @Field(() => EstimateType, { description: "Days until it began: half waited no longer." })
  beforeMedian!: EstimateType;

  @Field(() => EstimateType, { description: "Nine in ten waited no longer." })
  beforeP90!: EstimateType;

  @Field(() => EstimateType, { description: "Days from entering to leaving: half took no longer. Not of the beneficiary's own work." })
  insideMedian!: EstimateType;

  @Field(() => EstimateType, { description: "Nine in ten took no longer." })
  insideP90!: EstimateType;
}

@ObjectType("OpenService", { description: "A service with transactions in flight, whatever day they started." })
export class OpenServiceType implements OpenService {
  @Field(() => ReportedServiceType, { description: "The service." })
  service!: ReportedServiceType;

  @Field(() => EstimateType, { description: "How many are in flight." })
  open!: EstimateType;

  @Field(() => DayScalar, { description: "Day on which the oldest started; of those of more than thirteen months ago, the first of the month." })
  oldest!: string;

  @Field(() => EstimateType, { description: "How many started more than 30 days ago." })
  over30Days!: EstimateType;

  @Field(() => EstimateType, { description: "How many started more than 90 days ago." })
  over90Days!: EstimateType;
}

@ObjectType("WhereItWaits", { description: "Where transactions wait: at whom, for how many days, over what promise." })
export class WhereItWaitsType extends PeriodReport implements Fresh<WhereItWaits> {
  @Field(() => EstimateType, { description: "Transactions that ended in the period, or started in it and are in flight." })
  transactions!: EstimateType;

  @Costs({ items: 4 })
  @Field(() => [HolderDaysType], { description: "Days by who had the turn." })
  holders!: readonly HolderDaysType[];

  @Field(() => PromisesType, { description: "Promised dates." })
  promises!: PromisesType;

  @Field(() => ReturnedForCompletionType, { description: "Returns for completion." })
  returned!: ReturnedForCompletionType;

  @Costs({ items: ({ first }) => Number(first) })
  @Field(() => [WaitingStepType], { description: "The steps at which most days went, the most first." })
  steps!: readonly WaitingStepType[];

  @Costs({ items: ({ first }) => Number(first) })
  @Field(() => [OpenServiceType], { description: "Services with transactions in flight, that with the oldest first. Whatever day they started, also before the period." })
  oldestOpen!: readonly OpenServiceType[];
}

export const WhereItWaitsResult = resultOf(WhereItWaitsType, "WhereItWaitsResult");

/** The report as it is answered by every door. */
export function toWhereItWaitsType(report: Fresh<WhereItWaits>): WhereItWaitsType {
  return Object.assign(new WhereItWaitsType(), report);
}
