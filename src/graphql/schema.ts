import "reflect-metadata";
import type { GraphQLSchema } from "graphql";
import { GraphQLDateTime } from "graphql-scalars";
import { buildSchemaSync } from "type-graphql";
import type { RequestContext } from "./request-context";
import { RESOLVER_CLASSES, type ResolverClass } from "./resolver-classes";

/**
 * The schema over resolvers that `app.ts` has made. Without any it has the right shape and answers nothing: enough to
 * write the SDL. Validation errors never carry the caller's input.
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
    validate: { forbidUnknownValues: false, validationError: { target: false, value: false } },
  });
  forgetBeforeMutations(schema);
  return schema;
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
