import type { ApolloServerPlugin } from "@apollo/server";
import type { RequestContext } from "./request-context";
import { queryCost, QueryTooCostly } from "./query-cost";

/** Refuses what would cost more than the limit, before anything of it runs. */
export function costLimit(limit: number): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ schema, document, operationName, request }) => {
          const cost = queryCost(schema, document, operationName, request.variables);
          if (cost > limit) throw new QueryTooCostly(cost, limit);
          return Promise.resolve();
        },
      }),
  };
}
