import { Field, Int, ObjectType } from "type-graphql";
import { AutomationType, StepKindType, TurnType } from "../../catalogue/api/closed-lists.type";
import type { Automation } from "../../catalogue/domain/automation";
import type { StepKind } from "../../catalogue/domain/step-kind";
import type { Turn } from "../../catalogue/domain/turn";
import { type Connection, connectionOf, toConnection } from "../../graphql/connection";
import { resultOf } from "../../graphql/refusal.type";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import { MomentType } from "../../surveys/api/closed-lists.type";
import type { Moment } from "../../surveys/domain/moment";
import { OutcomeType } from "../../transactions/api/outcome.type";
import type { Outcome } from "../../transactions/domain/outcome";
import type { EffortReport } from "../domain/effort-report";
import type { AgencyCollected, ServiceEffort } from "../domain/service-effort";
import type { StageEffort } from "../domain/stage-effort";
import type { StepEffort } from "../domain/step-effort";
import { EstimateType, ThresholdsType } from "./estimate.type";
import { AnswerScoreType, DurationFiguresType, ReportedServiceType, ReportPeriodType, TurnWaitingType } from "./figures.type";

@ObjectType("StepEffort", { description: "What a step cost people, seen from the log and from their answers." })
export class StepEffortType implements StepEffort {
  @Field(() => String, { description: "Code, the same in every version; `UNMAPPED` for passages nobody has mapped yet." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its names." })
  names!: Texts;

  @Field(() => String, { nullable: true, description: "Code of its stage." })
  stage!: string | null;

  @Field(() => StepKindType, { nullable: true, description: "What sort of thing it asks of people." })
  kind!: StepKind | null;

  @Field(() => AutomationType, { nullable: true, description: "How far it is done by machine." })
  automation!: Automation | null;

  @Field(() => TurnType, { nullable: true, description: "Whose turn it is in it." })
  turn!: Turn | null;

  @Field(() => Boolean, { description: "No longer in the version in force, but passed in the period." })
  retired!: boolean;

  @Field(() => EstimateType, { description: "Transactions that reached it, each once." })
  reached!: EstimateType;

  @Field(() => EstimateType, { description: "Passages through it." })
  passages!: EstimateType;

  @Field(() => EstimateType, { description: "Rework: passages beyond the first of each transaction." })
  extraPassages!: EstimateType;

  @Field(() => EstimateType, { description: "Passages to each transaction that reached it." })
  passagesPerTransaction!: EstimateType;

  @Field(() => EstimateType, { description: "Share of transactions sent back to it for completion." })
  returned!: EstimateType;

  @Field(() => EstimateType, { description: "Share with an error, of those for which it is known." })
  errors!: EstimateType;

  @Field(() => EstimateType, { description: "Share that needed another attempt, of those for which it is known." })
  retries!: EstimateType;

  @Field(() => EstimateType, { description: "Share that asked for help, of those for which it is known." })
  help!: EstimateType;

  @Field(() => EstimateType, { description: "Share that went on in another channel, of those for which it is known." })
  channelSwitches!: EstimateType;

  @Field(() => EstimateType, { description: "Share that took longer than expected, with the tolerance, of those for which it is known." })
  overTime!: EstimateType;

  @Field(() => EstimateType, { description: "Share given up here, of those that went on or gave up." })
  dropOff!: EstimateType;

  @Field(() => DurationFiguresType, { description: "From entering to leaving." })
  serviceTime!: DurationFiguresType;

  @Field(() => DurationFiguresType, { description: "From the latest end of what came before to entering." })
  waiting!: DurationFiguresType;

  @Field(() => [TurnWaitingType], { description: "The waiting, by whose turn the step was." })
  waitingByTurn!: readonly TurnWaitingType[];

  @Field(() => [AnswerScoreType], { description: "How easy people found it; never empty." })
  ease!: readonly AnswerScoreType[];
}

@ObjectType("StageEffort", {
  description: "What a stage cost people, as far as the counts of its steps add up: shares and medians of transactions do not, so they are told by step only.",
})
export class StageEffortType implements StageEffort {
  @Field(() => String, { description: "Code." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its names." })
  names!: Texts;

  @Field(() => EstimateType, { description: "Transactions that reached it. Where they may have passed several of its steps: between `low`, the busiest step, and `high`, the sum of the steps." })
  reached!: EstimateType;

  @Field(() => EstimateType, { description: "Passages through its steps." })
  passages!: EstimateType;

  @Field(() => EstimateType, { description: "Rework: passages beyond the first of each transaction through each step." })
  extraPassages!: EstimateType;

  @Field(() => EstimateType, { description: "How many times a transaction was sent back to one of its steps; once for each step." })
  returned!: EstimateType;

  @Field(() => EstimateType, { description: "Transactions given up in one of its steps." })
  abandoned!: EstimateType;

  @Field(() => EstimateType, { description: "All the time spent in its steps, in seconds." })
  serviceTime!: EstimateType;

  @Field(() => EstimateType, { description: "All the time waited for its steps, in seconds." })
  waiting!: EstimateType;

  @Field(() => [AnswerScoreType], { description: "How easy people found its steps; somebody who rated two of them counts twice. Never empty." })
  ease!: readonly AnswerScoreType[];
}

@ObjectType("OutcomeCount", { description: "How many transactions stand at an outcome." })
export class OutcomeCountType {
  @Field(() => OutcomeType, { description: "The outcome." })
  outcome!: Outcome;

  @Field(() => EstimateType, { description: "How many." })
  transactions!: EstimateType;
}

@ObjectType("AgencyCollected", { description: "Released answers that the agency collected itself; in none of the other figures." })
export class AgencyCollectedType implements AgencyCollected {
  @Field(() => String, { description: "Code of the instrument." })
  instrument!: string;

  @Field(() => Int, { description: "Its version." })
  version!: number;

  @Field(() => MomentType, { description: "When people were asked." })
  moment!: Moment;

  @Field(() => EstimateType, { description: "How many answers." })
  answers!: EstimateType;
}

@ObjectType("ServiceEffort", { description: "What a service cost people, from its first step to what they say of it." })
export class ServiceEffortType implements ServiceEffort {
  @Field(() => ReportedServiceType, { description: "The service." })
  service!: ReportedServiceType;

  @Field(() => Int, { nullable: true, description: "Version of the procedure whose steps are listed." })
  procedureVersion!: number | null;

  @Field(() => Boolean, { description: "Whether that is the standard procedure, which nobody has fitted to the service yet." })
  standardProcedure!: boolean;

  @Field(() => EstimateType, { description: "Transactions that ended in the period, or started in it and are in flight." })
  transactions!: EstimateType;

  @Field(() => [OutcomeCountType], { description: "The same by outcome." })
  outcomes!: readonly OutcomeCountType[];

  @Field(() => EstimateType, { description: "Share decided, of all but those in flight and those withdrawn before any step of the government. A \"no\" is a decision." })
  completion!: EstimateType;

  @Field(() => DurationFiguresType, { description: "From start to end." })
  wholeTime!: DurationFiguresType;

  @Field(() => EstimateType, { description: "People invited to answer." })
  invited!: EstimateType;

  @Field(() => EstimateType, { description: "Share of them that answered through Yusr. Whoever answered on the agency's own form counts as not having answered: those answers are in no figure here." })
  responseRate!: EstimateType;

  @Field(() => [AnswerScoreType], { description: "Ease of getting the service, one entry for each instrument version and mode; never empty." })
  ces!: readonly AnswerScoreType[];

  @Field(() => [AnswerScoreType], { description: "Satisfaction; never empty." })
  csat!: readonly AnswerScoreType[];

  @Field(() => [AnswerScoreType], { description: "Recommendation; never empty. In `net` the net promoter score." })
  nps!: readonly AnswerScoreType[];

  @Field(() => [AgencyCollectedType], { description: "Released answers that the agency collected itself: in none of the other figures." })
  collectedByAgency!: readonly AgencyCollectedType[];

  @Field(() => [StageEffortType], { description: "Its stages, in order." })
  stages!: readonly StageEffortType[];

  @Field(() => [StepEffortType], { description: "Its steps, in order; retired ones that were passed after them, `UNMAPPED` last." })
  steps!: readonly StepEffortType[];
}

export const ServiceEffortConnection = connectionOf(ServiceEffortType, "ServiceEffort");

@ObjectType("EffortReport", { description: "Where the effort of people goes, service by service. Every figure of it comes from one moment of the counts." })
export class EffortReportType {
  @Field(() => ReportPeriodType, { description: "Which days." })
  period!: ReportPeriodType;

  @Field(() => MomentType, { description: "The moment at which the answers in it were given." })
  moment!: Moment;

  @Field(() => ThresholdsType, { description: "From how much evidence on a figure is shown and trusted." })
  thresholds!: ThresholdsType;

  @Field(() => ServiceEffortConnection, { description: "The services, in the order in which they entered the catalogue." })
  services!: Connection<ServiceEffortType>;
}

export const EffortReportResult = resultOf(EffortReportType, "EffortReportResult");

/** The report as it is answered by every door. */
export function toEffortReportType({ period, moment, thresholds, services }: EffortReport): EffortReportType {
  return Object.assign(new EffortReportType(), {
    period,
    moment,
    thresholds,
    services: toConnection(services, (row) => row.serviceId, (row) => row.effort),
  });
}
