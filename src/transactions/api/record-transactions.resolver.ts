import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { RecordTransactionsService } from "../record-transactions.service";
import { RecordTransactionsResult, toTransactionResults } from "./transaction-result.type";
import { RecordTransactionsInput } from "./transaction.input";

@Resolver()
export class RecordTransactionsResolver {
  constructor(private readonly service: RecordTransactionsService) {}

  @Mutation(() => RecordTransactionsResult, {
    description: "Takes what a portal reports about transactions. Sending the same again adds nothing, for ever; a bad item does not hold up its neighbours.",
  })
  async recordTransactions(
    @Arg("input", () => RecordTransactionsInput, { description: "What happened." }) input: RecordTransactionsInput,
    @Ctx() context: RequestContext,
  ): Promise<RecordTransactionsResult> {
    return toResult(await this.service.record(context.actor, input), toTransactionResults);
  }
}
