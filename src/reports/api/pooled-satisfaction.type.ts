import { Field, Int, ObjectType } from "type-graphql";
import { resultOf } from "../../graphql/refusal.type";
import type { Fresh } from "../../shared/freshness";
import type { PooledSatisfaction } from "../domain/pooled-satisfaction";
import { LinesReport } from "./satisfaction.type";

@ObjectType("PooledSatisfaction", { description: "What people said of many services together over time. Added up only where instrument, version, moment and mode are the same." })
export class PooledSatisfactionType extends LinesReport implements Fresh<PooledSatisfaction> {
  @Field(() => String, { nullable: true, description: "Code of the agency; null: every service that you may see, for the office the country." })
  agency!: string | null;

  @Field(() => Int, { description: "How many services the lines add up, those without answers included." })
  services!: number;
}

export const PooledSatisfactionResult = resultOf(PooledSatisfactionType, "PooledSatisfactionResult");

/** The lines as they are answered by every door. */
export function toPooledSatisfactionType(pooled: Fresh<PooledSatisfaction>): PooledSatisfactionType {
  return Object.assign(new PooledSatisfactionType(), pooled);
}
