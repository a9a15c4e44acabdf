import { Field, Float, Int, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import { TextsScalar } from "../../graphql/scalars";
import type { Fresh } from "../../shared/freshness";
import type { Texts } from "../../shared/texts";
import { ModeType } from "../../surveys/api/closed-lists.type";
import type { Mode } from "../../surveys/domain/collector";
import type { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import type { ChangeVerdict } from "../domain/trends/change-verdict";
import { type Changed, ChangedMeasure, type WhatChanged } from "../domain/trends/what-changed";
import { EstimateType } from "./estimate.type";
import { ReportedServiceType, ReportPeriodType } from "./figures.type";
import { FlaggedAnswersType } from "./flagged-answers.type";
import { ChangeVerdictType, MixShiftType, NamedDaysType } from "./line-change.type";
import { ReportHead } from "./report-head.type";

export const ChangedMeasureType = closedList(ChangedMeasure, "ChangedMeasure", "What may have changed.", {
  CES: "How easy it was to get the service.",
  CSAT: "How satisfied people are.",
  STEP_EASE: "How easy the step was.",
  ERRORS: "Share of transactions with an error in the step.",
  RETURNED: "Share of transactions that came back to the step for completion.",
});

@ObjectType("Changed", { description: "A change beyond chance." })
export class ChangedType implements Changed {
  @Field(() => ReportedServiceType, { description: "The service." })
  service!: ReportedServiceType;

  @Field(() => String, { nullable: true, description: "Code of the step; null: the whole service." })
  step!: string | null;

  @Field(() => TextsScalar, { nullable: true, description: "Its names, as the newest version of the procedure that has it says; null for the whole service." })
  stepNames!: Texts | null;

  @Field(() => ChangedMeasureType, { description: "What changed." })
  measure!: ChangedMeasure;

  @Field(() => String, { nullable: true, description: "Code of the instrument; null for figures of the log." })
  instrument!: string | null;

  @Field(() => Int, { nullable: true, description: "Its version." })
  version!: number | null;

  @Field(() => ModeType, { nullable: true, description: "How people answered." })
  mode!: Mode | null;

  @Field(() => EstimateType, { description: "Later less earlier." })
  difference!: EstimateType;

  @Field(() => ChangeVerdictType, { description: "What may be said of it." })
  verdict!: ChangeVerdict;

  @Costs({ items: 2 })
  @Field(() => [MixShiftType], { description: "Channels whose share moved by ten points or more." })
  shifts!: readonly MixShiftType[];
}

@ObjectType("WhatChanged", { description: "What changed beyond chance since the period before, at most ten lines, the worsened first." })
export class WhatChangedType extends ReportHead implements Fresh<WhatChanged> {
  @Field(() => FlaggedAnswersType, { description: "Whether answers with a quality signal count in it." })
  flagged!: FlaggedAnswers;

  @Field(() => ReportPeriodType, { description: "The period before: as many days, or as many months where the period asked for is whole months." })
  before!: ReportPeriodType;

  @Field(() => ReportPeriodType, { description: "The period asked for." })
  after!: ReportPeriodType;

  @Field(() => Int, { description: "How many figures had enough evidence in both periods to be looked at." })
  looked!: number;

  @Field(() => Int, { description: "How many of them changed beyond chance and by enough to matter; the first ten are told." })
  found!: number;

  @Field(() => Float, { description: "Of those found, at most this share is expected to be chance (Benjamini–Hochberg)." })
  falseDiscoveryRate!: number;

  @Costs({ items: 1 })
  @Field(() => [NamedDaysType], { description: "Named periods, such as Ramadan, that lie in either." })
  namedPeriods!: readonly NamedDaysType[];

  @Costs({ items: 10 })
  @Field(() => [ChangedType], { description: "The changes." })
  lines!: readonly ChangedType[];
}

export const WhatChangedResult = resultOf(WhatChangedType, "WhatChangedResult");

export function toWhatChangedType(changed: Fresh<WhatChanged>): WhatChangedType {
  return Object.assign(new WhatChangedType(), changed);
}
