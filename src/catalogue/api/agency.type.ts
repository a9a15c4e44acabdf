import { Field, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { Agency } from "../domain/agency";
import type { AgencyForPeople } from "../domain/agency-for-people";

@ObjectType("ComplaintsChannel", { description: "Where people complain." })
export class ComplaintsChannelType {
  @Field(() => TextsScalar, { description: "Its name." })
  name!: Texts;

  @Field(() => String, { description: "Its address." })
  url!: string;
}

@ObjectType("AgencyForPeople", { description: "What an agency tells people whom it asks." })
export class AgencyForPeopleType implements AgencyForPeople {
  @Field(() => ComplaintsChannelType, { nullable: true, description: "Where they complain; null: the page says nothing of it." })
  complaints!: ComplaintsChannelType | null;

  @Field(() => TextsScalar, { nullable: true, description: "Whom they ask about the survey; null: the page says nothing of it." })
  contact!: Texts | null;

  @Field(() => Boolean, { description: "Whether a team follows up what they say, so that they are asked for leave to contact them." })
  followsUp!: boolean;
}

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

  @Field(() => AgencyForPeopleType, { description: "What it tells people whom it asks." })
  forPeople!: AgencyForPeopleType;
}

export const AgencyConnection = connectionOf(AgencyType, "Agency");

export function toAgencyType({ id, code, names, timeZone, embedOrigins, forPeople }: Agency): AgencyType {
  return Object.assign(new AgencyType(), { id, code, names, timeZone, embedOrigins, forPeople });
}
