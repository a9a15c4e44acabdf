import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { counterSheet, type CounterSheet } from "../printed/counter/counter-sheet";
import { qrPng, qrSvg } from "../printed/counter/qr-code";
import { AccessDenied } from "../security/access";
import type { Actor } from "../security/actor";
import { Refusal } from "../shared/refusal";
import type { SurveysModule } from "../surveys/surveys.module";
import { ASKS_FOR_KEY, bearerOf } from "./bearer-of";

export interface CodesDoor {
  readonly surveys: Pick<SurveysModule, "unlinkedSurvey" | "readSurvey">;
  /** Who sent a request; `undefined`: a key that is none. */
  readonly actorOf: (authorization: string | undefined) => Promise<Actor | undefined>;
  /** Address under which people reach Yusr. */
  readonly publicUrl: string;
}

const HEADERS = {
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "cross-origin-resource-policy": "same-origin",
} as const;

/** What a code can be had as: the end of the address. */
const FORMS: Readonly<Record<string, { readonly type: string; readonly make: (sheet: CounterSheet) => Promise<string | Buffer> }>> = {
  svg: { type: "image/svg+xml; charset=utf-8", make: ({ url }) => qrSvg(url) },
  png: { type: "image/png", make: ({ url }) => qrPng(url) },
  html: { type: "text/html; charset=utf-8", make: counterSheet },
};

/**
 * Puts QR codes on the HTTP server: `GET /qr.svg?service=…&touchpoint=…` (or `.png`, or `.html` for a sheet of A4) for the
 * link that hangs at a counter, `POST /qr.svg` with `{ "token": … }` for an invitation's.
 */
export function serveCodes(http: FastifyInstance, { surveys, actorOf, publicUrl }: CodesDoor): void {
  http.get<{ Params: { form: string } }>("/qr.:form", async (request, reply) => {
    const form = FORMS[request.params.form];
    const { service, touchpoint } = request.query as Readonly<Record<string, unknown>>;
    if (form === undefined) return no(reply, 404, "NOT_FOUND", "There is a code as .svg, .png and .html.");
    if (typeof service !== "string" || (touchpoint !== undefined && typeof touchpoint !== "string")) return no(reply, 400, "BAD_REQUEST", "Say which service, and perhaps at which touchpoint.");
    const link = await asked(request, (actor) => surveys.unlinkedSurvey.link(actor, service, touchpoint ?? null));
    if (link instanceof AccessDenied) return no(reply, link.code === "FORBIDDEN" ? 403 : 401, link.code, link.message);
    if (link instanceof Refusal) return no(reply, link.code === "NOT_FOUND" ? 404 : 409, link.code, link.message);
    return reply.headers(HEADERS).type(form.type).send(await form.make(link));
  });

  // The token is the right itself, and stands in no address. An unknown one is not turned into a code.
  http.post<{ Params: { form: string }; Body: unknown }>("/qr.:form", { bodyLimit: 1_024 }, async (request, reply) => {
    const form = request.params.form === "html" ? undefined : FORMS[request.params.form];
    const { token } = (request.body ?? {}) as { readonly token?: unknown };
    const known = form !== undefined && typeof token === "string" && !((await surveys.readSurvey.read(token, request.ip)) instanceof Refusal);
    if (!known) return no(reply, 404, "NOT_FOUND", "This link is not known.");
    return reply.headers(HEADERS).type(form.type).send(await form.make({ url: `${publicUrl}/s/${token}`, names: [], text: {} }));
  });

  async function asked<T>(request: FastifyRequest, ask: (actor: Actor) => Promise<T>): Promise<T | AccessDenied> {
    try {
      const actor = await actorOf(bearerOf(request.headers.authorization));
      return actor === undefined ? new AccessDenied("UNAUTHENTICATED") : await ask(actor);
    } catch (error) {
      if (error instanceof AccessDenied) return error;
      throw error;
    }
  }
}

function no(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).headers({ ...HEADERS, ...(status === 401 ? ASKS_FOR_KEY : {}) }).send({ code, message });
}
