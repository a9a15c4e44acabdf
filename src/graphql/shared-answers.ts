import type { FastifyReply, FastifyRequest } from "fastify";
import { Coalescer } from "../shared/coalescer";
import { onlyAsks } from "./document-limits";
import { actorOfRequest } from "./http-guard";

/** What a handler says to a reply besides what it answers. */
interface Head {
  code(status: number): unknown;
  header(name: string, value: string): unknown;
}

/** Answers a request. */
export type Handler = (request: FastifyRequest, reply: Head) => Promise<unknown>;

/** An answer before it is sent: it may be sent to several. */
interface Answer {
  readonly body: unknown;
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
}

/** Answers to one question under way at once, and how many may get the same. */
const ALIKE = { atOnce: 2, largest: 1_000 };
/** Longer questions are not compared. */
const LONGEST = 16_384;

/**
 * Works out once what the same caller asks several times at once (a board that many look at): a request that comes while
 * two like it are being answered waits, and gets the next answer, with all others that waited. It is worked out after all of
 * them had come, so nobody is told anything older than their question: docs/decisions/0041.
 */
export function sharedAnswers(handler: Handler): (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> {
  const asked = new Map<string, { readonly answers: Coalescer<FastifyRequest, Answer>; waiting: number }>();
  return async (request, reply) => {
    const question = questionOf(request);
    if (question === undefined) return handler(request, reply);
    const alike = asked.get(question) ?? { answers: new Coalescer((group) => answerAll(handler, group), ALIKE), waiting: 0 };
    asked.set(question, alike);
    alike.waiting += 1;
    try {
      const { body, status, headers } = await alike.answers.do(request);
      for (const [name, value] of headers) void reply.header(name, value);
      void reply.code(status);
      return body;
    } finally {
      alike.waiting -= 1;
      if (alike.waiting === 0) asked.delete(question);
    }
  };
}

/** All that an answer depends on: who asks, what, and in which form the answer is wanted. Undefined where each is answered by itself. */
function questionOf(request: FastifyRequest): string | undefined {
  const [actor, body] = [actorOfRequest(request), request.body];
  if (actor.kind === "anonymous" || typeof body !== "object" || body === null || Number(request.headers["content-length"]) > LONGEST) return undefined;
  const { query, operationName, variables, ...others } = body as Readonly<Record<string, unknown>>;
  if (typeof query !== "string" || !onlyAsks(query) || Object.keys(others).length > 0) return undefined;
  return JSON.stringify([actor, request.headers.accept, query, operationName, variables]);
}

async function answerAll(handler: Handler, group: readonly [FastifyRequest, ...FastifyRequest[]]): Promise<readonly Answer[]> {
  const headers = new Map<string, string>();
  let status = 200;
  const body = await handler(group[0], {
    header: (name, value) => headers.set(name, value),
    code: (code) => (status = code),
  });
  return group.map(() => ({ body, status, headers }));
}
