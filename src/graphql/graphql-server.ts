import { ApolloServer } from "@apollo/server";
import { ApolloServerErrorCode } from "@apollo/server/errors";
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyError, FastifyInstance, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { databaseTrouble } from "../database/trouble";
import { IdentityProviderAway } from "../security/provider-keys";
import type { Actor } from "../security/actor";
import type { Observer } from "../shared/observer";
import { costLimit } from "./cost-limit";
import { BROKEN_ON_OUR_SIDE, formatError, logThrown, statusOf, troubleTold } from "./format-error";
import { actorOfRequest, type GuardSettings, httpGuard, INTAKE_LIMIT, RETRY_AFTER } from "./http-guard";
import { observeOperations } from "./observe-operations";
import { RequestContext } from "./request-context";
import { makeSchema } from "./schema";
import { sealCursors } from "./sealed-cursors";
import { type Handler, sharedAnswers } from "./shared-answers";

export interface GraphqlSettings extends GuardSettings {
  readonly resolvers: readonly object[];
  /** Behind the seals of cursors. */
  readonly cursorKey: Buffer;
  /** What one request may cost, in microseconds of one processor. */
  readonly costLimit: number;
  readonly log: Logger;
  readonly observer: Observer;
}

/** Puts `/graphql` on the HTTP server; answers what stops it, to be called when the server takes no more requests. */
export async function serveGraphql(http: FastifyInstance, settings: GraphqlSettings): Promise<{ stop: () => Promise<void> }> {
  const apollo = new ApolloServer<RequestContext>({
    schema: sealCursors(makeSchema(settings.resolvers), settings.cursorKey),
    logger: settings.log,
    introspection: settings.development,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    hideSchemaDetailsFromClientErrors: !settings.development,
    parseOptions: { maxLexicalTokens: 5_000 },
    maxRecursiveSelections: true,
    formatError,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      costLimit(settings.costLimit),
      observeOperations(settings.observer),
      {
        requestDidStart: () =>
          Promise.resolve({
            didEncounterErrors: ({ errors, contextValue }) => {
              for (const error of errors) logThrown(contextValue.log, error, contextValue.actor);
              return Promise.resolve();
            },
            // Where nothing was answered but an error, the HTTP status says so too.
            willSendResponse: ({ response }) => {
              const { body } = response;
              if (body.kind !== "single" || body.singleResult.errors === undefined) return Promise.resolve();
              // One problem of the document is enough to mend it; a long list of them is somebody who tries names.
              if (body.singleResult.data === undefined) body.singleResult.errors = body.singleResult.errors.slice(0, 1);
              if (Object.values(body.singleResult.data ?? {}).some((value) => value !== null)) return Promise.resolve();
              response.http.status = statusOf(body.singleResult.errors[0]?.extensions?.["code"]);
              if (response.http.status >= 503) response.http.headers.set("retry-after", RETRY_AFTER);
              return Promise.resolve();
            },
          }),
        // What no operation can be blamed for.
        unexpectedErrorProcessingRequest: ({ error }) => {
          logThrown(settings.log, error);
          return Promise.resolve();
        },
        contextCreationDidFail: ({ error }) => {
          logThrown(settings.log, error);
          return Promise.resolve();
        },
      },
    ],
  });
  await apollo.start();
  const guard = await httpGuard(http, settings);
  // What never reached GraphQL: a body that is no JSON or too large, a database that is away while the key is looked up.
  http.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof IdentityProviderAway) {
      request.log.warn({ reason: error.cause instanceof Error ? error.cause.message : "unknown" }, "the provider of identities is away");
      return reply.code(503).header("retry-after", RETRY_AFTER).send({ errors: [{ message: "Access tokens cannot be checked just now. Try again later; API keys work.", extensions: { code: "IDENTITY_UNAVAILABLE" } }] });
    }
    const trouble = databaseTrouble(error);
    if (trouble !== undefined) {
      logThrown(request.log, error);
      return reply.code(statusOf(trouble)).header("retry-after", RETRY_AFTER).send({ errors: [troubleTold(trouble)] });
    }
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, "unexpected error before GraphQL");
    const refusal = status < 500 ? { message: error.message, code: error.code.replace(/^FST_ERR_(?:CTP_)?/u, "") } : { message: BROKEN_ON_OUR_SIDE, code: ApolloServerErrorCode.INTERNAL_SERVER_ERROR };
    return reply.code(status).send({ errors: [{ message: refusal.message, extensions: { code: refusal.code } }] });
  });
  http.route({
    url: "/graphql",
    bodyLimit: INTAKE_LIMIT,
    method: "POST",
    ...guard,
    handler: sharedAnswers(fastifyApolloHandler(apollo, { context: (request) => Promise.resolve(contextOf(actorOfRequest(request), request)) }) as Handler),
  });
  // A link, a form or a picture on any page can make a browser send the others.
  http.route({
    url: "/graphql",
    method: ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"],
    handler: (_request, reply) => reply.code(405).header("allow", "POST").send({ errors: [{ message: "Send a POST.", extensions: { code: "METHOD_NOT_ALLOWED" } }] }),
  });
  return { stop: () => apollo.stop() };
}

function contextOf(actor: Actor, { log, ip }: FastifyRequest): RequestContext {
  return new RequestContext(actor, log, actor.kind === "anonymous" ? ip : null);
}
