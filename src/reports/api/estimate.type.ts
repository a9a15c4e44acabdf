import { Field, Float, Int, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { Costs } from "../../graphql/field-cost";
import { DayScalar } from "../../graphql/scalars";
import { type Estimate, Method, Quality, Reason, Unit } from "../domain/estimate";
import type { Thresholds } from "../domain/thresholds";

export const UnitType = closedList(Unit, "Unit", "What a figure is measured in.", {
  COUNT: "How many.",
  SHARE: "A share, from 0 to 1.",
  SCORE: "A score on the instrument's own scale.",
  NET_SCORE: "Those in favour less those against, from −100 to +100.",
  RATIO: "How many of one thing to each of another.",
  SECONDS: "Seconds.",
  RANK: "A place, 1 the best; a fraction where the places cannot be told apart.",
  HOURS: "Hours.",
  DAYS: "Days of 24 hours.",
  WORKING_DAYS: "Working days of the agency, as long as its ordinary week makes them.",
  MINOR_UNITS: "The smallest units of a currency: 12.500 rials are 12500.",
  POINTS: "Points from 0 to 100; a difference of two, from −100 to +100.",
});

export const MethodType = closedList(Method, "Method", "How a figure and its interval are made.", {
  COUNT: "An exact count.",
  SUM: "An exact total.",
  PUBLISHED: "What the procedure says; nothing is estimated.",
  MEAN_OF_SUM: "A mean of a sum of parts whose joint spread nobody counts; its interval holds however they go together.",
  MOVER: "A difference, its interval from those of its two sides.",
  CLUSTER_RATIO: "A ratio over steps, each of which counts as one observation, with Student's t interval.",
  BOUNDS: "Not known, but between two exact numbers.",
  RATIO: "One exact count divided by another; no interval.",
  RATIO_T: "One total divided by another, with Student's t interval from how the cases differ from it.",
  AALEN_JOHANSEN: "A share by a stated time, those still under way counted as long as they were seen, with Wilson's interval on the effective number.",
  KATZ: "A ratio of two shares with Katz's interval on logs.",
  WOOLF: "A ratio of two odds with Woolf's interval on logs.",
  ATTRIBUTABLE: "Share of departures that goes with much effort (Levin); it says nothing of causes.",
  RAKED: "A share weighted so that the respondents have the population's share of every channel, segment, language and outcome; interval by leaving out one group of people at a time, else Wilson's on the effective number.",
  STANDARDISED_DIFFERENCE: "How far the respondents' share of something is from the population's, in standard deviations.",
  WILSON: "A share with Wilson's score interval.",
  T: "A mean with Student's t interval, clipped to the scale.",
  NPS_ADJ_WALD: "A net score with the adjusted Wald interval (three answers added).",
  ORDER_STATISTIC: "A quantile within 1 %, between the order statistics that cover it.",
  DIRECT_STANDARDISED: "What it would be with the mix of all together: strata weighed by the pooled share of each; interval from its effective n.",
  EMPIRICAL_BAYES: "A share drawn towards those of its peers, the more the fewer stand behind it; between the 2.5 % and 97.5 % quantiles of what is known then.",
  EXPECTED_RANK: "One more than how many others are expected to be better; no interval.",
  DAGJK: "An estimate with the interval of the delete-a-group jackknife, over groups of people.",
  OLS: "A standardised coefficient of a regression, its interval by the delete-a-group jackknife.",
  LMG: "What it adds to R² on average over all orders of entering; no interval.",
  NEWCOMBE: "Later share less the earlier one, with Newcombe's hybrid score interval.",
  WELCH: "Later mean less the earlier one, with Welch's interval.",
  NPS_DIFFERENCE: "Later net score less the earlier one, with Wald's interval, in points.",
  STANDARDISED: "Later less earlier, channel by channel, each weighed by its share in both periods together.",
  DID: "Difference in differences with a comparison service.",
  ITS: "Effect at the last point of an interrupted time series, with Newey–West standard errors.",
  SEI: "A Step Effort Index, of which no profile fits what is known.",
  SEI_FULL: "Step Effort Index in the profile FULL: weighted burdens, Wilson limits combined by MOVER; what is missing may be anything.",
  SEI_STATUS: "Step Effort Index in the profile STATUS, for what a status history and a survey tell.",
  SEI_FELT: "Step Effort Index in the profile FELT: what people say alone.",
  SEI_OBSERVED: "What the log shows of a step, by itself: the inferred pillar of its index.",
  LOG_FRICTION: "Friction in the log: the profile LOG. Nobody was asked, so it is not effort.",
});

export const QualityType = closedList(Quality, "Quality", "How much a figure can bear.", {
  NONE: "There is no figure.",
  LOW_CONFIDENCE: "From fewer than 30: look at the interval, never rank.",
  MODERATE: "From 30 to 99: rank only with the interval.",
  FULL: "From 100 or more, or exact.",
});

export const ReasonType = closedList(Reason, "Reason", "Why a figure is missing, or what to bear in mind about it.", {
  NO_DATA: "Nothing happened that could be counted.",
  NOT_MEASURED: "Nobody measures this here; that is not zero.",
  NOT_ASKED: "Nobody was asked.",
  SMALL_CELL: "Hidden: too few people answered.",
  FILTER_NOT_AVAILABLE: "Not counted by what the filter names.",
  NO_EXPECTED_TIME: "Nobody has said how long the step should take.",
  NOT_PUBLISHED: "Nobody has published this; that is not zero.",
  PARTLY_PUBLISHED: "Only part of it is published: at least this much.",
  PARTLY_MEASURED: "Some of it is measured nowhere and left out: at least this much.",
  SCALED_TO_A_YEAR: "The period is no year: what was counted in it, at the same pace for 365 days. Seasons are not in it.",
  DIFFERENT_CALENDARS: "The agencies' working days are not equally long.",
  STEPS_OVERLAP: "A transaction may pass several steps of the stage, so their counts do not add up.",
  ANSWERS_WAITING: "More answers wait until there are enough of them to be told.",
  MONTHS_LEFT_OUT: "How many answered is told in whole months with enough of them; the other days of the period are left out.",
  NOT_DECLARED: "No register says how many there are.",
  YEAR_SPREAD: "A register's number for a year, spread evenly over its days.",
  FEW_OBSERVATIONS: "From fewer than the minimum cell.",
  MANY_UNRESOLVED: "Many are still under way: biased towards what goes fast.",
  IMMATURE: "Nobody has been watched for long enough to tell all; where there is a figure, what is open widens its interval.",
  SUCCESSES_ONLY: "Those who got a no hardly answer: it rests on successes.",
  NONRESPONSE_BIAS: "Those who answered differ from all in something that goes with what they say.",
  UNDER_RECORDED: "Less than 80 % of what a register declares was recorded: it cannot be judged.",
  NO_RESPONDENTS: "Nobody answered of a group that the population has: nothing can stand for them.",
  NOTHING_TO_WEIGH: "There are no two groups large enough to be weighted.",
  WEIGHTS_UNEQUAL: "The weights differ so much that they cost most of the answers.",
  NO_PROCEDURE: "There is no published procedure to compare with.",
  OPEN_INTERVAL: "Too few to close the interval at one end.",
  NO_INTERVAL: "No interval can be given.",
  MIX_NOT_COVERED: "More than a fifth of the common mix has no answers here that may be told.",
  NOT_TOLD_BY_CHANNEL: "Answers are told by channel for whole closed months only, where enough people answered in each.",
  NO_PROFILE: "What is known here fits no profile of the index: nobody was asked, and no standard says how long it should take.",
  MISSING_SIGNALS: "Part of what counts was not measured; the interval allows for anything there.",
  LOW_COVERAGE: "Less than half of what counts was measured: the interval alone can be told.",
  WIDENED_WINDOW: "From more days than were asked for, because there were too few answers.",
  POOLED_FAMILY: "Of all the agency's services with a stage of this kind together, not of this service.",
});

@ObjectType("Estimate", { description: "A reported number with everything needed to judge it. Unrounded." })
export class EstimateType implements Estimate {
  @Field(() => UnitType, { description: "What it is measured in." })
  unit!: Unit;

  @Field(() => Float, { nullable: true, description: "The figure; null where there is none, and `reasons` says why." })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: "Lower end of the interval; the value itself where it is exact; null where open or none." })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: "Upper end of the interval; the value itself where it is exact; null where open or none." })
  high!: number | null;

  @Field(() => Float, { nullable: true, description: "Confidence of the interval, two-sided, such as 0.95; null where the figure is exact or has no interval." })
  confidence!: number | null;

  @Field(() => Int, { nullable: true, description: "Observations behind it; null where even that would tell too much, or was not looked up." })
  n!: number | null;

  @Field(() => Float, { nullable: true, description: "n after weighting (Kish); quality follows from it." })
  effectiveN!: number | null;

  @Field(() => MethodType, { description: "How it was made." })
  method!: Method;

  @Field(() => QualityType, { description: "How much it can bear." })
  quality!: Quality;

  @Field(() => Boolean, { description: "Whether it is hidden because too few people stand behind it." })
  suppressed!: boolean;

  @Costs({ items: 1 })
  @Field(() => [ReasonType], { description: "Why it is missing, or what to bear in mind about it." })
  reasons!: readonly Reason[];
}

@ObjectType("Thresholds", { description: "From how much evidence on a figure is shown, ranked and trusted. Figures of different versions are not compared." })
export class ThresholdsType implements Thresholds {
  @Field(() => Int, { description: "Version of these settings." })
  version!: number;

  @Field(() => DayScalar, { description: "Day from which the version holds." })
  validFrom!: string;

  @Field(() => Int, { description: "Fewer answers than this are not shown at all." })
  minimumCell!: number;

  @Field(() => Int, { description: "From here on a figure is `MODERATE`." })
  moderateFrom!: number;

  @Field(() => Int, { description: "From here on a figure is `FULL`." })
  fullFrom!: number;

  @Field(() => Float, { description: "Confidence of every interval, two-sided." })
  confidence!: number;

  @Field(() => Float, { description: "Share of transactions under way from which a drop-off is marked `MANY_UNRESOLVED`." })
  manyUnresolved!: number;
}
