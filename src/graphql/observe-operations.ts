import type { ApolloServerPlugin } from "@apollo/server";
import { type GraphQLFormattedError, Kind, type OperationDefinitionNode } from "graphql";
import type { Ending, Observer } from "../shared/observer";
import { statusOf } from "./format-error";
import type { RequestContext } from "./request-context";

/** Tells the observer of every operation that was answered, under the root fields it asked for. */
export function observeOperations(observer: Observer): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () => {
      const began = performance.now();
      return Promise.resolve({
        willSendResponse: ({ operation, response: { body } }) => {
          const errors = body.kind === "single" ? body.singleResult.errors : body.initialResult.errors;
          observer.answered(rootField(operation), endingOf(errors), (performance.now() - began) / 1000);
          return Promise.resolve();
        },
      });
    },
  };
}

/** The one root field of an operation that fits the schema; `several`, or `none` where nothing was to be run. */
function rootField(operation: OperationDefinitionNode | undefined | null): string {
  const fields = new Set((operation?.selectionSet.selections ?? []).map((selection) => (selection.kind === Kind.FIELD ? selection.name.value : "several")));
  const [field = "none", ...others] = fields;
  return others.length === 0 ? field : "several";
}

function endingOf(errors: readonly GraphQLFormattedError[] = []): Ending {
  const statuses = errors.map(({ extensions }) => statusOf(extensions?.["code"]));
  if (statuses.includes(500)) return "BROKEN";
  if (statuses.some((status) => status > 500)) return "BUSY";
  return statuses.length === 0 ? "OK" : "REFUSED";
}
