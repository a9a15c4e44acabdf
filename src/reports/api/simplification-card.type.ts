import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { TurnType } from "../../catalogue/api/closed-lists.type";
import type { Turn } from "../../catalogue/domain/turn";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import type { Fresh } from "../../shared/freshness";
import type { BurdenFigure } from "../domain/burden/burden-line";
import type { CardLine, SimplificationCard } from "../domain/burden/simplification-card";
import { BurdenFigureType } from "./burden.type";
import { EstimateType, ThresholdsType } from "./estimate.type";
import { ReportedServiceType, ReportPeriodType } from "./figures.type";
import { FreshnessType } from "./freshness.type";
import { PeriodInput } from "./report-filter.input";

@ArgsType()
export class CardArgs {
  @Field(() => PeriodInput, { description: "Which days; choose them so that both versions were in force on some." })
  period!: PeriodInput;

  @Field(() => Int, { nullable: true, description: "Version to compare with; absent: the one before the version in force, unless that is the standard procedure." })
  comparedWithVersion?: number | null;
}

@ObjectType("CardLine", { description: "One line of a simplification card: now, before, and the change." })
export class CardLineType implements CardLine {
  @Field(() => BurdenFigureType, { description: "Which figure." })
  figure!: BurdenFigure;

  @Field(() => TurnType, { nullable: true, description: "Who had the turn; of waiting only." })
  turn!: Turn | null;

  @Field(() => String, { nullable: true, description: "ISO 4217; of fees only." })
  currency!: string | null;

  @Field(() => EstimateType, { description: "Under the version in force." })
  now!: EstimateType;

  @Field(() => EstimateType, { nullable: true, description: "Under the earlier version; null where none is compared." })
  before!: EstimateType | null;

  @Field(() => EstimateType, { nullable: true, description: "Now less before: a difference between periods, in which everything else that changed between them is too." })
  change!: EstimateType | null;
}

@ObjectType("SimplificationCard", { description: "What a service costs people under the procedure in force, beside an earlier version. Transactions count under the version that they followed." })
export class SimplificationCardType implements Fresh<SimplificationCard> {
  @Field(() => FreshnessType, { description: "How fresh the counts behind it are." })
  freshness!: FreshnessType;

  @Field(() => ReportedServiceType, { description: "The service." })
  service!: ReportedServiceType;

  @Field(() => ReportPeriodType, { description: "Which days." })
  period!: ReportPeriodType;

  @Field(() => ThresholdsType, { description: "From how much evidence on a figure is trusted." })
  thresholds!: ThresholdsType;

  @Field(() => Int, { description: "Version in force." })
  version!: number;

  @Field(() => Int, { nullable: true, description: "Version that it is compared with; null: there is none earlier that somebody fitted to the service." })
  comparedWithVersion!: number | null;

  @Costs({ items: 20 })
  @Field(() => [CardLineType], { description: "The lines." })
  lines!: readonly CardLineType[];
}

export const SimplificationCardResult = resultOf(SimplificationCardType, "SimplificationCardResult");

/** The card as it is answered by every door. */
export function toSimplificationCardType(card: Fresh<SimplificationCard>): SimplificationCardType {
  return Object.assign(new SimplificationCardType(), card);
}
