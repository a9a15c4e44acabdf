import { Field, Float, Int, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { type RefusalType, resultOf } from "../../graphql/refusal.type";
import type { AskedStratum } from "../domain/asked-strata";
import type { Moment } from "../domain/moment";
import { OutcomeGroup } from "../domain/sampling";
import type { ServiceRates } from "../sampling-rates.service";
import type { SurveyQuota } from "../set-survey-quota.service";
import { MomentType } from "./closed-lists.type";

export const OutcomeGroupType = closedList(OutcomeGroup, "OutcomeGroup", "What people went home with, as far as it matters for whom to ask.", {
  IN_FLIGHT: "Nothing yet: it is not decided.",
  GRANTED: "Granted, in whole or in part.",
  REFUSED: "Refused or not eligible.",
  GIVEN_UP: "Abandoned, withdrawn or expired.",
});

@ObjectType("SamplingStratum", { description: "People who are asked at one rate, and what became of them this month." })
export class SamplingStratumType implements AskedStratum {
  @Field(() => MomentType, { description: "When they are asked." })
  moment!: Moment;

  @Field(() => OutcomeGroupType, { description: "What they went home with." })
  outcomeGroup!: OutcomeGroup;

  @Field(() => Float, { description: "Share that is asked, above 0 and up to 1: the probability that is kept with each invitation (half of it where there were two moments to draw from)." })
  rate!: number;

  @Field(() => Float, { nullable: true, description: "How many could be asked, in thirty days, when the rate was set. Null: it is not set yet, and everybody is asked." })
  volume!: number | null;

  @Field(() => Int, { description: "Asked." })
  invited!: number;

  @Field(() => Int, { description: "Not drawn." })
  notSampled!: number;

  @Field(() => Int, { description: "Drawn, but asked lately." })
  recentlyAsked!: number;

  @Field(() => Int, { description: "Drawn, but the quota was full: these are missing from the picture." })
  quotaFull!: number;

  @Field(() => Int, { description: "Drawn, but they do not want to be asked." })
  optedOut!: number;
}

@ObjectType("SamplingRates", { description: "Whom a service asks now, and whom it asked this month." })
export class SamplingRatesType implements ServiceRates {
  @Field(() => String, { description: "`AGENCY/CODE`." })
  service!: string;

  @Field(() => Int, { description: "Invitations of a month." })
  quota!: number;

  @Field(() => Boolean, { description: "Whether the office set the quota; else it is that of the method." })
  quotaSet!: boolean;

  @Field(() => String, { description: "First day of the month that is counted." })
  month!: string;

  @Field(() => Int, { description: "Asked so far this month, all strata together." })
  invited!: number;

  @Field(() => Boolean, { description: "Whether the quota has stopped the asking." })
  stopped!: boolean;

  @Field(() => Date, { nullable: true, description: "When the rates were set. Null: never yet, and everybody is asked." })
  setAt!: Date | null;

  @Field(() => [SamplingStratumType], { description: "By moment and outcome." })
  strata!: readonly SamplingStratumType[];
}

export const SamplingRatesResult = resultOf(SamplingRatesType, "SamplingRatesResult");
export type SamplingRatesResult = SamplingRatesType | RefusalType;

export function toSamplingRates(rates: ServiceRates): SamplingRatesType {
  return Object.assign(new SamplingRatesType(), rates);
}

@ObjectType("SurveyQuota", { description: "How many people a service may ask in a month." })
export class SurveyQuotaType implements SurveyQuota {
  @Field(() => String, { description: "`AGENCY/CODE`." })
  service!: string;

  @Field(() => Int, { description: "Invitations of a month." })
  invitations!: number;
}

export const SurveyQuotaResult = resultOf(SurveyQuotaType, "SurveyQuotaResult");
export type SurveyQuotaResult = SurveyQuotaType | RefusalType;

export function toSurveyQuota(quota: SurveyQuota): SurveyQuotaType {
  return Object.assign(new SurveyQuotaType(), quota);
}
