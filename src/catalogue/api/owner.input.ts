import { Field, InputType } from "type-graphql";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { ActedBy } from "../domain/acted-by";
import type { BeneficiaryKind } from "../domain/beneficiary-kind";
import type { Channel } from "../domain/channel";
import { ActedByType, BeneficiaryKindType, ChannelType } from "./closed-lists.type";

@InputType({ description: "Where people complain." })
export class ComplaintsChannelInput {
  @Field(() => TextsScalar, { description: "Its name." })
  name!: Texts;

  @Field(() => String, { description: "Its address: https." })
  url!: string;
}

@InputType({ description: "What an agency tells people whom it asks. What is left out, the page leaves out." })
export class AgencyForPeopleInput {
  @Field(() => ComplaintsChannelInput, { nullable: true, description: "Where they complain." })
  complaints?: ComplaintsChannelInput | null;

  @Field(() => TextsScalar, { nullable: true, description: "Whom they ask about the survey: a telephone number, an address." })
  contact?: Texts | null;

  @Field(() => Boolean, { defaultValue: false, description: "Whether a team follows up what they say." })
  followsUp!: boolean;
}

@InputType({ description: "A service to be entered; it starts on the standard procedure." })
export class CreateServiceInput {
  @Field(() => String, { description: "Code of the agency that owns it." })
  agency!: string;

  @Field(() => String, { description: "Unique within the agency: 1–64 letters, digits, dots, hyphens, underscores." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its name, in at least one language: a noun phrase, such as \"Driving licence renewal\"." })
  names!: Texts;

  @Field(() => String, { nullable: true, description: "Its number in the national register." })
  nationalCode?: string | null;
}

@InputType({ description: "What changes about a service; what is absent stays." })
export class UpdateServiceInput {
  @Field(() => String, { description: "`CODE` or `AGENCY/CODE`." })
  service!: string;

  @Field(() => TextsScalar, { nullable: true, description: "Its name; replaces all languages." })
  names?: Texts | null;

  @Field(() => String, { nullable: true, description: "Its number in the national register; null takes it away." })
  nationalCode?: string | null;
}

@InputType({ description: "A place, site or line where beneficiaries and an agency meet." })
export class CreateTouchpointInput {
  @Field(() => String, { description: "Code of the agency." })
  agency!: string;

  @Field(() => String, { description: "Unique within the agency: 1–64 letters, digits, dots, hyphens, underscores." })
  code!: string;

  @Field(() => ChannelType, { description: "The channel." })
  channel!: Channel;

  @Field(() => TextsScalar, { description: "Its name, in at least one language." })
  names!: Texts;

  @Field(() => String, { nullable: true, description: "Code of the governorate, for places." })
  governorate?: string | null;

  @Field(() => String, { nullable: true, description: "Code of the wilayat, for places." })
  wilayat?: string | null;
}

@InputType({ description: "A class of transactions: those for which every stated condition holds." })
export class SegmentInput {
  @Field(() => String, { description: "Unique within the service; never changes its meaning." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its name, in at least one language." })
  names!: Texts;

  @Field(() => BeneficiaryKindType, { nullable: true, description: "Whom the service is for; absent: whoever." })
  beneficiary?: BeneficiaryKind | null;

  @Field(() => ActedByType, { nullable: true, description: "Who did it; absent: whoever." })
  actedBy?: ActedBy | null;

  @Field(() => Boolean, { nullable: true, description: "True for a first time, false for a repeat; absent: either." })
  firstTime?: boolean | null;
}

@InputType({ description: "A research archetype." })
export class PersonaInput {
  @Field(() => String, { description: "Unique within the service." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its name, in at least one language." })
  names!: Texts;

  @Field(() => [String], { defaultValue: [], description: "Codes of the segments it stands for." })
  segments!: string[];
}
