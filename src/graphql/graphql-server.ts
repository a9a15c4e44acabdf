import { ApolloServer } from "@apollo/server";
import { ApolloServerErrorCode } from "@apollo/server/errors";
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyError, FastifyInstance, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { databaseTrouble } from "../database/trouble";
import type { Actor } from "../security/actor";
import { costLimit } from "./cost-limit";
import { BROKEN_ON_OUR_SIDE, errorFormatter, statusOf, troubleTold } from "./format-error";
import { RequestContext } from "./request-context";
import { makeSchema } from "./schema";

export interface GraphqlSettings {
  readonly resolvers: readonly object[];
  /** Who sent a request; `undefined`: a key that is none. */
  readonly actorOf: (authorization: string | undefined) => Promise<Actor | undefined>;
  /** Whether the schema may be explored without a key. */
  readonly development: boolean;
  /** What one request may cost, in microseconds of one processor. */
  readonly costLimit: number;
  readonly log: Logger;
}

/** Puts `/graphql` on the HTTP server; answers what stops it. */
export async function serveGraphql(http: FastifyInstance, settings: GraphqlSettings): Promise<{ stop: () => Promise<void> }> {
  const apollo = new ApolloServer<RequestContext>({
    schema: makeSchema(settings.resolvers),
    logger: settings.log,
    introspection: settings.development,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    hideSchemaDetailsFromClientErrors: !settings.development,
    parseOptions: { maxLexicalTokens: 5_000 },
    maxRecursiveSelections: true,
    formatError: errorFormatter(settings.log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      fastifyApolloDrainPlugin(http),
      costLimit(settings.costLimit),
      {
        // Where nothing was answered but an error, the HTTP status says so too.
        requestDidStart: () =>
          Promise.resolve({
            willSendResponse: ({ response }) => {
              const { body } = response;
              if (body.kind !== "single" || body.singleResult.errors === undefined) return Promise.resolve();
              if (Object.values(body.singleResult.data ?? {}).some((value) => value !== null)) return Promise.resolve();
              response.http.status = statusOf(body.singleResult.errors[0]?.extensions?.["code"]);
              return Promise.resolve();
            },
          }),
      },
    ],
  });
  await apollo.start();
  // What never reached GraphQL: a body that is no JSON or too large, a database that is away while the key is looked up.
  http.setErrorHandler<FastifyError>((error, request, reply) => {
    const trouble = databaseTrouble(error);
    if (trouble !== undefined) return reply.code(statusOf(trouble)).send({ errors: [troubleTold(trouble, error, request.log)] });
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, "unexpected error before GraphQL");
    const refusal = status < 500 ? { message: error.message, code: error.code } : { message: BROKEN_ON_OUR_SIDE, code: ApolloServerErrorCode.INTERNAL_SERVER_ERROR };
    return reply.code(status).send({ errors: [{ message: refusal.message, extensions: { code: refusal.code } }] });
  });
  http.route({
    url: "/graphql",
    method: ["GET", "POST", "OPTIONS"],
    preValidation: async (request, reply) => {
      const actor = await settings.actorOf(request.headers.authorization);
      if (actor === undefined) {
        await reply
          .code(401)
          .send({ errors: [{ message: "This key is unknown, revoked or expired.", extensions: { code: "UNAUTHENTICATED" } }] });
        return;
      }
      actors.set(request, actor);
    },
    handler: fastifyApolloHandler(apollo, { context: (request) => Promise.resolve(new RequestContext(actors.get(request) ?? { kind: "anonymous" })) }),
  });
  return { stop: () => apollo.stop() };
}

const actors = new WeakMap<FastifyRequest, Actor>();
