import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { TurnType } from "../../catalogue/api/closed-lists.type";
import type { Turn } from "../../catalogue/domain/turn";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import type { Fresh } from "../../shared/freshness";
import type { BurdenFigure } from "../domain/burden/burden-line";
import type { CardLine, SimplificationCard } from "../domain/burden/simplification-card";
import { BurdenFigureType } from "./burden.type";
import { EstimateType } from "./estimate.type";
import { ReportedServiceType } from "./figures.type";
import { PeriodInput } from "./report-filter.input";
import { PeriodReport } from "./report-head.type";

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
export class SimplificationCardType extends PeriodReport implements Fresh<SimplificationCard> {
  @Field(() => ReportedServiceType, { description: "The service." })
  service!: ReportedServiceType;

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
