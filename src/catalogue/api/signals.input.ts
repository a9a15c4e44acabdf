import { ArrayNotEmpty } from "class-validator";
import { Field, InputType } from "type-graphql";
import { DayScalar } from "../../graphql/scalars";
import type { Signal } from "../domain/signal";
import { SignalType } from "./closed-lists.type";

@InputType({ description: "What a portal measures of a service." })
export class DeclareSignalsInput {
  @Field(() => String, { description: "Code of the portal." })
  portal!: string;

  @Field(() => String, { description: "`CODE` or `AGENCY/CODE`; one that the portal was granted." })
  service!: string;

  @ArrayNotEmpty()
  @Field(() => [SignalType], { description: "What is measured." })
  signals!: Signal[];

  @Field(() => DayScalar, { description: "First day." })
  from!: string;

  @Field(() => DayScalar, { nullable: true, description: "The first day on which they are no longer measured; absent: until it is ended." })
  to?: string | null;
}

@InputType({ description: "What a portal no longer measures of a service." })
export class EndSignalInput {
  @Field(() => String, { description: "Code of the portal." })
  portal!: string;

  @Field(() => String, { description: "`CODE` or `AGENCY/CODE`." })
  service!: string;

  @Field(() => SignalType, { description: "What is no longer measured." })
  signal!: Signal;

  @Field(() => DayScalar, { description: "The first day on which it is not." })
  on!: string;
}
