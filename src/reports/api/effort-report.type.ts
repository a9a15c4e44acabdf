import { Field, Int, ObjectType } from "type-graphql";
import { type Connection, connectionOf, toConnection } from "../../graphql/connection";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import { TextsScalar } from "../../graphql/scalars";
import type { Fresh } from "../../shared/freshness";
import type { Texts } from "../../shared/texts";
import { ModeType, MomentType } from "../../surveys/api/closed-lists.type";
import type { Mode } from "../../surveys/domain/collector";
import type { Moment } from "../../surveys/domain/moment";
import type { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import { OutcomeType } from "../../transactions/api/outcome.type";
import type { Outcome } from "../../transactions/domain/outcome";
import type { EffortReport } from "../domain/effort-report";
import type { OwnQuestion } from "../domain/own-questions";
import type { CollectedApart, ServiceEffort } from "../domain/service-effort";
import type { StageEffort } from "../domain/stage-effort";
import type { StepRanking } from "../domain/step-ranking";
import { EffortIndexType } from "./effort-index.type";
import { FlaggedAnswersType } from "./flagged-answers.type";
import { PeriodReport } from "./report-head.type";
import { ChosenWindowType, FamilyStageType } from "./report-window.type";
import { EstimateType } from "./estimate.type";
import { AnswerScoreType, DurationFiguresType, ReportedServiceType } from "./figures.type";
import { SERVICE_COST, TIMES_COST } from "./report-costs";
import { StepEffortType } from "./step-effort.type";

@ObjectType("StageEffort", {
  description: "What a stage cost people, as far as the counts of its steps add up: shares and medians of transactions do not, so they are told by step only.",
})
export class StageEffortType implements StageEffort {
  @Field(() => String, { description: "Code." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its names." })
  names!: Texts;

  @Field(() => EffortIndexType, { description: "Its index as if it were one step: what happened in any of its steps counts, and it is felt as its hardest. To split a step gains nothing." })
  index!: EffortIndexType;

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

  @Costs({ own: TIMES_COST })
  @Field(() => EstimateType, { description: "All the time spent in its steps, in seconds." })
  serviceTime!: EstimateType;

  @Costs({ own: TIMES_COST })
  @Field(() => EstimateType, { description: "All the time waited for its steps, in seconds." })
  waiting!: EstimateType;

  @Costs({ items: 1.5 })
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

@ObjectType("CollectedApart", { description: "Released answers that were collected in another way than from people whom Yusr drew; in none of the other figures." })
export class CollectedApartType implements CollectedApart {
  @Field(() => String, { description: "Code of the instrument." })
  instrument!: string;

  @Field(() => Int, { description: "Its version." })
  version!: number;

  @Field(() => MomentType, { description: "When people were asked." })
  moment!: Moment;

  @Field(() => EstimateType, { description: "How many answers." })
  answers!: EstimateType;
}

@ObjectType("OwnQuestion", { description: "Released numbers that people gave to one version of a question of the agency's own; in none of the other figures." })
export class OwnQuestionType implements OwnQuestion {
  @Field(() => String, { description: "Code of the instrument: the agency's, a slash, and a name." })
  instrument!: string;

  @Field(() => Int, { description: "Its version." })
  version!: number;

  @Field(() => MomentType, { description: "When people were asked." })
  moment!: Moment;

  @Field(() => ModeType, { description: "How they answered." })
  mode!: Mode;

  @Field(() => Boolean, { description: "Whether it may be compared: never, since nobody else asks it." })
  comparable!: boolean;

  @Field(() => EstimateType, { description: "How many answers." })
  answers!: EstimateType;

  @Field(() => EstimateType, { description: "Mean number as given." })
  mean!: EstimateType;
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

  @Costs({ items: 5 })
  @Field(() => [OutcomeCountType], { description: "The same by outcome." })
  outcomes!: readonly OutcomeCountType[];

  @Field(() => EstimateType, { description: "Share decided, of all but those in flight and those withdrawn before any step of the government. A \"no\" is a decision." })
  completion!: EstimateType;

  @Costs({ own: TIMES_COST })
  @Field(() => DurationFiguresType, { description: "From start to end." })
  wholeTime!: DurationFiguresType;

  @Field(() => EstimateType, { description: "People invited to answer." })
  invited!: EstimateType;

  @Field(() => EstimateType, { description: "Share of them that answered through Yusr. Whoever answered on the agency's own form counts as not having answered: those answers are in no figure here. Told as answers are: not by channel or segment, and in whole months with enough of them." })
  responseRate!: EstimateType;

  @Costs({ items: 1.5 })
  @Field(() => [AnswerScoreType], { description: "Ease of getting the service, one entry for each instrument version and mode; never empty." })
  ces!: readonly AnswerScoreType[];

  @Costs({ items: 1.5 })
  @Field(() => [AnswerScoreType], { description: "Satisfaction; never empty." })
  csat!: readonly AnswerScoreType[];

  @Costs({ items: 1.5 })
  @Field(() => [AnswerScoreType], { description: "Recommendation; never empty. In `net` the net promoter score." })
  nps!: readonly AnswerScoreType[];

  @Costs({ items: 1.5 })
  @Field(() => [CollectedApartType], { description: "Released answers that the agency collected itself: in none of the other figures." })
  collectedByAgency!: readonly CollectedApartType[];

  @Costs({ items: 1.5 })
  @Field(() => [CollectedApartType], { description: "Released answers given through a code at a counter, without any transaction: in none of the other figures." })
  collectedUnlinked!: readonly CollectedApartType[];

  @Costs({ items: 1.5 })
  @Field(() => [CollectedApartType], { description: "Released answers that service offices gave to the monthly panel: in none of the other figures." })
  collectedFromPanel!: readonly CollectedApartType[];

  @Costs({ items: 1.5 })
  @Field(() => [CollectedApartType], { description: "Released answers given in a language whose words nobody has tested: in none of the other figures." })
  collectedUntested!: readonly CollectedApartType[];

  @Costs({ items: 1.5 })
  @Field(() => [OwnQuestionType], { description: "What people answered to questions of the agency's own, ratings and counts: not comparable, and in none of the other figures." })
  ownQuestions!: readonly OwnQuestionType[];

  @Costs({ items: 4 })
  @Field(() => [StageEffortType], { description: "Its stages, in order." })
  stages!: readonly StageEffortType[];

  @Costs({ items: 8 })
  @Field(() => [StepEffortType], { description: "Its steps, in order; retired ones that were passed after them, `UNMAPPED` last." })
  steps!: readonly StepEffortType[];

  @Field(() => ChosenWindowType, { nullable: true, description: "Which days the figures are about, where that was left open (`AUTO`); null: those of the report." })
  window!: ChosenWindowType | null;

  // Few services are that small.
  @Costs({ items: 0.2 })
  @Field(() => [FamilyStageType], { description: "With `AUTO`, where too few answered even in twelve months: the stages of the agency's services of the same kind, together. Else none." })
  family!: readonly FamilyStageType[];
}

export const ServiceEffortConnection = connectionOf(ServiceEffortType, "ServiceEffort");

@ObjectType("EffortReport", { description: "Where the effort of people goes, service by service. Every figure of it comes from one moment of the counts." })
export class EffortReportType extends PeriodReport {
  @Field(() => FlaggedAnswersType, { description: "Whether answers with a quality signal count in it." })
  flagged!: FlaggedAnswers;

  rankings!: readonly StepRanking[];

  @Field(() => MomentType, { description: "The moment at which the answers in it were given." })
  moment!: Moment;

  @Costs({ own: ({ first }) => SERVICE_COST * Number(first) })
  @Field(() => ServiceEffortConnection, { description: "The services, in the order in which they entered the catalogue." })
  services!: Connection<ServiceEffortType>;
}

export const EffortReportResult = resultOf(EffortReportType, "EffortReportResult");

/** The report as it is answered by every door. */
export function toEffortReportType({ freshness, period, moment, flagged, thresholds, services, rankings }: Fresh<EffortReport>): EffortReportType {
  return Object.assign(new EffortReportType(), {
    freshness,
    period,
    moment,
    flagged,
    thresholds,
    rankings,
    services: toConnection(services, (row) => row.serviceId, (row) => row.effort),
  });
}
