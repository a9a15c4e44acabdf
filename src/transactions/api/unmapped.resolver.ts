import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { RefileUnmappedService } from "../refile-unmapped.service";
import { RefileUnmappedResult, toRefiledPassages, toUnmappedCodes, UnmappedCodesResult } from "./unmapped.type";

@Resolver()
export class UnmappedResolver {
  constructor(private readonly service: RefileUnmappedService) {}

  @Query(() => UnmappedCodesResult, { description: "The step codes and statuses that portals report and that no step stands for yet." })
  async unmappedCodes(
    @Arg("service", () => String, { description: "`CODE`, or `AGENCY/CODE`." }) service: string,
    @Ctx() context: RequestContext,
  ): Promise<UnmappedCodesResult> {
    return toResult(await this.service.waiting(context.actor, service), toUnmappedCodes);
  }

  @Mutation(() => RefileUnmappedResult, {
    description: "Puts what waits under `UNMAPPED` where it belongs: run it after `mapStatuses`, or after publishing a procedure with the missing steps. The counts are corrected with it.",
  })
  async refileUnmapped(
    @Arg("service", () => String, { description: "`CODE`, or `AGENCY/CODE`." }) service: string,
    @Ctx() context: RequestContext,
  ): Promise<RefileUnmappedResult> {
    return toResult(await this.service.refile(context.actor, service), toRefiledPassages);
  }
}
