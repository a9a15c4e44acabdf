import { Field, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { Service } from "../domain/service";
import type { SurveyPolicy } from "../domain/service-facts";
import { SurveyPolicyType } from "./closed-lists.type";

@ObjectType("Service", { description: "What a beneficiary applies for." })
export class ServiceType {
  id!: string;

  agencyId!: string;

  @Field(() => String, { description: "Unique within the agency." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its name." })
  names!: Texts;

  @Field(() => String, { nullable: true, description: "Its number in the national register." })
  nationalCode!: string | null;

  @Field(() => SurveyPolicyType, { description: "Whether and how people may be asked about it." })
  surveyPolicy!: SurveyPolicy;
}

export const ServiceConnection = connectionOf(ServiceType, "Service");

export function toServiceType({ id, agencyId, code, names, nationalCode, surveyPolicy }: Service): ServiceType {
  return Object.assign(new ServiceType(), { id, agencyId, code, names, nationalCode, surveyPolicy });
}
