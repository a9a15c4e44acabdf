import { Field, InputType } from "type-graphql";
import { AutomationType, ChannelType, StepKindType } from "../../catalogue/api/closed-lists.type";
import type { Automation } from "../../catalogue/domain/automation";
import type { Channel } from "../../catalogue/domain/channel";
import type { StepKind } from "../../catalogue/domain/step-kind";
import { DayScalar } from "../../graphql/scalars";
import type { Period } from "../../shared/period";
import { MomentType } from "../../surveys/api/closed-lists.type";
import type { Moment } from "../../surveys/domain/moment";
import { FlaggedAnswersType } from "./flagged-answers.type";
import { OutcomeType } from "../../transactions/api/outcome.type";
import type { Outcome } from "../../transactions/domain/outcome";
import type { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import type { ReportFilter } from "../domain/report-filter";

@InputType("PeriodInput", { description: "Local days of the agency, from one up to, but without, another." })
export class PeriodInput implements Period {
  @Field(() => DayScalar, { description: "First day." })
  from!: string;

  @Field(() => DayScalar, { description: "First day after the period." })
  to!: string;
}

@InputType("ReportFilter", {
  description: "What to narrow a report down to; absent: everything. Every report says which parts it takes; any other is refused with `FILTER_NOT_AVAILABLE`.",
})
export class ReportFilterInput implements ReportFilter {
  @Field(() => PeriodInput, { description: "Which days." })
  period!: PeriodInput;

  @Field(() => [String], { nullable: true, description: "Codes of agencies." })
  agencies?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Services, each `CODE` or `AGENCY/CODE`." })
  services?: string[] | null;

  @Field(() => [ChannelType], { nullable: true, description: "Channels of the transactions." })
  channels?: Channel[] | null;

  @Field(() => [String], { nullable: true, description: "Codes of touchpoints." })
  touchpoints?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Governorates of the touchpoints." })
  governorates?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Codes of the services' segments." })
  segments?: string[] | null;

  @Field(() => [StepKindType], { nullable: true, description: "Kinds of the steps listed; figures of the whole service stay what they are." })
  stepKinds?: StepKind[] | null;

  @Field(() => [AutomationType], { nullable: true, description: "Automation of the steps listed; figures of the whole service stay what they are." })
  automation?: Automation[] | null;

  @Field(() => [String], { nullable: true, description: "Languages of the transactions." })
  languages?: string[] | null;

  @Field(() => [OutcomeType], { nullable: true, description: "Outcomes of the transactions." })
  outcomes?: Outcome[] | null;

  @Field(() => [MomentType], { nullable: true, description: "The moment at which the answers were given; one at a time. Absent: `AFTER_OUTCOME`." })
  moments?: Moment[] | null;

  @Field(() => FlaggedAnswersType, { nullable: true, description: "Whether answers with a quality signal count. Absent: they do." })
  flagged?: FlaggedAnswers | null;
}
