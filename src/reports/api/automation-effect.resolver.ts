import { Arg, Args, Ctx, Query, Resolver } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { AutomationEffectService } from "../automation-effect.service";
import { AutomationArgs, AutomationEffectResult, AutomationEffectType, toAutomationEffectType } from "./automation-effect.type";
import { ReportFilterInput } from "./report-filter.input";
import { AUTOMATION_COST } from "./report-costs";

@Resolver(() => AutomationEffectType)
export class AutomationEffectResolver {
  constructor(private readonly automation: AutomationEffectService) {}

  @Costs({ own: AUTOMATION_COST })
  @Query(() => AutomationEffectResult, {
    description: "Whether automation made steps easier: every step whose automation changed between versions, before and after, and ease, waiting and returns by automation within one kind of step. Takes period, agencies, services, stepKinds, flagged and one of moments.",
  })
  async automationEffect(
    @Ctx() { actor }: RequestContext,
    @Arg("filter", () => ReportFilterInput, { description: "What to narrow it down to." }) filter: ReportFilterInput,
    @Args(() => AutomationArgs) { first }: AutomationArgs,
  ): Promise<AutomationEffectType | RefusalType> {
    const outcome = await this.automation.report(actor, filter, first);
    return toResult(outcome, toAutomationEffectType);
  }
}
