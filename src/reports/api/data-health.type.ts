import { Max, Min } from "class-validator";
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { SignalType } from "../../catalogue/api/closed-lists.type";
import type { Signal } from "../../catalogue/domain/signal";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import { DayScalar, TextsScalar } from "../../graphql/scalars";
import type { Fresh } from "../../shared/freshness";
import type { Texts } from "../../shared/texts";
import { MomentType } from "../../surveys/api/closed-lists.type";
import type { Moment } from "../../surveys/domain/moment";
import { OutcomeType } from "../../transactions/api/outcome.type";
import type { Outcome } from "../../transactions/domain/outcome";
import type { DataHealth, LinkHealth, PortalHealth, ServiceHealth } from "../domain/data-health/data-health";
import { EstimateType } from "./estimate.type";
import { ReportedServiceType } from "./figures.type";
import { PeriodReport } from "./report-head.type";

@ArgsType()
export class HealthArgs {
  @Min(1)
  @Max(500)
  @Field(() => Int, { defaultValue: 50, description: "Services at most, 1–500, in the order in which they entered the catalogue." })
  first!: number;
}

@ObjectType("PortalHealth", { description: "A portal, and when anything happened last in the services that it may report. Events do not say who sent them: look at `sharedServices`." })
export class PortalHealthType implements PortalHealth {
  @Field(() => String, { description: "Code." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its names." })
  names!: Texts;

  @Field(() => Int, { description: "How many of the services listed it may report." })
  services!: number;

  @Field(() => Int, { description: "How many of these another portal may report too." })
  sharedServices!: number;

  @Field(() => DayScalar, { nullable: true, description: "The last day of the period on which anything happened in them; null: none." })
  lastEvent!: string | null;

  @Field(() => Int, { nullable: true, description: "Days from then to the end of the period, or to today." })
  silentDays!: number | null;
}

@ObjectType("LinkHealth", { description: "How far links to a survey got." })
export class LinkHealthType implements LinkHealth {
  @Field(() => EstimateType, { description: "How many were handed to a portal." })
  invited!: EstimateType;

  @Field(() => EstimateType, { description: "Share of them that a portal says it delivered." })
  delivered!: EstimateType;

  @Field(() => EstimateType, { description: "Share of them that somebody opened." })
  opened!: EstimateType;

  @Field(() => EstimateType, { description: "Share of them that were answered through Yusr; of whole months in which enough were." })
  answered!: EstimateType;
}

@ObjectType("OutcomeLinks", { description: "How far the links of transactions with one outcome got." })
export class OutcomeLinksType extends LinkHealthType {
  @Field(() => OutcomeType, { description: "Where the transaction stood when it was asked about." })
  outcome!: Outcome;
}

@ObjectType("ServiceHealth", { description: "What a service reports, and what it does not." })
export class ServiceHealthType implements ServiceHealth {
  @Field(() => ReportedServiceType, { description: "The service." })
  service!: ReportedServiceType;

  @Field(() => DayScalar, { nullable: true, description: "The last day of the period on which anything happened, not on which it was sent; null: none." })
  lastEvent!: string | null;

  @Field(() => Int, { nullable: true, description: "Days from then to the end of the period, or to today." })
  silentDays!: number | null;

  @Field(() => Int, { description: "How many portals may report it." })
  portals!: number;

  @Field(() => EstimateType, { description: "Transactions recorded." })
  recorded!: EstimateType;

  @Field(() => EstimateType, { description: "Transactions that registers let expect: a year's number spread evenly over its days." })
  declared!: EstimateType;

  @Field(() => EstimateType, { description: "Recorded ÷ declared; below 0.8 scores of the service should not be judged." })
  coverage!: EstimateType;

  @Field(() => EstimateType, { description: "Passages through steps." })
  passages!: EstimateType;

  @Field(() => EstimateType, { description: "Share of them through steps that nobody has mapped." })
  unmapped!: EstimateType;

  @Costs({ items: 4 })
  @Field(() => [SignalType], { description: "Signals that no portal says it measures: unknown, which is not zero." })
  undeclaredSignals!: readonly Signal[];

  @Field(() => LinkHealthType, { description: "All links of the moment, in the whole months of the period." })
  links!: LinkHealthType;

  @Costs({ items: 5 })
  @Field(() => [OutcomeLinksType], { description: "The same by outcome: who hands links to the satisfied alone shows here." })
  linksByOutcome!: readonly OutcomeLinksType[];

  @Field(() => EstimateType, { description: "Of those who answered, the share that did so on the agency's own form; in no other figure." })
  ownForm!: EstimateType;
}

@ObjectType("DataHealth", { description: "Whether the figures of services may be trusted: who stopped sending, and what is missing." })
export class DataHealthType extends PeriodReport implements Fresh<DataHealth> {
  @Field(() => MomentType, { description: "At which the links were handed over." })
  moment!: Moment;

  @Costs({ items: 20 })
  @Field(() => [PortalHealthType], { description: "Portals that may report any of the services listed." })
  portals!: readonly PortalHealthType[];

  @Costs({ items: ({ first }) => Number(first) })
  @Field(() => [ServiceHealthType], { description: "The services listed." })
  services!: readonly ServiceHealthType[];

  @Field(() => Int, { description: "How many services the filter names." })
  totalServices!: number;
}

export const DataHealthResult = resultOf(DataHealthType, "DataHealthResult");

/** Data health as it is answered by every door. */
export function toDataHealthType(health: Fresh<DataHealth>): DataHealthType {
  return Object.assign(new DataHealthType(), health);
}
