import { Field, Int, ObjectType } from "type-graphql";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { Automation } from "../domain/automation";
import type { ProcessStep } from "../domain/procedure";
import type { ExpectedTime, ExpectedTimeSource, Fee, RequiredDocument } from "../domain/procedure-outline";
import type { StepKind } from "../domain/step-kind";
import { type ResponsibleParty, type SeenBy, type Turn, turnOf } from "../domain/turn";
import { AutomationType, ExpectedTimeSourceType, ResponsiblePartyType, SeenByType, StepKindType, TurnType } from "./closed-lists.type";

@ObjectType("Fee", { description: "What a step costs the beneficiary." })
export class FeeType {
  @Field(() => Int, { description: "In the smallest unit of the currency: 12.500 OMR is 12500." })
  amount!: number;

  @Field(() => String, { description: "ISO 4217." })
  currency!: string;
}

@ObjectType("ExpectedTime", { description: "How long a step should take." })
export class ExpectedTimeType {
  @Field(() => Int, { description: "Seconds." })
  seconds!: number;

  @Field(() => ExpectedTimeSourceType, { description: "Where the figure comes from." })
  source!: ExpectedTimeSource;
}

@ObjectType("RequiredDocument", { description: "A document the beneficiary has to bring." })
export class RequiredDocumentType {
  @Field(() => TextsScalar, { description: "Its name." })
  names!: Texts;

  @Field(() => String, { nullable: true, description: "Code of the agency that already holds it, where one does." })
  heldByAgency!: string | null;
}

@ObjectType("ProcessStep", { description: "One step of a procedure." })
export class ProcessStepType {
  procedureId!: string;

  responsibleAgencyId!: string | null;

  @Field(() => String, { description: "Unique within the procedure; stable across versions." })
  code!: string;

  @Field(() => String, { description: "Code of its stage." })
  stage!: string;

  @Field(() => TextsScalar, { description: "Its name." })
  names!: Texts;

  @Field(() => StepKindType, { description: "What sort of thing it asks of people." })
  kind!: StepKind;

  @Field(() => SeenByType, { description: "Who sees it." })
  seenBy!: SeenBy;

  @Field(() => TextsScalar, { description: "How to name it to a person; empty where no survey may ask about it." })
  askAs!: Texts;

  @Field(() => TurnType, { description: "Whose turn it is during the step, where no status mapping says otherwise." })
  turn!: Turn;

  @Field(() => AutomationType, { description: "How far it is done by machine." })
  automation!: Automation;

  @Field(() => ResponsiblePartyType, { description: "Who carries it out where it is not the beneficiary." })
  responsibleParty!: ResponsibleParty;

  @Field(() => [RequiredDocumentType], { description: "What the beneficiary has to bring." })
  documents!: RequiredDocumentType[];

  @Field(() => Boolean, { description: "Whether the beneficiary has to be there in person." })
  inPerson!: boolean;

  @Field(() => FeeType, { nullable: true, description: "What it costs; null: nothing." })
  fee!: FeeType | null;

  @Field(() => Boolean, { description: "Whether a transaction may do without it." })
  optional!: boolean;

  @Field(() => ExpectedTimeType, { nullable: true, description: "How long it should take; null where nobody said." })
  expectedTime!: ExpectedTimeType | null;
}

export function toProcessStepType(step: ProcessStep): ProcessStepType {
  return Object.assign(new ProcessStepType(), {
    procedureId: step.procedureId,
    responsibleAgencyId: step.responsibleAgencyId,
    code: step.code,
    stage: step.stageCode,
    names: step.names,
    kind: step.kind,
    seenBy: step.seenBy,
    askAs: step.askAs,
    turn: turnOf(step),
    automation: step.automation,
    responsibleParty: step.responsibleParty,
    documents: step.documents.map(toRequiredDocumentType),
    inPerson: step.inPerson,
    fee: step.fee === null ? null : toFeeType(step.fee),
    optional: step.optional,
    expectedTime: step.expectedTime === null ? null : toExpectedTimeType(step.expectedTime),
  });
}

function toRequiredDocumentType({ names, heldByAgency }: RequiredDocument): RequiredDocumentType {
  return Object.assign(new RequiredDocumentType(), { names, heldByAgency: heldByAgency ?? null });
}

function toFeeType({ amount, currency }: Fee): FeeType {
  return Object.assign(new FeeType(), { amount, currency });
}

function toExpectedTimeType({ seconds, source }: ExpectedTime): ExpectedTimeType {
  return Object.assign(new ExpectedTimeType(), { seconds, source });
}
