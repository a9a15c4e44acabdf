import { Field, InputType, ObjectType } from "type-graphql";
import type { StatusMeaning } from "../catalogue.lookup";
import type { StatusMark } from "../domain/status-mark";
import type { StatusOutcome } from "../domain/status-outcome";
import type { Turn } from "../domain/turn";
import { StatusMarkType, StatusOutcomeType, TurnType } from "./closed-lists.type";

@ObjectType("StatusMeaning", { description: "What a status of a portal's status table means in a service's procedure." })
export class StatusMeaningType {
  @Field(() => String, { description: "The status as the portal writes it." })
  status!: string;

  @Field(() => String, { nullable: true, description: "Code of the step that it enters or leaves; null for a status that only ends the transaction." })
  step!: string | null;

  @Field(() => StatusMarkType, { description: "Whether it enters or leaves the step." })
  mark!: StatusMark;

  @Field(() => TurnType, { nullable: true, description: "Whose turn it is then; null: as the step says." })
  turn!: Turn | null;

  @Field(() => StatusOutcomeType, { nullable: true, description: "How it ends the transaction; null: it does not." })
  outcome!: StatusOutcome | null;
}

@InputType({ description: "What a status means: it enters or leaves a step, ends the transaction, or both." })
export class StatusMeaningInput {
  @Field(() => String, { description: "The status exactly as the portal writes it." })
  status!: string;

  @Field(() => String, { nullable: true, description: "Code of a step in any version of the service's procedure." })
  step?: string | null;

  @Field(() => StatusMarkType, { defaultValue: "ENTERED", description: "Whether it enters or leaves the step." })
  mark!: StatusMark;

  @Field(() => TurnType, { nullable: true, description: "Whose turn it is then; absent: as the step says." })
  turn?: Turn | null;

  @Field(() => StatusOutcomeType, { nullable: true, description: "How it ends the transaction; absent: it does not." })
  outcome?: StatusOutcome | null;
}

export function toStatusMeaningType({ status, stepCode, mark, turn, outcome }: StatusMeaning): StatusMeaningType {
  return Object.assign(new StatusMeaningType(), { status, step: stepCode, mark, turn, outcome });
}

export function toStatusMeaning({ status, step, mark, turn, outcome }: StatusMeaningInput): StatusMeaning {
  return { status, stepCode: step ?? null, mark, turn: turn ?? null, outcome: outcome ?? null };
}
