import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { RecordResponsesService } from "../record-responses.service";
import { RecordResponsesInput, toContent } from "./answer.input";
import { RecordResponsesResult, toResponseResults } from "./record-responses.type";

@Resolver()
export class RecordResponsesResolver {
  constructor(private readonly service: RecordResponsesService) {}

  @Mutation(() => RecordResponsesResult, {
    description: "Takes responses that a portal's own form collected, by the references of their transactions. A transaction is answered once; a bad item does not hold up its neighbours.",
  })
  async recordResponses(
    @Arg("input", () => RecordResponsesInput, { description: "What people answered." }) input: RecordResponsesInput,
    @Ctx() context: RequestContext,
  ): Promise<RecordResponsesResult> {
    const items = input.items.map((item) => ({ ...toContent(item), service: item.service, reference: item.reference, answeredAt: item.answeredAt, mode: item.mode }));
    return toResult(await this.service.record(context.actor, { items, collector: input.collector }), toResponseResults);
  }
}
