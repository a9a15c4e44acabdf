import { Field, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { Channel } from "../domain/channel";
import type { Touchpoint } from "../domain/touchpoint";
import { ChannelType } from "./closed-lists.type";

@ObjectType("Touchpoint", { description: "Where a beneficiary and an agency meet: a channel made concrete." })
export class TouchpointType {
  id!: string;

  @Field(() => String, { description: "Unique within the agency." })
  code!: string;

  @Field(() => ChannelType, { description: "The channel." })
  channel!: Channel;

  @Field(() => TextsScalar, { description: "Its name." })
  names!: Texts;

  @Field(() => String, { nullable: true, description: "Code of the governorate, for places." })
  governorate!: string | null;

  @Field(() => String, { nullable: true, description: "Code of the wilayat, for places." })
  wilayat!: string | null;
}

export const TouchpointConnection = connectionOf(TouchpointType, "Touchpoint");

export function toTouchpointType({ id, code, channel, names, governorate, wilayat }: Touchpoint): TouchpointType {
  return Object.assign(new TouchpointType(), { id, code, channel, names, governorate, wilayat });
}
