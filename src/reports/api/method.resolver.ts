import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import type { RequestContext } from "../../graphql/request-context";
import { Method } from "../domain/estimate";
import type { MethodsService } from "../methods.service";
import { MethodType } from "./estimate.type";
import { ExplainedMethodType, toExplainedMethodType } from "./method.type";

/** What the numbers of the reports mean. */
@Resolver()
export class MethodResolver {
  constructor(private readonly explained: MethodsService) {}

  @Query(() => ExplainedMethodType, { description: "What a number made by this method says and what it does not, in Arabic and English. For whoever may read reports." })
  method(@Ctx() { actor }: RequestContext, @Arg("code", () => MethodType, { description: "The `method` of an estimate." }) code: Method): ExplainedMethodType {
    return toExplainedMethodType(this.explained.one(actor, code));
  }

  @Costs({ items: Object.keys(Method).length })
  @Query(() => [ExplainedMethodType], { description: "The same of every method that an estimate may name." })
  methods(@Ctx() { actor }: RequestContext): readonly ExplainedMethodType[] {
    return this.explained.all(actor).map(toExplainedMethodType);
  }
}
