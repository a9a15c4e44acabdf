import { Field, ObjectType } from "type-graphql";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { Persona } from "../domain/persona";

@ObjectType("Persona", { description: "A research archetype, at most four per service; never a key of data." })
export class PersonaType {
  @Field(() => String, { description: "Unique within the service." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its name." })
  names!: Texts;

  @Field(() => [String], { description: "Codes of the segments it stands for." })
  segments!: string[];
}

export function toPersonaType({ code, names, segmentCodes }: Persona): PersonaType {
  return Object.assign(new PersonaType(), { code, names, segments: [...segmentCodes] });
}
