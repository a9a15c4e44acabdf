import "reflect-metadata";
import type { GraphQLSchema } from "graphql";
import { GraphQLDateTime } from "graphql-scalars";
import { buildSchemaSync } from "type-graphql";
import { RecordTransactionsResolver } from "../transactions/api/record-transactions.resolver";
import type { RecordTransactionsInput } from "../transactions/api/transaction.input";
import type { RequestContext } from "./request-context";
import { validateInput } from "./validate-input";
import { RESOLVER_CLASSES, type ResolverClass } from "./resolver-classes";

/**
 * The schema over resolvers that `app.ts` has made. Without any it has the right shape and answers nothing: enough to
 * write the SDL.
 */
export function makeSchema(resolvers: readonly object[] = []): GraphQLSchema {
  const byClass = new Map<unknown, object>(resolvers.map((resolver) => [resolver.constructor, resolver]));
  const schema = buildSchemaSync({
    resolvers: RESOLVER_CLASSES,
    container: {
      get: (someClass: ResolverClass) => {
        const resolver = byClass.get(someClass);
        if (resolver === undefined) throw new Error(`${someClass.name} is not made in app.ts`);
        return resolver;
      },
    },
    scalarsMap: [{ type: Date, scalar: GraphQLDateTime }],
    validateFn: validateInput,
  });
  takeInputAsItIs(schema, byClass.get(RecordTransactionsResolver) as RecordTransactionsResolver | undefined);
  forgetBeforeMutations(schema);
  return schema;
}

/**
 * The bulk path takes its input as GraphQL has checked it. type-graphql would copy each of its thousands of objects into
 * an instance of its input class, looking up all fields of the class anew for each: 1.6 µs a passage, of which nothing is
 * used, since `readMessage` checks by hand.
 */
function takeInputAsItIs(schema: GraphQLSchema, resolver: RecordTransactionsResolver | undefined): void {
  const field = schema.getMutationType()?.getFields()["recordTransactions"];
  if (field === undefined || resolver === undefined) return;
  field.resolve = (_, { input }: { readonly input: RecordTransactionsInput }, context: RequestContext) => resolver.recordTransactions(input, context);
}

/** Mutations of one document run one after the other; each is to see what those before it changed. */
function forgetBeforeMutations(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve } = field;
    field.resolve = (source, args, context: RequestContext, info): unknown => {
      context.forget();
      return resolve?.(source, args, context, info);
    };
  }
}
