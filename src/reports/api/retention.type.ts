import { Field, Int, ObjectType } from "type-graphql";
import { ChannelType } from "../../catalogue/api/closed-lists.type";
import type { Channel } from "../../catalogue/domain/channel";
import { closedList } from "../../graphql/closed-list";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import type { Fresh } from "../../shared/freshness";
import { EffortBand } from "../../tallies/domain/effort-band";
import type { BandLeaving, ChannelRetention, OpportunityRetention, Retention, RetentionCohort } from "../domain/retention/retention";
import type { RiskEstimates } from "../domain/risk-estimates";
import { EstimateType } from "./estimate.type";
import { ReportedServiceType, ReportPeriodType } from "./figures.type";
import { ReportHead } from "./report-head.type";

export const EffortBandType = closedList(EffortBand, "EffortBand", "How hard a transaction was, as far as its log shows it.", {
  NONE: "No error, retry, help, change of channel, return or delay.",
  SOME: "One kind of these.",
  MUCH: "Two kinds or more.",
  UNKNOWN: "None is known, and none was measured.",
});

@ObjectType("ChannelRetention", { description: "What became of the transactions of one channel." })
export class ChannelRetentionType implements ChannelRetention {
  @Field(() => ChannelType, { description: "The channel." })
  channel!: Channel;

  @Field(() => EstimateType, { description: "Transactions that ended." })
  ended!: EstimateType;

  @Field(() => EstimateType, { description: "Of them, those that ended without a decision: given up, withdrawn, expired, failed." })
  undecided!: EstimateType;

  @Field(() => EstimateType, { description: "Of them, those that failed for a fault." })
  failed!: EstimateType;

  @Field(() => EstimateType, { description: "Of them, those that ended undecided and were taken up again within 30 days in a channel that is not digital. Of digital channels." })
  leaked!: EstimateType;
}

@ObjectType("OpportunityRetention", { description: "Who was digital again at one later opportunity." })
export class OpportunityRetentionType implements OpportunityRetention {
  @Field(() => Int, { description: "1 for the first transaction after the first of the subject." })
  opportunity!: number;

  @Field(() => EstimateType, { description: "Digital again, of those who came. Null with `IMMATURE`: nobody has come that often yet." })
  digital!: EstimateType;
}

@ObjectType("RetentionCohort", { description: "Subjects whose first transaction of the service was in one digital channel." })
export class RetentionCohortType implements RetentionCohort {
  @Field(() => ChannelType, { description: "That channel." })
  channelFirst!: Channel;

  @Costs({ items: 6 })
  @Field(() => [OpportunityRetentionType], { description: "By later opportunity." })
  opportunities!: readonly OpportunityRetentionType[];
}

@ObjectType("BandLeaving", { description: "Who left the digital channels after transactions of one band of effort." })
export class BandLeavingType implements BandLeaving {
  @Field(() => EffortBandType, { description: "How hard the transaction before was." })
  band!: EffortBand;

  @Field(() => EstimateType, { description: "Share that came to another channel next." })
  left!: EstimateType;
}

@ObjectType("RiskEstimates", { description: "Leaving after much effort against leaving after none. It says what goes together, not what causes what." })
export class RiskEstimatesType implements RiskEstimates {
  @Field(() => EstimateType, { description: "How many times as likely." })
  ratio!: EstimateType;

  @Field(() => EstimateType, { description: "Ratio of the odds." })
  odds!: EstimateType;

  @Field(() => EstimateType, { description: "Difference of the shares." })
  difference!: EstimateType;

  @Field(() => EstimateType, { description: "Share of departures statistically associated with much effort." })
  attributable!: EstimateType;
}

@ObjectType("Retention", { description: "Who stays digital, who leaves a channel or gives up, and who must come again." })
export class RetentionType extends ReportHead implements Fresh<Retention> {
  @Field(() => ReportedServiceType, { description: "The service." })
  service!: ReportedServiceType;

  @Field(() => ReportPeriodType, { description: "Which days: a return counts on the day it started, a transaction on that it ended." })
  period!: ReportPeriodType;

  @Field(() => EstimateType, { description: "Digital take-up: share of decided transactions in digital channels (web, app, SMS, chat)." })
  takeUp!: EstimateType;

  @Field(() => EstimateType, { description: "Share of decided transactions through service offices." })
  assisted!: EstimateType;

  @Costs({ items: 6 })
  @Field(() => [ChannelRetentionType], { description: "By channel." })
  channels!: readonly ChannelRetentionType[];

  @Costs({ items: 3 })
  @Field(() => [RetentionCohortType], { description: "By first digital channel." })
  cohorts!: readonly RetentionCohortType[];

  @Costs({ items: 6 })
  @Field(() => [OpportunityRetentionType], { description: "All cohorts together." })
  pooled!: readonly OpportunityRetentionType[];

  @Field(() => EstimateType, { description: "Followed by another of the same subject within 7 days, of transactions that ended at least 30 days ago." })
  repeatWithin7!: EstimateType;

  @Field(() => EstimateType, { description: "The same within 30 days." })
  repeatWithin30!: EstimateType;

  @Costs({ items: 4 })
  @Field(() => [BandLeavingType], { description: "Leaving the digital channels at the next opportunity, by effort." })
  leaving!: readonly BandLeavingType[];

  @Field(() => RiskEstimatesType, { description: "Much effort against none." })
  risk!: RiskEstimatesType;
}

export const RetentionResult = resultOf(RetentionType, "RetentionResult");

/** The report as it is answered by every door. */
export function toRetentionType(report: Fresh<Retention>): RetentionType {
  return Object.assign(new RetentionType(), report);
}
