import { randomUUID } from "node:crypto";
import type { FastifyHttpOptions, FastifyInstance, FastifyReply } from "fastify";
import { type Server, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";

/** What an answer says of itself where nothing else is said: for nobody to keep, to frame or to run, and to be taken for what it says it is. */
const ON_EVERY_ANSWER = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "content-security-policy": "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
} as const;

/** How long a client may take, in milliseconds; docs/operations.md says why. */
export interface Patience {
  /** From the connection, or the end of the request before, to the end of the headers. */
  readonly headers: number;
  /** To the end of the body. */
  readonly request: number;
  /** From our answer to its last byte taken. */
  readonly answer: number;
}

/** A telephone on a bad line sends and takes 2 kB a second, and a page or form has less than 50 kB. */
const PATIENCE: Patience = { headers: 10_000, request: 30_000, answer: 60_000 };
/** How much later than that somebody may look. */
const LOOK_MS = 1_000;

/** What is wrong with what cannot be read as HTTP, by Node's name for it. */
const UNREADABLE: Readonly<Record<string, readonly [status: number, code: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, "REQUEST_TIMEOUT", "The request took too long to arrive."],
  HPE_HEADER_OVERFLOW: [431, "HEADERS_TOO_LARGE", "Headers have at most 16 kB."],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "BODY_TOO_LARGE", "The pieces of the body say too much about themselves."],
};
const NOT_HTTP = [400, "BAD_REQUEST", "This is not HTTP/1.1 as its specification wants it."] as const;

/** The server's settings that keep slow and garbled clients from holding on to it. */
export function edgeOptions({ headers, request }: Patience = PATIENCE): FastifyHttpOptions<Server> {
  return {
    requestTimeout: request,
    http: { requestTimeout: request, headersTimeout: headers, connectionsCheckingInterval: Math.min(LOOK_MS, headers), requireHostHeader: false },
    clientErrorHandler(error, socket) {
      refuse(socket, UNREADABLE[error.code] ?? NOT_HTTP);
      socket.destroy(error);
    },
    frameworkErrors: (_error, _request, reply) => {
      void (reply as unknown as FastifyReply).code(400).send(told("BAD_REQUEST", "This is no address of this server."));
    },
  };
}

/** What holds for every request, whichever door it comes to; to be called before routes are made. */
export function guardEdge(http: FastifyInstance, { answer }: Patience = PATIENCE): void {
  http.addHook("onRequest", ({ headers, raw }, reply, done) => {
    const hosts = raw.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === "host").length;
    if (hosts > 1 || (hosts === 0 && raw.httpVersion !== "1.0")) {
      void reply.header("connection", "close");
      done(new Unacceptable(400, "BAD_REQUEST", "Say once which host this is for."));
      return;
    }
    // A small body could unpack to a large one.
    const packed = (headers["content-encoding"] ?? "identity") !== "identity";
    done(packed ? new Unacceptable(415, "UNSUPPORTED_MEDIA_TYPE", "Send the body uncompressed.") : undefined);
  });
  http.addHook("onSend", (request, reply, payload, done) => {
    // One by one: to set a cookie again is to send it twice.
    for (const [name, value] of Object.entries(ON_EVERY_ANSWER)) if (!reply.hasHeader(name)) void reply.header(name, value);
    void reply.header("x-request-id", request.id);
    if (reply.statusCode === 429 && !reply.hasHeader("retry-after")) void reply.header("retry-after", "60");
    // Who takes an answer byte by byte makes us keep all of it.
    const overdue = setTimeout(() => request.raw.destroy(), answer).unref();
    reply.raw.once("close", () => {
      clearTimeout(overdue);
    });
    done(null, payload);
  });
  // Never the address that was asked for: it may be a token with a letter too many.
  http.setNotFoundHandler((_request, reply) => reply.code(404).send(told("NOT_FOUND", "There is nothing at this address.")));
}

/** Rooms of people's pages tell it in their own words. */
class Unacceptable extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

function told(code: string, message: string): object {
  return { errors: [{ message, extensions: { code } }] };
}

/** Where an answer has begun already, another in the middle of it would be read as a part of it. */
function refuse(socket: Socket, [status, code, message]: readonly [status: number, code: string, message: string]): void {
  const { _httpMessage: begun } = socket as Socket & { readonly _httpMessage?: { readonly headersSent: boolean } | null };
  if (!socket.writable || begun?.headersSent === true) return;
  const body = JSON.stringify(told(code, message));
  const headers = { ...ON_EVERY_ANSWER, "content-type": "application/json; charset=utf-8", "content-length": String(Buffer.byteLength(body)), "x-request-id": randomUUID(), connection: "close" };
  socket.write(`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ""}\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`);
}
