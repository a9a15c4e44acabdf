import { Field, ObjectType } from "type-graphql";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { Stage } from "../domain/procedure";

@ObjectType("Stage", { description: "What a person recognises of a procedure: one or more steps." })
export class StageType {
  procedureId!: string;

  @Field(() => String, { description: "Unique within the procedure; stable across versions." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its name." })
  names!: Texts;
}

export function toStageType({ procedureId, code, names }: Stage): StageType {
  return Object.assign(new StageType(), { procedureId, code, names });
}
