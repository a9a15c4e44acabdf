import { Max, Min } from "class-validator";
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { ModeType, MomentType } from "../../surveys/api/closed-lists.type";
import type { Mode } from "../../surveys/domain/collector";
import type { Moment } from "../../surveys/domain/moment";
import type { EffortProfile } from "../domain/effort-index/effort-policy";
import { UnrankedReason } from "../domain/rank-steps";
import { StepOrder } from "../domain/step-order";
import type { RankedStep, StepRanking } from "../domain/step-ranking";
import { EffortProfileType } from "./effort-index.type";
import { RankedStepType } from "./step-effort.type";

export const StepOrderType = closedList(StepOrder, "StepOrder", "By which measure steps are ranked, the worst first: by the end of its interval that a small sample cannot push to the top.", {
  INDEX: "The surely hardest first: by the lower limit of the Step Effort Index, inside one profile.",
  EASIEST: "The surely easiest first: by the upper limit of the Step Effort Index, inside one profile.",
  EASE: "How hard people found it: by the upper end of the mean rating, answers to one reading only.",
  DROP_OFF: "By the lower end of the share given up here.",
  RETURNED: "By the lower end of the share sent back to it.",
  ERRORS: "By the lower end of the share with an error.",
  RETRIES: "By the lower end of the share that needed another attempt.",
  HELP: "By the lower end of the share that asked for help.",
  CHANNEL_SWITCHES: "By the lower end of the share that went on in another channel.",
  OVER_TIME: "By the lower end of the share that took longer than expected; not where the expected time is the owner's own word.",
  EXTRA_PASSAGES: "By how many passages were beyond the first of each transaction.",
  SERVICE_TIME: "By all the time spent in it, of all people together.",
  WAITING: "By all the time waited for it, of all people together.",
  HOURS: "By people's own hours in it, of all people together, as far as they are measured: a mild step of millions outranks a dreadful one of fifty.",
  TRIPS: "By how many trips to an office it took: passages while somebody had to be there in person.",
});

export const UnrankedReasonType = closedList(UnrankedReason, "UnrankedReason", "Why a step has no place in a ranking.", {
  TOO_FEW: "Fewer than `thresholds.moderateFrom` stand behind the figure.",
  NOT_KNOWN: "The figure is not known: nobody measures it, or nothing has come to an end.",
  OTHER_READING: "People were asked by another instrument, version or mode; such answers are not compared.",
  OWN_EXPECTED_TIME: "How long it should take is the owner's own word.",
  OTHER_PROFILE: "Its index is of another profile; steps are compared inside one only.",
});

@ArgsType()
export class StepOrderArgs {
  @Field(() => StepOrderType, { defaultValue: StepOrder.EASE, description: "By which measure." })
  orderBy!: StepOrder;

  @Field(() => EffortProfileType, { nullable: true, description: "Of an order by index: which profile. Absent: the one that most steps can be ranked in." })
  profile?: EffortProfile | null;
}

@ArgsType()
export class StepCutArgs extends StepOrderArgs {
  @Min(1)
  @Max(500)
  @Field(() => Int, { defaultValue: 50, description: "Rows at most, 1–500." })
  first!: number;
}

@ObjectType("UnrankedSteps", { description: "How many steps have no place in a ranking, and why." })
export class UnrankedStepsType {
  @Field(() => UnrankedReasonType, { description: "Why." })
  reason!: UnrankedReason;

  @Field(() => Int, { description: "How many." })
  steps!: number;
}

@ObjectType("ScoreReading", { description: "What answers must share before anything is compared by them." })
export class ScoreReadingType {
  @Field(() => String, { description: "Code of the instrument." })
  instrument!: string;

  @Field(() => Int, { description: "Its version." })
  version!: number;

  @Field(() => ModeType, { description: "How people answered." })
  mode!: Mode;

  @Field(() => MomentType, { description: "When they were asked." })
  moment!: Moment;
}

@ObjectType("StepRanking", { description: "What a ranking of steps is made of; its rows are `steps`." })
export class StepRankingType {
  @Field(() => StepOrderType, { description: "By which measure." })
  orderBy!: StepOrder;

  @Field(() => EffortProfileType, { nullable: true, description: "The profile of the indexes that are compared; null where steps are ranked by something else, or none has an index." })
  profile!: EffortProfile | null;

  @Field(() => Int, { description: "How many steps have a place." })
  ranked!: number;

  @Field(() => [UnrankedStepsType], { description: "Steps that people passed and that have no place; of ease, those that people rated. Reasons without any are left out." })
  unranked!: readonly UnrankedStepsType[];

  @Field(() => ScoreReadingType, { nullable: true, description: "What the answers share by which steps are compared: the reading that most answers belong to. Null where steps are not ranked by answers, or nobody answered." })
  reading!: ScoreReadingType | null;
}

/** A row of the ranking as it is answered by every door. */
export function toRankedStepType({ rank, bound, service, figures, place }: RankedStep): RankedStepType {
  const { code, names, stage, kind, automation, turn, retired, ...measured } = figures;
  return Object.assign(new RankedStepType(), { rank, bound, service, step: { code, names, stage, kind, automation, turn, retired }, place, ...measured });
}

/** What a ranking is made of, as it is answered by every door. */
export function toStepRankingType({ orderBy, profile, ranked, unranked, reading }: StepRanking): StepRankingType {
  const told = reading === null ? null : { instrument: reading.instrumentCode, version: reading.instrumentVersion, mode: reading.mode, moment: reading.moment };
  return Object.assign(new StepRankingType(), { orderBy, profile, ranked, unranked, reading: told });
}
