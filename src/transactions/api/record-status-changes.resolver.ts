import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { RecordStatusChangesService } from "../record-status-changes.service";
import { RecordStatusChangesInput, RecordStatusChangesResult, toStatusChangeResults } from "./status-change.type";

@Resolver()
export class RecordStatusChangesResolver {
  constructor(private readonly service: RecordStatusChangesService) {}

  @Mutation(() => RecordStatusChangesResult, {
    description: "Takes rows of a portal's status table, late or out of order as they may be, and makes passages of them through the mapping kept in the catalogue. Sending the same again adds nothing.",
  })
  async recordStatusChanges(
    @Arg("input", () => RecordStatusChangesInput, { description: "What changed." }) input: RecordStatusChangesInput,
    @Ctx() context: RequestContext,
  ): Promise<RecordStatusChangesResult> {
    return toResult(await this.service.record(context.actor, input.items), toStatusChangeResults);
  }
}
