import rateLimit from "@fastify/rate-limit";
import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import type { Actor } from "../security/actor";
import { documentProblem } from "./document-limits";
import { troubleTold } from "./format-error";
import { Places } from "./places";
import { registeredDocument } from "./registered-documents";

export interface GuardSettings {
  /** Who sent a request; `undefined`: a key or token that is none. */
  readonly actorOf: (authorization: string | undefined) => Promise<Actor | undefined>;
  /** Whether anybody may run any document. */
  readonly development: boolean;
  /** Requests a minute of one key, or of one address without a key; 0: any number. */
  readonly rateLimit: number;
  /** Requests worked on at once; 0: any number. */
  readonly places: number;
}

/** What everybody may send at once, in bytes. */
const BODY_LIMIT = 1_048_576;
/** What a portal may: a thousand transactions with some passages each. */
export const INTAKE_LIMIT = 8_388_608;

/** Seconds after which a client that was told "busy" may try again. */
export const RETRY_AFTER = "1";

const actors = new WeakMap<FastifyRequest, Actor>();

/** Who sent a request that the guard let through. */
export function actorOfRequest(request: FastifyRequest): Actor {
  return actors.get(request) ?? { kind: "anonymous" };
}

/**
 * What is decided about a request before GraphQL sees it: who it is and how often they came (from the header alone, before
 * a body is read), how much they may send, and whether the document may be looked at.
 */
export async function httpGuard(http: FastifyInstance, { actorOf, development, rateLimit: perMinute, places: count }: GuardSettings): Promise<{
  readonly onRequest: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;
  readonly preValidation: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;
}> {
  await http.register(rateLimit, { global: false });
  const often = perMinute === 0 ? undefined : http.createRateLimit({ max: perMinute, timeWindow: 60_000, keyGenerator: callerOf });
  const places = count === 0 ? undefined : new Places(count);
  return {
    onRequest: async (request, reply) => {
      if (places?.free(callerOf(request), lengthOf(request)) === false) return busy(reply);
      const actor = await actorOf(request.headers.authorization);
      const limit = await often?.(request);
      if (limit !== undefined && !limit.isAllowed && limit.isExceeded) {
        request.log.info("too many requests");
        return refuse(reply.header("retry-after", String(limit.ttlInSeconds)), 429, refusal("TOO_MANY_REQUESTS", "Too many requests in one minute; come again later."));
      }
      if (actor === undefined) {
        request.log.info("a key or token was refused");
        return refuse(reply, 401, refusal("UNAUTHENTICATED", "This key or token is unknown, revoked or expired."));
      }
      actors.set(request, actor);
      return bodyProblem(request, reply, actor.kind === "portal" ? INTAKE_LIMIT : BODY_LIMIT);
    },
    preValidation: async (request, reply) => {
      // Not before the body is there: one that comes slowly is nobody's work yet.
      if (places !== undefined) {
        const leave = places.take(callerOf(request), lengthOf(request));
        if (leave === undefined) return busy(reply);
        reply.raw.once("close", leave);
      }
      const asked = askedIn(request);
      if (asked === undefined) return undefined;
      const registered = registeredDocument(asked);
      if (registered !== undefined) {
        asked["query"] = registered;
        return undefined;
      }
      if (typeof asked["query"] !== "string") return undefined;
      if (actorOfRequest(request).kind === "anonymous" && !development) return refuse(reply, 401, refusal("UNAUTHENTICATED", "Without a key only registered documents are answered."));
      const problem = documentProblem(asked["query"]);
      return problem === undefined ? undefined : refuse(reply, 400, problem);
    },
  };
}

/** Undefined where the body is no object, which GraphQL refuses itself. */
function askedIn({ body }: FastifyRequest): Record<string, unknown> | undefined {
  return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : undefined;
}

/** JSON in UTF-8, of a length that is said beforehand. */
async function bodyProblem({ headers }: FastifyRequest, reply: FastifyReply, limit: number): Promise<FastifyReply | undefined> {
  if (!/^application\/json *(?:; *charset="?utf-8"?)?$/iu.test(headers["content-type"] ?? "")) return refuse(reply, 415, refusal("UNSUPPORTED_MEDIA_TYPE", "Send application/json in UTF-8."));
  if (headers["content-length"] === undefined) return refuse(reply, 411, refusal("LENGTH_REQUIRED", "Say how long the body is (Content-Length)."));
  if (Number(headers["content-length"]) > limit) return refuse(reply, 413, refusal("BODY_TOO_LARGE", `A body has at most ${String(limit)} bytes.`));
  return undefined;
}

/** Addresses and keys themselves are kept nowhere, not in memory either. */
function callerOf({ headers: { authorization }, ip }: FastifyRequest): string {
  return createHash("sha256").update(authorization ?? ip).digest("base64url");
}

function lengthOf({ headers }: FastifyRequest): number {
  return Number(headers["content-length"] ?? 0);
}

async function busy(reply: FastifyReply): Promise<FastifyReply> {
  return refuse(reply.header("retry-after", RETRY_AFTER), 503, new GraphQLError(troubleTold("OVERLOADED").message, { extensions: { code: "OVERLOADED" } }));
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

async function refuse(reply: FastifyReply, status: number, { message, extensions }: GraphQLError): Promise<FastifyReply> {
  return reply.code(status).send({ errors: [{ message, extensions }] });
}
