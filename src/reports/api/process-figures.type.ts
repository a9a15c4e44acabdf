import { Field, Int, ObjectType } from "type-graphql";
import { TurnType } from "../../catalogue/api/closed-lists.type";
import type { Turn } from "../../catalogue/domain/turn";
import { closedList } from "../../graphql/closed-list";
import { DurationCalendar } from "../../tallies/domain/duration-contributions";
import type { VariantCoverage } from "../domain/process-map";
import type { ProcedureFit, StepDeviation } from "../domain/process/procedure-fit";
import type { Repetition, ReworkFigures } from "../domain/process/rework-figures";
import type { StepDropOff } from "../domain/process/step-drop-off";
import type { TurnTimes } from "../domain/process/turn-times";
import { EstimateType } from "./estimate.type";
import { DurationFiguresType } from "./figures.type";

export const DurationCalendarType = closedList(DurationCalendar, "DurationCalendar", "By which time durations are told.", {
  CLOCK: "As time passes.",
  WORKING: "Only while the agency works.",
});

@ObjectType("VariantCoverage", { description: "How much of all transactions the most frequent variants cover." })
export class VariantCoverageType implements VariantCoverage {
  @Field(() => Int, { description: "How many of the most frequent variants." })
  variants!: number;

  @Field(() => EstimateType, { description: "Share of the transactions that took one of them." })
  share!: EstimateType;
}

@ObjectType("Repetition", { description: "One way in which transactions go over the same ground again." })
export class RepetitionType implements Repetition {
  @Field(() => EstimateType, { description: "Transactions that did." })
  transactions!: EstimateType;

  @Field(() => EstimateType, { description: "Their share of all." })
  share!: EstimateType;

  @Field(() => EstimateType, { description: "Events of it." })
  events!: EstimateType;

  @Field(() => EstimateType, { description: "Events of it to each transaction, also to those that had none." })
  eventsPerTransaction!: EstimateType;
}

@ObjectType("ReworkFigures", { description: "How much of what happened happened again." })
export class ReworkFiguresType implements ReworkFigures {
  @Field(() => RepetitionType, { description: "Passages beyond the first of each step: self-loops and repeats together." })
  rework!: RepetitionType;

  @Field(() => RepetitionType, { description: "A step again at once." })
  selfLoops!: RepetitionType;

  @Field(() => RepetitionType, { description: "A step again after another." })
  repeats!: RepetitionType;

  @Field(() => RepetitionType, { description: "To and fro between two steps: one, the other, the one again." })
  pingPong!: RepetitionType;
}

@ObjectType("StepDeviation", { description: "A step at which transactions leave the published procedure." })
export class StepDeviationType implements StepDeviation {
  @Field(() => String, { description: "Code of the step." })
  step!: string;

  @Field(() => EstimateType, { description: "Transactions that passed it where the procedure has it not: again, at another place, or though it is not in it." })
  extra!: EstimateType;

  @Field(() => EstimateType, { description: "Their share of those compared." })
  extraShare!: EstimateType;

  @Field(() => EstimateType, { description: "Passages of that sort." })
  extraPassages!: EstimateType;

  @Field(() => EstimateType, { description: "Transactions that did not pass it at its place, though it is not optional." })
  skipped!: EstimateType;

  @Field(() => EstimateType, { description: "Their share of those compared." })
  skippedShare!: EstimateType;
}

@ObjectType("ProcedureFit", { description: "How far transactions kept to the version of the procedure they ran under; 1 is exactly." })
export class ProcedureFitType implements ProcedureFit {
  @Field(() => EstimateType, { description: "Mean of all transactions: 1 less their deviations by the most there could be." })
  average!: EstimateType;

  @Field(() => EstimateType, { description: "1 less all deviations by the most there could be: a long transaction counts more." })
  log!: EstimateType;

  @Field(() => EstimateType, { description: "Share of transactions without any deviation." })
  fitting!: EstimateType;

  @Field(() => EstimateType, { description: "Transactions left out because nobody has described their version of the procedure." })
  notCompared!: EstimateType;

  @Field(() => [StepDeviationType], { description: "The steps that deviate, those with most deviations first." })
  deviations!: readonly StepDeviationType[];
}

@ObjectType("TurnTimes", { description: "Waiting and service time of the steps of one party." })
export class TurnTimesType implements TurnTimes {
  @Field(() => TurnType, { description: "Whose turn the steps were." })
  turn!: Turn;

  @Field(() => DurationCalendarType, { description: "By which time." })
  calendar!: DurationCalendar;

  @Field(() => DurationFiguresType, { description: "Between the latest end of what came before and entering." })
  waiting!: DurationFiguresType;

  @Field(() => DurationFiguresType, { description: "From entering to leaving." })
  service!: DurationFiguresType;
}

@ObjectType("StepDropOff", { description: "What became of the transactions that came to a step." })
export class StepDropOffType implements StepDropOff {
  @Field(() => String, { description: "Code of the step." })
  step!: string;

  @Field(() => EstimateType, { description: "Transactions that came to it." })
  reached!: EstimateType;

  @Field(() => EstimateType, { description: "Of them, those that went on." })
  proceeded!: EstimateType;

  @Field(() => EstimateType, { description: "Of them, those given up here by the beneficiary." })
  abandoned!: EstimateType;

  @Field(() => EstimateType, { description: "Of them, those without a fate: still here, failed, or given up while somebody else had the turn." })
  inFlight!: EstimateType;

  @Field(() => EstimateType, { description: "Given up by those of whom the fate is known: favours what goes fast." })
  resolved!: EstimateType;

  @Field(() => EstimateType, { description: "Given up by the horizon, those in flight counted as long as they were seen; who has left the step counts as gone on." })
  byHorizon!: EstimateType;
}
