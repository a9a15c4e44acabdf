import { Field, Int, ObjectType } from "type-graphql";
import { type RefusalType, resultOf } from "../../graphql/refusal.type";
import type { Refiled } from "../refile-unmapped.service";

@ObjectType("UnmappedCode", { description: "A step code or status of a portal that no step stands for yet." })
export class UnmappedCodeType {
  @Field(() => String, { description: "As the portal writes it." })
  sourceCode!: string;

  @Field(() => Int, { description: "Passages that wait under it." })
  passages!: number;

  @Field(() => Int, { description: "Transactions that have such a passage." })
  transactions!: number;

  @Field(() => Date, { description: "When one of them was entered last." })
  latest!: Date;
}

@ObjectType("UnmappedCodes", { description: "What waits under `UNMAPPED`." })
export class UnmappedCodesType {
  @Field(() => [UnmappedCodeType], { description: "Those that most passages wait under first; at most 500." })
  codes!: UnmappedCodeType[];
}

@ObjectType("RefiledPassages", { description: "What a re-filing did." })
export class RefiledPassagesType {
  @Field(() => Int, { description: "Transactions that were looked at: those told by statuses, and those with unknown passages." })
  examined!: number;

  @Field(() => Int, { description: "Of these, how many changed." })
  changed!: number;

  @Field(() => [UnmappedCodeType], { description: "What still waits." })
  waiting!: UnmappedCodeType[];
}

export const UnmappedCodesResult = resultOf(UnmappedCodesType, "UnmappedCodesResult");
export type UnmappedCodesResult = UnmappedCodesType | RefusalType;
export const RefileUnmappedResult = resultOf(RefiledPassagesType, "RefileUnmappedResult");
export type RefileUnmappedResult = RefiledPassagesType | RefusalType;

export function toUnmappedCodes(codes: Refiled["waiting"]): UnmappedCodesType {
  return Object.assign(new UnmappedCodesType(), { codes: [...codes] });
}

export function toRefiledPassages({ examined, changed, waiting }: Refiled): RefiledPassagesType {
  return Object.assign(new RefiledPassagesType(), { examined, changed, waiting: [...waiting] });
}
