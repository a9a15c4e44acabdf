import { Field, Int, ObjectType } from "type-graphql";
import type { Channel } from "../domain/channel";
import type { DeclaredVolume } from "../domain/declared-volume";
import { ChannelType } from "./closed-lists.type";

@ObjectType("DeclaredVolume", { description: "How many transactions a register says there were in a year: what coverage is measured against." })
export class DeclaredVolumeType {
  @Field(() => Int, { description: "Year in which the register's year begins (2023 for 2023-24)." })
  year!: number;

  @Field(() => ChannelType, { description: "The channel." })
  channel!: Channel;

  @Field(() => Int, { description: "Transactions." })
  n!: number;

  @Field(() => String, { description: "Who counted: name of the register." })
  source!: string;
}

export function toDeclaredVolumeType({ year, channel, n, source }: DeclaredVolume): DeclaredVolumeType {
  return Object.assign(new DeclaredVolumeType(), { year, channel, n, source });
}
