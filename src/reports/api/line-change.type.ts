import { Field, Float, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { Costs } from "../../graphql/field-cost";
import { DayScalar, TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import { Statistic } from "../domain/comparability";
import { ChangeVerdict } from "../domain/trends/change-verdict";
import type { LineChange, NamedDays } from "../domain/trends/line-change";
import { MixDimension, type MixShift } from "../domain/trends/mix-shift";
import { EstimateType } from "./estimate.type";
import { ReportPeriodType } from "./figures.type";

export const StatisticType = closedList(Statistic, "Statistic", "What of the answers is compared.", {
  MEAN: "The mean on the instrument's own scale.",
  SHARE: "The share of favourable answers.",
  NET: "The net score.",
  INDIVIDUAL: "One person's answer.",
});

export const ChangeVerdictType = closedList(ChangeVerdict, "ChangeVerdict", "What may be said of a change.", {
  IMPROVED: "Better, beyond chance and by enough to matter.",
  WORSENED: "Worse, beyond chance and by enough to matter.",
  UNCHANGED: "No change beyond chance, or none that matters.",
  CHANGED_MIX_DIFFERS: "Changed, but other people answered than before: see `shifts` and `standardised`.",
  NOT_ENOUGH: "Too few answered in one of the periods to say.",
});

export const MixDimensionType = closedList(MixDimension, "MixDimension", "What of the people behind a figure may move without anybody changing their mind.", {
  CHANNEL: "Channels of the ended transactions.",
  SERVICE: "Services of the ended transactions, where several are added up.",
  RESPONSE_RATE: "How many of those invited answered.",
});

@ObjectType("MixShift", { description: "A share of the mix that moved by ten points or more." })
export class MixShiftType implements MixShift {
  @Field(() => MixDimensionType, { description: "Of what." })
  by!: MixDimension;

  @Field(() => String, { nullable: true, description: "The channel, or the service as `AGENCY/CODE`; null for the response rate." })
  what!: string | null;

  @Field(() => Float, { description: "Its share in the earlier period, 0–1." })
  before!: number;

  @Field(() => Float, { description: "Its share in the later period, 0–1." })
  after!: number;
}

@ObjectType("NamedDays", { description: "Days with a name, such as Ramadan, in which things may be otherwise." })
export class NamedDaysType implements NamedDays {
  @Field(() => String, { description: "Code." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its name." })
  names!: Texts;

  @Field(() => DayScalar, { description: "First day." })
  from!: string;

  @Field(() => DayScalar, { description: "First day after it." })
  to!: string;
}

@ObjectType("LineChange", { description: "The change of a line between two periods, and what may be said of it." })
export class LineChangeType implements LineChange {
  @Field(() => ReportPeriodType, { description: "The earlier period." })
  before!: ReportPeriodType;

  @Field(() => ReportPeriodType, { description: "The later period." })
  after!: ReportPeriodType;

  @Field(() => StatisticType, { description: "What is compared: the mean of ease, the share of those satisfied, the net score." })
  statistic!: LineChange["statistic"];

  @Field(() => ChangeVerdictType, { description: "What may be said of it." })
  verdict!: ChangeVerdict;

  @Field(() => EstimateType, { description: "Later less earlier." })
  difference!: EstimateType;

  @Field(() => Float, { description: "The least change worth a word, in the unit of the difference." })
  practicalMinimum!: number;

  @Costs({ items: 2 })
  @Field(() => [MixShiftType], { description: "What of the mix moved by ten points or more." })
  shifts!: readonly MixShiftType[];

  @Field(() => EstimateType, { nullable: true, description: "The change with the channels held still; null where the mix did not differ." })
  standardised!: EstimateType | null;

  @Costs({ items: 1 })
  @Field(() => [NamedDaysType], { description: "Named periods that lie in either." })
  namedPeriods!: readonly NamedDaysType[];
}
