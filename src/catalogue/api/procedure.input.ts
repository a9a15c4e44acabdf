import { Field, Float, InputType, Int } from "type-graphql";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { Automation } from "../domain/automation";
import { ABANDON_AFTER_DAYS, type ExpectedTimeSource, OVER_TIME_TOLERANCE } from "../domain/procedure-outline";
import type { StepKind } from "../domain/step-kind";
import { defaultAskAs, defaultAutomation, defaultParty, defaultSeenBy } from "../domain/step-kind-defaults";
import type { ResponsibleParty, SeenBy } from "../domain/turn";
import type { WrittenProcedure, WrittenStep } from "../domain/written-procedure";
import { AutomationType, ExpectedTimeSourceType, ResponsiblePartyType, SeenByType, StepKindType } from "./closed-lists.type";

@InputType({ description: "What a step costs the beneficiary." })
export class FeeInput {
  @Field(() => Int, { description: "In the smallest unit of the currency: 12.500 OMR is 12500." })
  amount!: number;

  @Field(() => String, { description: "ISO 4217, such as `OMR`." })
  currency!: string;
}

@InputType({ description: "How long a step should take." })
export class ExpectedTimeInput {
  @Field(() => Int, { description: "Seconds, at least 1." })
  seconds!: number;

  @Field(() => ExpectedTimeSourceType, { description: "Where the figure comes from." })
  source!: ExpectedTimeSource;
}

@InputType({ description: "A document the beneficiary has to bring." })
export class RequiredDocumentInput {
  @Field(() => TextsScalar, { description: "Its name, in at least one language." })
  names!: Texts;

  @Field(() => String, { nullable: true, description: "Code of the agency that already holds it, where one does." })
  heldByAgency?: string | null;
}

@InputType({ description: "What a person recognises of a procedure: one or more steps." })
export class StageInput {
  @Field(() => String, { description: "Unique within the procedure; the same in every version." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its name, in at least one language." })
  names!: Texts;
}

@InputType({ description: "One step of a procedure. What is left out is as its kind suggests." })
export class ProcessStepInput {
  @Field(() => String, { description: "Unique within the procedure; the same in every version." })
  code!: string;

  @Field(() => String, { description: "Code of its stage." })
  stage!: string;

  @Field(() => StepKindType, { description: "What sort of thing it asks of people." })
  kind!: StepKind;

  @Field(() => TextsScalar, { nullable: true, description: "Its name; absent: that of its kind." })
  names?: Texts | null;

  @Field(() => SeenByType, { nullable: true, description: "Who sees it." })
  seenBy?: SeenBy | null;

  @Field(() => TextsScalar, { nullable: true, description: "How to name it to a person, in at most six words; `{}`: no survey may ask about it." })
  askAs?: Texts | null;

  @Field(() => AutomationType, { nullable: true, description: "How far it is done by machine." })
  automation?: Automation | null;

  @Field(() => ResponsiblePartyType, { nullable: true, description: "Who carries it out where it is not the beneficiary." })
  responsibleParty?: ResponsibleParty | null;

  @Field(() => String, { nullable: true, description: "Code of the agency that carries it out; absent: the service's own." })
  responsibleAgency?: string | null;

  @Field(() => [RequiredDocumentInput], { defaultValue: [], description: "What the beneficiary has to bring; at most 50." })
  documents!: RequiredDocumentInput[];

  @Field(() => Boolean, { nullable: true, description: "Whether the beneficiary has to be there in person." })
  inPerson?: boolean | null;

  @Field(() => FeeInput, { nullable: true, description: "What it costs; absent: nothing." })
  fee?: FeeInput | null;

  @Field(() => Boolean, { defaultValue: false, description: "Whether a transaction may do without it." })
  optional!: boolean;

  @Field(() => ExpectedTimeInput, { nullable: true, description: "How long it should take." })
  expectedTime?: ExpectedTimeInput | null;
}

@InputType({ description: "A version of a service's procedure, as a draft." })
export class DraftProcedureInput {
  @Field(() => String, { description: "`CODE` or `AGENCY/CODE`." })
  service!: string;

  @Field(() => Int, { nullable: true, description: "Absent: the service's draft, or the next version. A published version never changes." })
  version?: number | null;

  @Field(() => Int, { defaultValue: ABANDON_AFTER_DAYS, description: "Days without a sign of life in a beneficiary's step after which a transaction counts as abandoned, 1–366." })
  abandonAfterDays!: number;

  @Field(() => Float, { defaultValue: OVER_TIME_TOLERANCE, description: "Share by which a passage may exceed the expected time before it counts as over time (0.25 = 25 %)." })
  overTimeTolerance!: number;

  @Field(() => [StageInput], { defaultValue: [], description: "In their order, at most 40. `BEFORE_APPLYING` and `AFTER_APPLYING` come of themselves, first and last." })
  stages!: StageInput[];

  @Field(() => [ProcessStepInput], { description: "In their order, at most 300." })
  steps!: ProcessStepInput[];
}

export function toWrittenProcedure({ abandonAfterDays, overTimeTolerance, stages, steps }: DraftProcedureInput): WrittenProcedure {
  return { abandonAfterDays, overTimeTolerance, stages: stages.map(({ code, names }) => ({ code, names })), steps: steps.map(toWrittenStep) };
}

function toWrittenStep(step: ProcessStepInput): WrittenStep {
  const { kind, fee, expectedTime } = step;
  return {
    code: step.code,
    stageCode: step.stage,
    kind,
    names: step.names ?? defaultAskAs(kind),
    seenBy: step.seenBy ?? defaultSeenBy(kind),
    askAs: step.askAs ?? defaultAskAs(kind),
    automation: step.automation ?? defaultAutomation(kind),
    responsibleParty: step.responsibleParty ?? defaultParty(kind),
    responsibleAgency: step.responsibleAgency ?? null,
    documents: step.documents.map(({ names, heldByAgency }) => ({ names, ...(heldByAgency == null ? {} : { heldByAgency }) })),
    inPerson: step.inPerson ?? kind === "VISIT",
    fee: fee == null ? null : { amount: fee.amount, currency: fee.currency },
    optional: step.optional,
    expectedTime: expectedTime == null ? null : { seconds: expectedTime.seconds, source: expectedTime.source },
  };
}
