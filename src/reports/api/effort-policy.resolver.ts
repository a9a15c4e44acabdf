import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { EffortPoliciesService } from "../effort-policies.service";
import { EffortPoliciesResult, EffortPoliciesType, EffortPolicyInput, toEffortPoliciesType, toPolicyDraft } from "./effort-policy.type";

@Resolver()
export class EffortPolicyResolver {
  constructor(private readonly policies: EffortPoliciesService) {}

  @Query(() => EffortPoliciesType, { description: "What counts for how much in the Step Effort Index: the version in force and all others." })
  async effortPolicy(@Ctx() { actor }: RequestContext): Promise<EffortPoliciesType> {
    return toEffortPoliciesType(await this.policies.read(actor));
  }

  @Mutation(() => EffortPoliciesResult, { description: "Publishes the next version of what counts for how much in the Step Effort Index. Only the office: an owner must not weigh its own steps." })
  async publishEffortPolicy(@Ctx() { actor }: RequestContext, @Arg("input", () => EffortPolicyInput, { description: "The version." }) input: EffortPolicyInput): Promise<EffortPoliciesType | RefusalType> {
    return toResult(await this.policies.publish(actor, toPolicyDraft(input)), toEffortPoliciesType);
  }
}
