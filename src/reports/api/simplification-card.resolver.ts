import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { ServiceType } from "../../catalogue/api/service.type";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { SimplificationCardService } from "../simplification-card.service";
import { BURDEN_COST } from "./report-costs";
import { CardArgs, SimplificationCardResult, type SimplificationCardType, toSimplificationCardType } from "./simplification-card.type";

/** Hangs the simplification card on a service. */
@Resolver(() => ServiceType)
export class SimplificationCardResolver {
  constructor(private readonly cards: SimplificationCardService) {}

  @Costs({ own: 2 * BURDEN_COST })
  @FieldResolver(() => SimplificationCardResult, { description: "What it costs people under the procedure in force, beside an earlier version. For whoever may read its reports." })
  async simplificationCard(@Root() { id: serviceId }: ServiceType, @Ctx() context: RequestContext, @Args(() => CardArgs) { period, comparedWithVersion }: CardArgs): Promise<SimplificationCardType | RefusalType> {
    const outcome = await context.loader(this.cards.ofServices).load({ actor: context.actor, serviceId, period, comparedWithVersion: comparedWithVersion ?? null });
    return toResult(outcome, toSimplificationCardType);
  }
}
