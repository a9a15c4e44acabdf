import { Field, InputType, Int } from "type-graphql";
import { DayScalar, TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { Channel } from "../domain/channel";
import { ChannelType } from "./closed-lists.type";

@InputType({ description: "A government entity to be entered." })
export class CreateAgencyInput {
  @Field(() => String, { description: "Unique nationwide: 1–64 letters, digits, dots, hyphens, underscores." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its name, in at least one language." })
  names!: Texts;

  @Field(() => String, { nullable: true, description: "IANA name of the zone in which its days begin; default `Asia/Muscat`." })
  timeZone?: string | null;
}

@InputType({ description: "A reporting system to be entered." })
export class CreatePortalInput {
  @Field(() => String, { description: "Unique nationwide: 1–64 letters, digits, dots, hyphens, underscores." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its name, in at least one language." })
  names!: Texts;

  @Field(() => String, { description: "Code of the agency that runs it." })
  agency!: string;
}

@InputType({ description: "That a portal may report a service." })
export class GrantPortalInput {
  @Field(() => String, { description: "Code of the portal." })
  portal!: string;

  @Field(() => String, { description: "`CODE` or `AGENCY/CODE`; of any agency." })
  service!: string;

  @Field(() => DayScalar, { description: "First day." })
  from!: string;

  @Field(() => DayScalar, { nullable: true, description: "The first day on which it no longer holds; absent: until it is ended." })
  to?: string | null;
}

@InputType({ description: "That a portal may no longer report a service." })
export class EndGrantInput {
  @Field(() => String, { description: "Code of the portal." })
  portal!: string;

  @Field(() => String, { description: "`CODE` or `AGENCY/CODE`." })
  service!: string;

  @Field(() => DayScalar, { description: "The first day on which the grant no longer holds." })
  on!: string;
}

@InputType({ description: "How many transactions a register says there were." })
export class DeclaredVolumeInput {
  @Field(() => Int, { description: "Year in which the register's year begins (2023 for 2023-24)." })
  year!: number;

  @Field(() => ChannelType, { description: "The channel." })
  channel!: Channel;

  @Field(() => Int, { description: "Transactions." })
  n!: number;

  @Field(() => String, { description: "Who counted: name of the register." })
  source!: string;
}
