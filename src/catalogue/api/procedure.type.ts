import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Procedure } from "../domain/procedure";
import type { ProcedureState } from "../domain/procedure-state";
import { ProcedureStateType } from "./closed-lists.type";

@ObjectType("Procedure", { description: "One version of a service's digital process; immutable once published." })
export class ProcedureType {
  id!: string;

  serviceId!: string;

  @Field(() => Int, { description: "Counts from 1 within the service." })
  version!: number;

  @Field(() => ProcedureStateType, { description: "Where it stands." })
  state!: ProcedureState;

  @Field(() => Boolean, { description: "Whether it is the one every service starts on before anybody modelled it." })
  standard!: boolean;

  @Field(() => Date, { nullable: true, description: "Since when it is or was in force; null for a draft." })
  publishedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: "When another version took its place." })
  retiredAt!: Date | null;

  @Field(() => Int, { description: "Days without a sign of life in a beneficiary's step after which a transaction counts as abandoned." })
  abandonAfterDays!: number;

  @Field(() => Float, { description: "Share by which a passage may exceed the expected time before it counts as over time (0.25 = 25 %)." })
  overTimeTolerance!: number;
}

export function toProcedureType({ id, serviceId, version, state, standard, publishedAt, retiredAt, abandonAfterDays, overTimeTolerance }: Procedure): ProcedureType {
  return Object.assign(new ProcedureType(), { id, serviceId, version, state, standard, publishedAt, retiredAt, abandonAfterDays, overTimeTolerance });
}
