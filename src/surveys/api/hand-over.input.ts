import { Field, InputType, Int } from "type-graphql";
import type { Delivery } from "../domain/hand-over";
import { DeliveryType } from "./closed-lists.type";

@InputType({ description: "Which links are wanted." })
export class InvitationsDueInput {
  @Field(() => String, { description: "`CODE` or `AGENCY/CODE` of the service." })
  service!: string;

  @Field(() => [String], { nullable: true, description: "The portal's own ids of transactions, at most 1,000: only links about these. Absent: whatever waits." })
  references?: string[] | null;

  @Field(() => Int, { defaultValue: 100, description: "Links at most: 1–500." })
  first!: number;
}

@InputType({ description: "What became of one message." })
export class DeliveryInput {
  @Field(() => String, { description: "The token, or the whole link as it was sent." })
  link!: string;

  @Field(() => DeliveryType, { description: "What became of it." })
  state!: Delivery;
}

@InputType({ description: "What became of messages with links." })
export class ReportDeliveryInput {
  @Field(() => [DeliveryInput], { description: "1–1000 reports, in any order." })
  items!: DeliveryInput[];
}
