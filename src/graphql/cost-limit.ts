import type { ApolloServerPlugin } from "@apollo/server";
import type { RequestContext } from "./request-context";
import { queryCost, QueryTooCostly } from "./query-cost";

/** Refuses what would cost more than the limit, before anything of it runs, and tells what everything else cost. */
export function costLimit(limit: number): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () => {
      let cost: number | undefined;
      return Promise.resolve({
        didResolveOperation: ({ schema, document, operationName, request }) => {
          cost = queryCost(schema, document, operationName, request.variables);
          if (cost > limit) throw new QueryTooCostly(cost, limit);
          return Promise.resolve();
        },
        willSendResponse: ({ response: { body } }) => {
          if (body.kind === "single" && cost !== undefined) body.singleResult.extensions = { ...body.singleResult.extensions, cost: { requested: cost, limit } };
          return Promise.resolve();
        },
      });
    },
  };
}
