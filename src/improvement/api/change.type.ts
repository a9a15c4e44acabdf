import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import { DayScalar } from "../../graphql/scalars";
import { ReportedServiceType } from "../../reports/api/figures.type";
import type { ServiceChange } from "../domain/service-change";

@ObjectType("ServiceChange", { description: "Something that was changed about a service." })
export class ServiceChangeType implements ServiceChange {
  @Field(() => ID, { description: "Its id." })
  id!: string;

  @Field(() => ReportedServiceType, { description: "The service." })
  service!: ReportedServiceType;

  @Field(() => String, { nullable: true, description: "Code of the step; null: the whole service." })
  stepCode!: string | null;

  @Field(() => String, { description: "What was changed, in the words of whoever changed it." })
  what!: string;

  @Field(() => DayScalar, { description: "The first day on which it held." })
  day!: string;

  @Field(() => Date, { description: "When it was written down." })
  recordedAt!: Date;
}

@ObjectType("ServiceChanges", { description: "Changes that stand, the latest first; five hundred at most." })
export class ServiceChangesType {
  @Costs({ items: 20 })
  @Field(() => [ServiceChangeType], { description: "The changes." })
  changes!: readonly ServiceChangeType[];
}

@InputType({ description: "A change to write down." })
export class RecordChangeInput {
  @Field(() => String, { description: "`CODE` or `AGENCY/CODE`." })
  service!: string;

  @Field(() => String, { nullable: true, description: "Code of the step; absent: the whole service." })
  step?: string | null;

  @Field(() => String, { description: "What was changed, in a sentence." })
  what!: string;

  @Field(() => DayScalar, { description: "The first day on which it held." })
  day!: string;
}

@InputType({ description: "A change that was written down by mistake." })
export class WithdrawChangeInput {
  @Field(() => String, { description: "`CODE` or `AGENCY/CODE`." })
  service!: string;

  @Field(() => ID, { description: "Id of the change." })
  change!: string;
}

export const ServiceChangeResult = resultOf(ServiceChangeType, "ServiceChangeResult");
export const ServiceChangesResult = resultOf(ServiceChangesType, "ServiceChangesResult");

export function toServiceChangeType(change: ServiceChange): ServiceChangeType {
  return Object.assign(new ServiceChangeType(), change);
}

export function toServiceChangesType(changes: readonly ServiceChange[]): ServiceChangesType {
  return Object.assign(new ServiceChangesType(), { changes: changes.map(toServiceChangeType) });
}
