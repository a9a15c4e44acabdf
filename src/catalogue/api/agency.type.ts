import { Field, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { Agency } from "../domain/agency";

@ObjectType("Agency", { description: "A government entity that owns services." })
export class AgencyType {
  id!: string;

  @Field(() => String, { description: "Unique nationwide." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its name." })
  names!: Texts;

  @Field(() => String, { description: "IANA name of the zone in which its days begin." })
  timeZone!: string;

  @Field(() => [String], { description: "Origins of the pages that may show its surveys in a frame." })
  embedOrigins!: readonly string[];
}

export const AgencyConnection = connectionOf(AgencyType, "Agency");

export function toAgencyType({ id, code, names, timeZone, embedOrigins }: Agency): AgencyType {
  return Object.assign(new AgencyType(), { id, code, names, timeZone, embedOrigins });
}
