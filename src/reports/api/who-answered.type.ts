import { Field, Float, Int, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import type { Fresh } from "../../shared/freshness";
import { ModeType, MomentType } from "../../surveys/api/closed-lists.type";
import type { Mode } from "../../surveys/domain/collector";
import type { Moment } from "../../surveys/domain/moment";
import type { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import { OutcomeType } from "../../transactions/api/outcome.type";
import { NotAskedReasonType } from "../../transactions/api/transaction-result.type";
import type { Outcome } from "../../transactions/domain/outcome";
import type { NotAskedReason } from "../../transactions/ports/invitation-desk";
import type { Reason } from "../domain/estimate";
import type { Asked, LinksOfOutcome, NotAsked } from "../domain/who-answered/asked";
import { GamingSignal, type SignalSeen, SignalStatus } from "../domain/who-answered/gaming-signals";
import { Circumstance, type Representativeness, type RepresentedGroup } from "../domain/who-answered/representativeness";
import type { WeighedScore, WhoAnswered } from "../domain/who-answered/who-answered";
import { EstimateType, ReasonType } from "./estimate.type";
import { ReportedServiceType, ReportPeriodType } from "./figures.type";
import { FlaggedAnswersType } from "./flagged-answers.type";
import { ReportHead } from "./report-head.type";

export const CircumstanceType = closedList(Circumstance, "Circumstance", "By what those who answered are set against all.", {
  CHANNEL: "The channel of the transaction.",
  SEGMENT: "The segment of the beneficiary.",
  LANGUAGE: "The language of the transaction.",
  OUTCOME: "How the transaction ended.",
});

export const GamingSignalType = closedList(GamingSignal, "GamingSignal", "Ways in which a score gets better and the service does not.", {
  ONLY_GOOD_SENT: "Only some transactions are sent. Figure: recorded by declared; observed below 0.8.",
  LINKS_AFTER_YES: "Links are handed over after a yes. Figure: delivered (else opened) after a yes less after a no; also observed where those who got a no hardly answer.",
  OWN_FORM: "Answers come through the agency's own form. Figure: their share of all answers.",
  COUNTER_ANSWERS: "Answers about the counter are better than those about other channels: somebody may look on, or answer. Figure: the difference of favourable shares.",
  UNUSUAL_ANSWERS: "Answers were given in a way that carries a quality signal: too fast, all ratings alike, in a burst, many from one address or through one clerk. Figure: their share of the released answers to the question most answered.",
  OWN_EXPECTED_TIME: "Expected times are the owner's own word, which no ranking counts. Figure: steps with one.",
  ERRORS_NOT_LOGGED: "Errors were counted and are no longer. Figure: passages of which they are known. Never counted: not measured.",
  STEPS_SPLIT: "A new version has more steps than the one before: stages are judged, not steps. Figure: such versions of the period.",
  REOPENED: "The same subject comes again within 30 days of a decision: one continuing case. Figure: such returns by decided transactions.",
  ASKED_LESS: "The office has said that people are asked discreetly or never. Figure: 1 where so.",
  REPUBLISHED: "The procedure was published anew: lines continue by step and stage. Figure: versions of the period.",
});

export const SignalStatusType = closedList(SignalStatus, "SignalStatus", "What is known of a signal. None takes an answer away, and none proves intent.", {
  OBSERVED: "Its mark is there.",
  NOT_OBSERVED: "It was looked for and not found.",
  NOT_MEASURED: "It cannot be seen here.",
});

@ObjectType("NotAsked", { description: "Transactions about which nobody was asked." })
export class NotAskedType implements NotAsked {
  @Field(() => NotAskedReasonType, { description: "Why." })
  reason!: NotAskedReason;

  @Field(() => EstimateType, { description: "How many." })
  transactions!: EstimateType;
}

@ObjectType("Asked", { description: "From \"might be asked\" to \"answered\"." })
export class AskedType implements Asked {
  @Field(() => EstimateType, { description: "Transactions about which somebody could be asked." })
  eligible!: EstimateType;

  @Field(() => EstimateType, { description: "Of them, those about which somebody was invited." })
  invited!: EstimateType;

  @Field(() => EstimateType, { description: "Their share of the eligible." })
  invitedShare!: EstimateType;

  @Field(() => EstimateType, { description: "Share of the links that a portal says it delivered." })
  delivered!: EstimateType;

  @Field(() => EstimateType, { description: "Share of the links that somebody opened." })
  opened!: EstimateType;

  @Field(() => EstimateType, { description: "Response rate: share of the links that were answered through Yusr (AAPOR RR1)." })
  answered!: EstimateType;

  @Field(() => EstimateType, { description: "Cooperation rate: answered of those opened." })
  cooperation!: EstimateType;

  @Costs({ items: 7 })
  @Field(() => [NotAskedType], { description: "About which nobody was asked, and why." })
  notAsked!: readonly NotAskedType[];
}

@ObjectType("LinksOfOutcome", { description: "How far links about transactions with one outcome got." })
export class LinksOfOutcomeType implements LinksOfOutcome {
  @Field(() => OutcomeType, { description: "The outcome." })
  outcome!: Outcome;

  @Field(() => EstimateType, { description: "Links handed to a portal." })
  invited!: EstimateType;

  @Field(() => EstimateType, { description: "Share of them that a portal says it delivered." })
  delivered!: EstimateType;

  @Field(() => EstimateType, { description: "Share of them that somebody opened." })
  opened!: EstimateType;

  @Field(() => EstimateType, { description: "Share of them that were answered through Yusr." })
  answered!: EstimateType;
}

@ObjectType("RepresentedGroup", { description: "One group among all transactions and among those who answered." })
export class RepresentedGroupType implements RepresentedGroup {
  @Field(() => String, { nullable: true, description: "Which; null: nobody said." })
  value!: string | null;

  @Field(() => EstimateType, { description: "Its share of all transactions that the moment asks about." })
  transactions!: EstimateType;

  @Field(() => EstimateType, { description: "Its share of those who answered, of the groups that may be told." })
  respondents!: EstimateType;

  @Field(() => EstimateType, { description: "Standardised difference of the two, of the groups that may be told: beyond 0.1 either way it counts." })
  difference!: EstimateType;
}

@ObjectType("Representativeness", { description: "Whether those who answered are like everybody, by one circumstance." })
export class RepresentativenessType implements Representativeness {
  @Field(() => CircumstanceType, { description: "By what." })
  by!: Circumstance;

  @Costs({ items: 12 })
  @Field(() => [RepresentedGroupType], { description: "The groups, the largest first." })
  groups!: readonly RepresentedGroupType[];

  @Field(() => Boolean, { nullable: true, description: "Whether they differ beyond chance (one in a hundred) and somewhere by more than 0.1; null: too few to tell." })
  different!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Whether what people say differs by it, so that the difference bends the score; null: too few to tell." })
  scoreDiffers!: boolean | null;
}

@ObjectType("WeighedScore", { description: "What people said to one question, as given and as it would be had everybody's like answered." })
export class WeighedScoreType implements WeighedScore {
  @Field(() => String, { description: "Code of the instrument." })
  instrument!: string;

  @Field(() => Int, { description: "Its version." })
  version!: number;

  @Field(() => ModeType, { description: "How people answered." })
  mode!: Mode;

  @Field(() => EstimateType, { description: "Share of favourable answers as given." })
  raw!: EstimateType;

  @Field(() => EstimateType, { description: "The same, raked to all transactions. Look at `effectiveN`." })
  weighted!: EstimateType;

  @Field(() => Float, { nullable: true, description: "How many times more answers the weights cost (Kish); null where nothing was weighted." })
  designEffect!: number | null;

  @Costs({ items: 4 })
  @Field(() => [String], { description: "By what was weighted: channel, segment, language, outcome." })
  margins!: readonly string[];

  @Costs({ items: 4 })
  @Field(() => [String], { description: "By what there is a group, 5 % of all or more, that nobody answered for." })
  missing!: readonly string[];
}

@ObjectType("GamingSignalSeen", { description: "One way in which a score gets better and the service does not, and whether its mark is there." })
export class SignalSeenType implements SignalSeen {
  @Field(() => GamingSignalType, { description: "Which." })
  signal!: GamingSignal;

  @Field(() => SignalStatusType, { description: "Whether its mark is there." })
  status!: SignalStatus;

  @Field(() => EstimateType, { description: "What was looked at." })
  figure!: EstimateType;
}

@ObjectType("WhoAnswered", { description: "Who was asked and who answered, and whether the scores of a service can be believed." })
export class WhoAnsweredType extends ReportHead implements Fresh<WhoAnswered> {
  @Field(() => FlaggedAnswersType, { description: "Whether answers with a quality signal count in it." })
  flagged!: FlaggedAnswers;

  @Field(() => ReportedServiceType, { description: "The service." })
  service!: ReportedServiceType;

  @Field(() => ReportPeriodType, { description: "Which months." })
  period!: ReportPeriodType;

  @Field(() => MomentType, { description: "When people were asked." })
  moment!: Moment;

  @Field(() => AskedType, { description: "From \"might be asked\" to \"answered\"." })
  asked!: AskedType;

  @Costs({ items: 5 })
  @Field(() => [LinksOfOutcomeType], { description: "How far links got, by outcome." })
  linksByOutcome!: readonly LinksOfOutcomeType[];

  @Costs({ items: 4 })
  @Field(() => [RepresentativenessType], { description: "Those who answered beside all, by one circumstance at a time." })
  representativeness!: readonly RepresentativenessType[];

  @Costs({ items: 4 })
  @Field(() => [WeighedScoreType], { description: "Scores as given and weighted." })
  scores!: readonly WeighedScoreType[];

  @Field(() => EstimateType, { description: "Transactions that the moment asks about." })
  transactions!: EstimateType;

  @Field(() => EstimateType, { description: "All transactions recorded." })
  recorded!: EstimateType;

  @Field(() => EstimateType, { description: "How many registers let expect." })
  declared!: EstimateType;

  @Field(() => EstimateType, { description: "Recorded by declared: below 0.8 the scores cannot be judged." })
  coverage!: EstimateType;

  @Costs({ items: 1 })
  @Field(() => [ReasonType], { description: "What puts every score in doubt: `UNDER_RECORDED`, `SUCCESSES_ONLY`, `NONRESPONSE_BIAS`." })
  warnings!: readonly Reason[];

  @Costs({ items: 10 })
  @Field(() => [SignalSeenType], { description: "The ways in which a score gets better and the service does not." })
  signals!: readonly SignalSeenType[];
}

export const WhoAnsweredResult = resultOf(WhoAnsweredType, "WhoAnsweredResult");

/** The report as it is answered by every door. */
export function toWhoAnsweredType(report: Fresh<WhoAnswered>): WhoAnsweredType {
  return Object.assign(new WhoAnsweredType(), report);
}
