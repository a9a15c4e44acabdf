import { Field, Int, ObjectType } from "type-graphql";
import { AutomationType, StepKindType, TurnType } from "../../catalogue/api/closed-lists.type";
import type { Automation } from "../../catalogue/domain/automation";
import type { StepKind } from "../../catalogue/domain/step-kind";
import type { Turn } from "../../catalogue/domain/turn";
import { closedList } from "../../graphql/closed-list";
import { type Connection, connectionOf, toConnection } from "../../graphql/connection";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import { TextsScalar } from "../../graphql/scalars";
import type { Fresh } from "../../shared/freshness";
import type { Texts } from "../../shared/texts";
import type { BurdenReport } from "../burden.service";
import { BurdenFigure, type BurdenLine } from "../domain/burden/burden-line";
import type { ServiceBurden, StepBurden } from "../domain/burden/service-burden";
import { EstimateType } from "./estimate.type";
import { ReportedServiceType } from "./figures.type";
import { PeriodReport } from "./report-head.type";

export const BurdenFigureType = closedList(BurdenFigure, "BurdenFigure", "One thing that a service or step costs people. Time is people's own work; waiting is days, and never added to it.", {
  TRANSACTIONS: "Transactions that ended in the period, or started in it and are in flight.",
  REACHED: "Transactions that reached the step.",
  STEPS: "Steps of the procedure that are not optional.",
  OWN_STEPS: "Of these, those that the beneficiary does.",
  ACTIVE_TIME: "People's own time per transaction: in steps that are theirs, from entering to leaving.",
  HOURS_A_YEAR: "The same of all transactions of a year, in hours.",
  IN_PERSON_STEPS: "Steps of the procedure in which somebody has to be there in person.",
  TRIPS: "Trips to an office per transaction: passages of such steps.",
  TRIPS_A_YEAR: "Trips of all transactions of a year.",
  DOCUMENTS: "Documents that people have to bring; the same one twice is one.",
  DOCUMENTS_HELD: "Of these, those that an agency already holds.",
  AGENCIES: "Agencies that carry out steps, the service's own among them.",
  FEE: "What it costs, in the smallest units of `currency`; without any such line it costs nothing, where `STEPS` are known.",
  PROMISED_DAYS: "Published times of the steps that somebody else carries out, added up.",
  PROMISES_KEPT: "Of the transactions decided that had a promised date, those decided no later.",
  DAYS_MEDIAN: "Days from start to end: half took no longer.",
  DAYS_P90: "Nine in ten took no longer.",
  WAITING_DAYS: "Days per transaction in which `turn` had the turn: until they began and, but for the beneficiary, while they were at it.",
});

@ObjectType("BurdenLine", { description: "A figure of burden, and what it is about." })
export class BurdenLineType implements BurdenLine {
  @Field(() => BurdenFigureType, { description: "Which figure." })
  figure!: BurdenFigure;

  @Field(() => TurnType, { nullable: true, description: "Who had the turn; of waiting only." })
  turn!: Turn | null;

  @Field(() => String, { nullable: true, description: "ISO 4217; of fees only." })
  currency!: string | null;

  @Field(() => EstimateType, { description: "The figure." })
  estimate!: EstimateType;
}

@ObjectType("StepBurden", { description: "What a step costs people; means are per transaction that reached it." })
export class StepBurdenType implements StepBurden {
  @Field(() => String, { description: "Code." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its names." })
  names!: Texts;

  @Field(() => String, { nullable: true, description: "Code of its stage." })
  stage!: string | null;

  @Field(() => StepKindType, { nullable: true, description: "What sort of thing it asks." })
  kind!: StepKind | null;

  @Field(() => AutomationType, { nullable: true, description: "How far it is done by machine." })
  automation!: Automation | null;

  @Field(() => TurnType, { nullable: true, description: "Whose turn it is in it." })
  turn!: Turn | null;

  @Field(() => Boolean, { description: "In no version in force any more, but passed in the period." })
  retired!: boolean;

  @Field(() => String, { nullable: true, description: "Code of the agency that carries it out; null: the beneficiary, a third party, another agency that nobody named, or nobody said." })
  heldBy!: string | null;

  @Costs({ items: 12 })
  @Field(() => [BurdenLineType], { description: "Its figures; waiting only where there was any." })
  lines!: readonly BurdenLineType[];
}

@ObjectType("ServiceBurden", { description: "What a service costs people: their time, their trips, their papers, their money, their days." })
export class ServiceBurdenType implements ServiceBurden {
  @Field(() => ReportedServiceType, { description: "The service." })
  service!: ReportedServiceType;

  @Field(() => Int, { nullable: true, description: "Version of the procedure that the published lines are of." })
  procedureVersion!: number | null;

  @Field(() => Boolean, { description: "Whether that is the standard procedure, of which nothing is published." })
  standardProcedure!: boolean;

  @Costs({ items: 21 })
  @Field(() => [BurdenLineType], { description: "Its figures, per transaction and in a year." })
  lines!: readonly BurdenLineType[];

  @Costs({ items: 8 })
  @Field(() => [StepBurdenType], { description: "The same of each step." })
  steps!: readonly StepBurdenType[];
}

export const ServiceBurdenConnection = connectionOf(ServiceBurdenType, "ServiceBurden");

@ObjectType("BurdenReport", { description: "What services cost people in time, trips, papers, fees and days." })
export class BurdenReportType extends PeriodReport {
  @Field(() => ServiceBurdenConnection, { description: "One page of the services in scope." })
  services!: Connection<ServiceBurdenType>;
}

export const BurdenReportResult = resultOf(BurdenReportType, "BurdenReportResult");

/** The report as it is answered by every door. */
export function toBurdenReportType({ freshness, period, thresholds, services }: Fresh<BurdenReport>): BurdenReportType {
  const connection = toConnection(services, (row) => row.serviceId, ({ burden }) => Object.assign(new ServiceBurdenType(), burden));
  return Object.assign(new BurdenReportType(), { freshness, period, thresholds, services: connection });
}
