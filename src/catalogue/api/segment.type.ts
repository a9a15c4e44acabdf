import { Field, ObjectType } from "type-graphql";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { ActedBy } from "../domain/acted-by";
import type { BeneficiaryKind } from "../domain/beneficiary-kind";
import type { Segment } from "../domain/segment";
import { ActedByType, BeneficiaryKindType } from "./closed-lists.type";

@ObjectType("Segment", { description: "A class of transactions that a portal can tell apart: the first of a service's segments whose conditions all hold." })
export class SegmentType {
  @Field(() => String, { description: "Unique within the service; never changes its meaning." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its name." })
  names!: Texts;

  @Field(() => BeneficiaryKindType, { nullable: true, description: "Condition on whom the service is for; null: whoever." })
  beneficiary!: BeneficiaryKind | null;

  @Field(() => ActedByType, { nullable: true, description: "Condition on who did it; null: whoever." })
  actedBy!: ActedBy | null;

  @Field(() => Boolean, { nullable: true, description: "Condition: true for a first time, false for a repeat; null: either." })
  firstTime!: boolean | null;
}

export function toSegmentType({ code, names, beneficiary, actedBy, firstTime }: Segment): SegmentType {
  return Object.assign(new SegmentType(), { code, names, beneficiary, actedBy, firstTime });
}
