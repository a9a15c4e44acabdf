import { Field, ObjectType } from "type-graphql";
import { type RefusalType, resultOf } from "../../graphql/refusal.type";
import type { HandOverKind } from "../domain/hand-over";
import type { Moment } from "../domain/moment";
import type { DueInvitations } from "../invitations-due.service";
import { HandOverKindType, MomentType } from "./closed-lists.type";

@ObjectType("SendingWindow", { description: "When messages may be sent: not at night, not around the Friday prayer, and in Ramadan at other hours." })
export class SendingWindowType {
  @Field(() => Date, { description: "Send nothing before." })
  notBefore!: Date;

  @Field(() => Date, { description: "Send nothing from here on; ask for the window again." })
  notAfter!: Date;
}

@ObjectType("InvitationMessage", { description: "A message with the link in it, ready to be sent." })
export class InvitationMessageType {
  @Field(() => String, { description: "Its language: a BCP 47 tag." })
  language!: string;

  @Field(() => String, { description: "The words." })
  text!: string;
}

@ObjectType("DueInvitation", { description: "A link that is to be handed to its person." })
export class DueInvitationType {
  @Field(() => String, { description: "The receipt with which the transaction was recorded: it never changes." })
  receipt!: string;

  @Field(() => String, { nullable: true, description: "The portal's own id of the transaction, where it asked with `references`; Yusr keeps only a digest of it." })
  reference!: string | null;

  @Field(() => HandOverKindType, { description: "The first message, or the one reminder." })
  kind!: HandOverKind;

  @Field(() => MomentType, { description: "What the person is asked about." })
  moment!: Moment;

  @Field(() => String, { description: "The right to answer once." })
  token!: string;

  @Field(() => String, { description: "Where the person answers." })
  url!: string;

  @Field(() => Date, { description: "Until when it works." })
  expiresAt!: Date;

  @Field(() => String, { nullable: true, description: "The language the person used with the portal: a BCP 47 tag; null: not known." })
  language!: string | null;

  @Field(() => [InvitationMessageType], { description: "The message in the person's language; in every language it is written in where theirs is not known." })
  messages!: InvitationMessageType[];
}

@ObjectType("DueInvitations", { description: "Links that wait to be handed over." })
export class DueInvitationsType {
  @Field(() => SendingWindowType, { description: "When their messages may be sent." })
  window!: SendingWindowType;

  @Field(() => [DueInvitationType], { description: "The longest waiting first." })
  items!: DueInvitationType[];

  @Field(() => Boolean, { description: "Whether others wait: ask again." })
  more!: boolean;
}

/** Union of the links and a refusal (`UNKNOWN_SERVICE`, `AMBIGUOUS_SERVICE`, `INVALID_NUMBER`, `TOO_MANY_REFERENCES`). */
export const InvitationsDueResult = resultOf(DueInvitationsType, "InvitationsDueResult");
export type InvitationsDueResult = DueInvitationsType | RefusalType;

export function toDueInvitations({ window, items, more }: DueInvitations): DueInvitationsType {
  return Object.assign(new DueInvitationsType(), { window, items: [...items], more });
}
