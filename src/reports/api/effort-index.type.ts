import { Field, Float, Int, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { Costs } from "../../graphql/field-cost";
import type { EffortPillar } from "../../statistics/effort-signal";
import { type EffortIndex, EffortVerdict, type IndexSensitivity, type IndexSignal, type RedFlag } from "../domain/effort-index/effort-index";
import { EffortProfile, EffortSignalName } from "../domain/effort-index/effort-policy";
import { type FeltGap, GapLabel } from "../domain/effort-index/felt-gap";
import type { RankedPlace } from "../domain/step-ranking";
import { EstimateType } from "./estimate.type";
import { ReportedServiceType } from "./figures.type";

export const EffortSignalType = closedList(EffortSignalName, "EffortSignal", "What burdens people at a step, each a share of its transactions or answers.", {
  DIFFICULTY: "How hard people say it was: from 0 (very easy) to 1 (very difficult), on average.",
  COMPLAINT: "With a complaint about the step. Not observed until people's own words are counted.",
  NEGATIVE_COMMENT: "With a negative comment about the step. Not observed until people's own words are counted.",
  OVER_TIME: "Longer than expected with the tolerance, where somebody other than the owner says how long it should take.",
  DROP_OFF: "Given up here, of those that went on or gave up.",
  HELP: "Asked for help.",
  CHANNEL_SWITCH: "Went on in another channel.",
  ERROR: "With an error.",
  RETRY: "Needed another attempt.",
  RETURNED: "Returned for completion.",
});

export const EffortProfileType = closedList(EffortProfile, "EffortProfile", "A set of signals by which steps are compared. A step's index is of the richest profile whose signals are all declared for it; two profiles are never compared.", {
  FULL: "Answers, time, giving up, help, channel, errors, attempts; complaints and comments as soon as they are counted.",
  STATUS: "Answers, time, giving up and returns: what a status history and a survey tell.",
  FELT: "Answers alone.",
  LOG: "Time, giving up and returns: friction in the log. Nobody was asked, so it is not effort.",
});

export const EffortVerdictType = closedList(EffortVerdict, "EffortVerdict", "Whether a step is surely hard, against the threshold of the policy.", {
  CONFIRMED: "Surely hard: the lower limit reaches the threshold.",
  POSSIBLE: "The threshold lies within the limits: collect evidence here.",
  NOT_HIGH: "Surely not hard: the upper limit stays below the threshold.",
});

export const GapLabelType = closedList(GapLabel, "GapLabel", "What a gap between what people say and what the log shows means; told only where its interval excludes 0.", {
  FEELS_HARDER: "Feels harder than it behaves: look at wording, trust, fear.",
  HIDDEN_EFFORT: "Behaves harder than it feels: effort that people have got used to.",
});

export const PillarType = closedList({ direct: "direct", inferred: "inferred", indirect: "indirect" } as const, "EffortPillar", "Which kind of evidence a signal is.", {
  direct: "People were asked.",
  inferred: "The log shows it.",
  indirect: "People said it unasked.",
});

@ObjectType("IndexSignal", { description: "One signal of an index, as it was measured here." })
export class IndexSignalType implements IndexSignal {
  @Field(() => EffortSignalType, { description: "Which." })
  signal!: EffortSignalName;

  @Field(() => PillarType, { description: "Which kind of evidence." })
  pillar!: EffortPillar;

  @Field(() => Float, { description: "Its weight in the profile; all sum to 1." })
  weight!: number;

  @Field(() => Float, { description: "The share that counts as no burden." })
  low!: number;

  @Field(() => Float, { description: "The share that counts as all." })
  high!: number;

  @Field(() => EstimateType, { description: "The share as measured; null where it was not, which is not zero." })
  share!: EstimateType;

  @Field(() => Float, { nullable: true, description: "From 0 to 1 between the two; null where it was not measured." })
  burden!: number | null;

  @Field(() => Float, { nullable: true, description: "Points of the index that come from it; they sum to the index." })
  contribution!: number | null;

  @Field(() => Boolean, { description: "Whether it is as bad as can be counted." })
  saturated!: boolean;
}

@ObjectType("RedFlag", { description: "One thing that is surely broken, whatever the average says." })
export class RedFlagType implements RedFlag {
  @Field(() => EffortSignalType, { description: "Which signal, of the profile or not." })
  signal!: EffortSignalName;

  @Field(() => EstimateType, { description: "Its share." })
  share!: EstimateType;

  @Field(() => Float, { description: "The share from which it counts as broken." })
  goalpost!: number;
}

@ObjectType("IndexSensitivity", { description: "How far an index hangs on the weights: each pillar half as heavy or half as heavy again, brought back to a sum of 1." })
export class IndexSensitivityType implements IndexSensitivity {
  @Field(() => Float, { description: "Least index." })
  min!: number;

  @Field(() => Float, { description: "Greatest index." })
  max!: number;
}

@ObjectType("FeltGap", { description: "What people say of a step beside what the log shows of it, in points." })
export class FeltGapType implements FeltGap {
  @Field(() => EstimateType, { description: "What people say: the direct pillar by itself." })
  felt!: EstimateType;

  @Field(() => EstimateType, { description: "What the log shows: the inferred pillar by itself." })
  observed!: EstimateType;

  @Field(() => EstimateType, { description: "Felt less observed; only from `thresholds.moderateFrom` on each side." })
  difference!: EstimateType;

  @Field(() => GapLabelType, { nullable: true, description: "What it means; null where the interval holds 0." })
  label!: GapLabel | null;
}

@ObjectType("EffortIndex", { description: "How hard a step or stage is for people, from 0 (easy) to 100 (hard), and everything this rests on." })
export class EffortIndexType implements EffortIndex {
  @Field(() => EstimateType, { description: "The index in points; `method` names the profile. n: answers where people were asked, else transactions." })
  estimate!: EstimateType;

  @Field(() => EffortProfileType, { nullable: true, description: "The profile; null where what is known fits none." })
  profile!: EffortProfile | null;

  @Field(() => Int, { description: "Version of the policy of weights and goalposts (`effortPolicy`). Indexes of two versions are not compared." })
  policyVersion!: number;

  @Field(() => Float, { description: "Weight of what was measured, 0 to 1." })
  coverage!: number;

  @Field(() => Float, { description: "Points of the interval's width that come from what was not measured." })
  missingPoints!: number;

  @Field(() => String, { nullable: true, description: "`A` from a coverage of 0.8, `B` from 0.5, `C` below (the interval alone is told); null without any." })
  grade!: "A" | "B" | "C" | null;

  @Field(() => EffortVerdictType, { nullable: true, description: "Against the threshold of the policy. In the profile `LOG` it is about friction, not effort." })
  verdict!: EffortVerdict | null;

  // One to nine; most steps have the four of a status history or the one of answers alone.
  @Costs({ items: 3 })
  @Field(() => [IndexSignalType], { description: "The signals of the profile and what each adds." })
  signals!: readonly IndexSignalType[];

  @Costs({ items: 0.5 })
  @Field(() => [RedFlagType], { description: "What is surely broken, in the profile or not." })
  redFlags!: readonly RedFlagType[];

  @Field(() => IndexSensitivityType, { nullable: true, description: "How far it hangs on the weights; null without an index." })
  sensitivity!: IndexSensitivityType | null;

  @Field(() => FeltGapType, { nullable: true, description: "What people say beside what the log shows; null where the profile holds only one of them." })
  gap!: FeltGapType | null;
}

@ObjectType("BestOfKind", { description: "A step of the same kind in another service that is surely not hard." })
export class BestOfKindType {
  @Field(() => ReportedServiceType, { description: "Its service." })
  service!: ReportedServiceType;

  @Field(() => String, { description: "Code of the step." })
  step!: string;

  @Field(() => EstimateType, { description: "Its index, of the same profile." })
  index!: EstimateType;
}

@ObjectType("RankedPlace", { description: "What is known of a ranked step from all the others." })
export class RankedPlaceType implements RankedPlace {
  @Field(() => Float, { nullable: true, description: "Its place on average, if the draw were repeated: near the middle where it cannot be told apart. Null above a thousand ranked steps." })
  expectedRank!: number | null;

  @Field(() => Float, { description: "Share of the ways to weigh the pillars otherwise in which it stays among the rows asked for." })
  staysInTop!: number;

  @Field(() => BestOfKindType, { nullable: true, description: "The best confirmed step of its kind elsewhere; null where none is surely not hard." })
  bestOfKind!: BestOfKindType | null;
}
