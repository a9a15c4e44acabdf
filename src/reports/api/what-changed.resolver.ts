import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { WhatChangedService } from "../what-changed.service";
import { RANKING_COST } from "./report-costs";
import { ReportFilterInput } from "./report-filter.input";
import { toWhatChangedType, WhatChangedResult, type WhatChangedType } from "./what-changed.type";

/** What changed since the period before. */
@Resolver()
export class WhatChangedResolver {
  constructor(private readonly changed: WhatChangedService) {}

  @Costs({ own: 4 * RANKING_COST })
  @Query(() => WhatChangedResult, { description: "Which services and steps moved beyond chance since the period before? Takes the filter's period, agencies, services and flagged. For whoever may read reports." })
  async whatChanged(@Ctx() { actor }: RequestContext, @Arg("filter", () => ReportFilterInput, { description: "The period to look at, and what to narrow it down to." }) filter: ReportFilterInput): Promise<WhatChangedType | RefusalType> {
    return toResult(await this.changed.read(actor, filter), toWhatChangedType);
  }
}
