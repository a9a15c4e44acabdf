import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { CorrectTransactionsService } from "../correct-transactions.service";
import { CorrectTransactionsInput, CorrectTransactionsResult, toCorrectionResults } from "./correction.type";

@Resolver()
export class CorrectTransactionsResolver {
  constructor(private readonly service: CorrectTransactionsService) {}

  @Mutation(() => CorrectTransactionsResult, { description: "Replaces or withdraws transactions that were sent wrongly. Every change is in the audit log." })
  async correctTransactions(
    @Arg("input", () => CorrectTransactionsInput, { description: "What to put right." }) input: CorrectTransactionsInput,
    @Ctx() context: RequestContext,
  ): Promise<CorrectTransactionsResult> {
    return toResult(await this.service.correct(context.actor, input.items), toCorrectionResults);
  }
}
