import { Max, Min } from "class-validator";
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import { TextsScalar } from "../../graphql/scalars";
import type { Fresh } from "../../shared/freshness";
import type { Texts } from "../../shared/texts";
import { ModeType, MomentType } from "../../surveys/api/closed-lists.type";
import type { Mode } from "../../surveys/domain/collector";
import type { Moment } from "../../surveys/domain/moment";
import type { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import { type Benchmark, type BenchmarkRow, type ComparedQuestion, type MixShare, type StratumFigures, Withheld } from "../domain/benchmark/benchmark";
import type { BenchmarkCut } from "../domain/benchmark/benchmark-filter";
import { BenchmarkOf, CaseMix } from "../domain/benchmark/benchmark-unit";
import { type Funnel, FunnelPlace, type FunnelPoint } from "../domain/benchmark/funnel";
import { WhyNot } from "../domain/benchmark/why-not";
import type { Measure } from "../domain/measure";
import { EstimateType } from "./estimate.type";
import { AnswersBasisType, ReportPeriodType } from "./figures.type";
import { FlaggedAnswersType } from "./flagged-answers.type";
import { ReportFilterInput } from "./report-filter.input";
import { ReportHead } from "./report-head.type";
import { MeasureType } from "./satisfaction.type";

export const BenchmarkOfType = closedList(BenchmarkOf, "BenchmarkOf", "What a benchmark sets side by side.", {
  AGENCIES: "Agencies, each with all its services.",
  SERVICES: "Services.",
});

export const CaseMixType = closedList(CaseMix, "CaseMix", "By what the mix of cases is evened out; answers are told by one circumstance at a time.", {
  CHANNEL: "By the channel of the transaction.",
  SEGMENT: "By the segment of the service's beneficiaries.",
});

export const WhyNotType = closedList(WhyNot, "WhyNot", "Why an agency or a service is not compared.", {
  DIFFERENT_CONSTRUCT: "It was asked about something else.",
  DIFFERENT_ITEM: "It was asked in other words.",
  INCOMPARABLE_VERSION: "It was asked another version of the question.",
  BOX_SHARES_NOT_CONVERTIBLE: "It was asked on a scale of another length, whose shares cannot be converted.",
  ANSWERS_NOT_CONVERTIBLE: "Single answers cannot be converted to another scale.",
  APPROXIMATE_ONLY: "Its scale allows a rough comparison only, never a place.",
  DIFFERENT_MOMENT: "It was asked at another moment.",
  DIFFERENT_MODE: "People answered in another way.",
  DIFFERENT_COLLECTOR: "The agency collected the answers itself.",
  LANGUAGE_NOT_EQUIVALENT: "Its people answered in other languages than the rest, whose wordings have not been shown to measure the same.",
  NO_ANSWERS: "Nobody has answered.",
  FEW_ANSWERS: "Fewer than a hundred have answered.",
  DIFFERENT_WINDOW: "It has answers in less than three quarters of the months.",
  LOW_COVERAGE: "Less than 80 % of the transactions that a register knows were recorded: it cannot be judged.",
  SUCCESSES_ONLY: "Those who got a no hardly answer: its score rests on successes.",
  MIX_NOT_COVERED: "More than a fifth of the common mix has no answers here that may be told.",
});

export const WithheldType = closedList(Withheld, "Withheld", "Why nothing, or no place, is said about those who may be compared.", {
  NOTHING_TO_COMPARE: "Nobody may be compared.",
  FEW_AGENCIES: "Fewer than five agencies: what they have in common would tell what each has.",
  ONE_AGENCY_DOMINATES: "One agency has more than half of the answers: what all have in common would be its own.",
  LOW_RELIABILITY: "The differences are too unreliable (median below 0.70) to put anybody in a place.",
});

export const FunnelPlaceType = closedList(FunnelPlace, "FunnelPlace", "Where in the funnel a share lies.", {
  BELOW_998: "Below the 99.8 % limits: lower than chance and the usual differences explain.",
  BELOW_95: "Below the 95 % limits.",
  WITHIN: "Within them: no different from the others.",
  ABOVE_95: "Above the 95 % limits.",
  ABOVE_998: "Above the 99.8 % limits.",
});

@ArgsType()
export class BenchmarkArgs implements BenchmarkCut {
  @Field(() => ReportFilterInput, { description: "Period (whole months), agencies, services, one moment. Without names: the whole country." })
  filter!: ReportFilterInput;

  @Field(() => BenchmarkOfType, { defaultValue: BenchmarkOf.AGENCIES, description: "What to set side by side." })
  of!: BenchmarkOf;

  @Field(() => MeasureType, { defaultValue: "CES", description: "What the answers compared are about; of the whole, not of a step." })
  measure!: Measure;

  @Field(() => CaseMixType, { defaultValue: CaseMix.CHANNEL, description: "By what the mix of cases is evened out." })
  mix!: CaseMix;

  @Min(1)
  @Max(500)
  @Field(() => Int, { defaultValue: 100, description: "Agencies or services at most, 1–500: those outside the limits first." })
  rows!: number;
}

@ObjectType("ComparedQuestion", { description: "The one question that is compared: the one most people answered. Whoever was asked otherwise is not compared." })
export class ComparedQuestionType extends AnswersBasisType implements ComparedQuestion {
  @Field(() => Int, { description: "Its version." })
  version!: number;

  @Field(() => ModeType, { description: "How they answered." })
  mode!: Mode;
}

@ObjectType("MixShare", { description: "One channel or segment in the common mix." })
export class MixShareType implements MixShare {
  @Field(() => String, { nullable: true, description: "Its code; null: nobody said." })
  value!: string | null;

  @Field(() => Float, { description: "Its share in the answers of all who may be compared, 0–1." })
  share!: number;
}

@ObjectType("BenchmarkStratum", { description: "What one channel or segment scores." })
export class BenchmarkStratumType implements StratumFigures {
  @Field(() => String, { nullable: true, description: "Code of the channel or segment; null: nobody said." })
  value!: string | null;

  @Field(() => EstimateType, { description: "Share of favourable answers." })
  share!: EstimateType;

  @Field(() => EstimateType, { description: "Mean score as given, never turned round." })
  mean!: EstimateType;
}

@ObjectType("FunnelLimits", { description: "Between which shares chance and the usual differences explain." })
export class FunnelLimitsType {
  @Field(() => Float, { description: "Lower limit." })
  low!: number;

  @Field(() => Float, { description: "Upper limit." })
  high!: number;
}

@ObjectType("FunnelPoint", { description: "What the funnel says about one agency or service. Never a league table." })
export class FunnelPointType implements FunnelPoint {
  @Field(() => FunnelLimitsType, { description: "95 % limits at its number of answers, with over-dispersion." })
  limits95!: FunnelLimitsType;

  @Field(() => FunnelLimitsType, { description: "99.8 % limits." })
  limits998!: FunnelLimitsType;

  @Field(() => FunnelPlaceType, { description: "Where its standardised share lies." })
  place!: FunnelPlace;

  @Field(() => Boolean, { description: "Whether it stands out even though many are looked at (Benjamini–Hochberg, at most 5 % false)." })
  standsOut!: boolean;

  @Field(() => EstimateType, { description: "Its share drawn towards the others', the more the fewer answered." })
  shrunk!: EstimateType;

  @Field(() => Float, { description: "Probability that it is truly above what all have in common." })
  aboveCentre!: number;

  @Field(() => Float, { description: "How far its difference from the others is more than chance, 0–1." })
  reliability!: number;

  @Field(() => EstimateType, { nullable: true, description: "Its expected rank, 1 the best; null where the differences are too unreliable." })
  expectedRank!: EstimateType | null;
}

@ObjectType("Funnel", { description: "What those who may be compared have in common." })
export class FunnelType implements Omit<Funnel, "points"> {
  @Field(() => EstimateType, { description: "The share in the middle." })
  centre!: EstimateType;

  @Field(() => Float, { description: "Mean squared distance from it in standard errors, winsorised: about 1 where there is chance only." })
  phi!: number;

  @Field(() => Float, { description: "Variance between them that chance does not explain; the limits are that much wider." })
  tau2!: number;

  @Field(() => Float, { description: "Median reliability; places are told from 0.70 on." })
  reliability!: number;

  @Field(() => Int, { nullable: true, description: "Answers that one of them needs to reach that; null where they do not differ." })
  answersNeeded!: number | null;
}

@ObjectType("BenchmarkName", { description: "How a benchmark names an agency or a service." })
export class BenchmarkNameType {
  @Field(() => String, { description: "Code." })
  code!: string;

  @Field(() => TextsScalar, { description: "Names." })
  names!: Texts;
}

@ObjectType("BenchmarkRow", { description: "One agency or service. What is not the reader's own has no name and only what is compared." })
export class BenchmarkRowType implements BenchmarkRow {
  @Field(() => Boolean, { description: "Whether it is the reader's own." })
  own!: boolean;

  @Field(() => BenchmarkNameType, { nullable: true, description: "The agency; null where it is not the reader's own." })
  agency!: BenchmarkNameType | null;

  @Field(() => BenchmarkNameType, { nullable: true, description: "The service; null where agencies are compared, and where it is not the reader's own." })
  service!: BenchmarkNameType | null;

  @Field(() => EstimateType, { description: "Share of favourable answers, as people answered." })
  crude!: EstimateType;

  @Field(() => EstimateType, { description: "Mean score as given, as people answered." })
  crudeMean!: EstimateType;

  @Field(() => EstimateType, { description: "The share as it would be with the common mix." })
  standardised!: EstimateType;

  @Field(() => EstimateType, { description: "The mean as it would be with the common mix." })
  standardisedMean!: EstimateType;

  @Costs({ items: 4 })
  @Field(() => [BenchmarkStratumType], { description: "By channel (or segment); months that may not be told are left out." })
  strata!: readonly BenchmarkStratumType[];

  @Field(() => EstimateType, { nullable: true, description: "Recorded ÷ declared transactions, where a register says how many there were; null where it is not the reader's own." })
  coverage!: EstimateType | null;

  @Costs({ items: 2 })
  @Field(() => [WhyNotType], { description: "Why it is not compared; none: it is." })
  whyNot!: readonly WhyNot[];

  @Field(() => FunnelPointType, { nullable: true, description: "Where it lies; null where it is not compared." })
  funnel!: FunnelPointType | null;
}

@ObjectType("BenchmarkExclusion", { description: "How many are not compared for one reason." })
export class BenchmarkExclusionType {
  @Field(() => WhyNotType, { description: "The reason." })
  reason!: WhyNot;

  @Field(() => Int, { description: "How many agencies or services." })
  units!: number;
}

@ObjectType("Benchmark", { description: "Agencies or services side by side on one question, their mix of cases evened out, in a funnel; and why some may not be compared." })
export class BenchmarkType extends ReportHead implements Fresh<Benchmark> {
  @Field(() => FlaggedAnswersType, { description: "Whether answers with a quality signal count in it." })
  flagged!: FlaggedAnswers;

  @Field(() => ReportPeriodType, { description: "Which months were asked for." })
  period!: ReportPeriodType;

  @Field(() => ReportPeriodType, { nullable: true, description: "Those of them that are compared: answers are told by channel and the like once their month has been over for a week. Null: none yet." })
  told!: ReportPeriodType | null;

  @Costs({ items: 10 })
  @Field(() => [String], { nullable: true, description: "Agencies that the reader named; null: all." })
  agencies!: readonly string[] | null;

  @Costs({ items: 10 })
  @Field(() => [String], { nullable: true, description: "Services that the reader named; null: all." })
  services!: readonly string[] | null;

  @Field(() => BenchmarkOfType, { description: "What is set side by side." })
  of!: BenchmarkOf;

  @Field(() => MeasureType, { description: "What the answers are about." })
  measure!: Measure;

  @Field(() => MomentType, { description: "When people were asked." })
  moment!: Moment;

  @Field(() => CaseMixType, { description: "By what the mix is evened out." })
  mix!: CaseMix;

  @Field(() => ComparedQuestionType, { nullable: true, description: "The question compared; null where nobody answered any." })
  question!: ComparedQuestionType | null;

  @Costs({ items: 6 })
  @Field(() => [MixShareType], { description: "The common mix." })
  standard!: readonly MixShareType[];

  @Costs({ items: 1 })
  @Field(() => [WithheldType], { description: "Why nothing, or no place, is said about all together; none: it is." })
  withheld!: readonly Withheld[];

  @Field(() => FunnelType, { nullable: true, description: "What all have in common; null where that is withheld." })
  funnel!: FunnelType | null;

  @Field(() => Int, { description: "How many rows there are in all." })
  rowCount!: number;

  @Field(() => [BenchmarkRowType], { description: "The reader's own, those outside the limits first, then by code; after them, without names, the others who are compared." })
  rows!: readonly BenchmarkRowType[];

  @Costs({ items: 4 })
  @Field(() => [BenchmarkExclusionType], { description: "How many are not compared for each reason." })
  excluded!: readonly BenchmarkExclusionType[];
}

export const BenchmarkResult = resultOf(BenchmarkType, "BenchmarkResult");

/** The benchmark as it is answered by every door. */
export function toBenchmarkType(report: Fresh<Benchmark>): BenchmarkType {
  return Object.assign(new BenchmarkType(), report);
}
