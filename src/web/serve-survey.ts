import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { SurveysModule } from "../surveys/surveys.module";
import type { Carrier } from "./survey/carrier";
import { readForm } from "./survey/posted-form";
import { STYLE_HASH } from "./survey/survey-style";
import { failedHtml, unopenedHtml } from "./survey/survey-views";
import { type HouseFacts, type Screen, SurveyWalk, type Wish, writtenIn } from "./survey/survey-walk";

export interface SurveyDoor {
  readonly surveys: SurveysModule;
  readonly facts: HouseFacts;
  /** Address under which people reach Yusr. */
  readonly publicUrl: string;
}

/** Nothing runs, nothing is fetched, nothing may frame it, nobody keeps it, and it tells no other page where it was. */
export const SURVEY_HEADERS = {
  "content-security-policy": `default-src 'none'; style-src ${STYLE_HASH}; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'none'; object-src 'none'`,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "x-robots-tag": "noindex, nofollow",
} as const;

const TOKEN = /^[A-Za-z0-9_-]{48}$/u;

/** Links somebody may have open side by side; an older one is opened again from its message. */
const OPEN_LINKS = 4;

/** Two hours from the last page: long enough for a form of a minute, short enough for a borrowed telephone. */
const COOKIE_SECONDS = 7_200;

/** Far more than fits the fields: a text that is too long comes back to whoever wrote it. */
const BODY_LIMIT = 1_048_576;

type SurveyRequest = FastifyRequest<{ Params: { id: string; "*": string }; Querystring: Readonly<Record<string, string | readonly string[] | undefined>>; Body: unknown }>;

/** Puts the page that people answer on the HTTP server: `/s/<token>`, and `/survey/<name of the link>` where it goes on. */
export function serveSurvey(http: FastifyInstance, { surveys, facts, publicUrl }: SurveyDoor): void {
  const walk = new SurveyWalk(surveys, facts);
  const cookie = cookieOf(publicUrl);

  // In a room of its own: only here are forms read, and errors told to people.
  void http.register((room, _options, done) => {
    takeForms(room);
    room.setErrorHandler(async (error, request, reply) => {
      const status = statusOf(error);
      // Never the request itself: its address may be a token, its body is what somebody wrote.
      if (status === 503 && error instanceof Error) request.log.error({ thrown: { type: error.name, stack: error.stack } }, "the survey page failed");
      const carrier: Carrier = { kind: "cookie", action: (request.url.split("?")[0] ?? "").startsWith("/s/") ? "" : (request.url.split("?")[0] ?? "") };
      const wish = wishOf(request as SurveyRequest);
      const html = request.body instanceof URLSearchParams ? failedHtml(request.body, carrier, walk.writer(wish, request.body.get("language"))) : unopenedHtml(carrier, walk.writer(wish, null));
      return page(reply, status, html);
    });

    room.get("/s/*", async (request: SurveyRequest, reply) => {
      const token = request.params["*"];
      const kept = cookie.read(request.headers.cookie);
      // One that cannot be a token goes the same way, so that nothing tells it from one that is not known.
      const set = TOKEN.test(token) ? { "set-cookie": cookie.write([token, ...kept.filter((other) => other !== token)].slice(0, OPEN_LINKS)) } : {};
      return reply.code(303).headers({ ...SURVEY_HEADERS, ...set, location: `/survey/${nameOfLink(token)}` }).send();
    });

    room.get("/survey/:id", async (request: SurveyRequest, reply) => {
      const token = tokenOf(request);
      const wish = wishOf(request);
      return answer(request, reply, token === undefined ? walk.unknown(wish, null) : await walk.open(token, wish, request.ip));
    });

    room.post("/survey/:id", async (request: SurveyRequest, reply) => {
      const site = request.headers["sec-fetch-site"];
      const body = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const posted = readForm(body);
      const wish = { ...wishOf(request), language: posted.language };
      // Of old browsers nothing is known, but none of them sends this cookie from another site.
      const token = site === "cross-site" || site === "same-site" ? undefined : tokenOf(request);
      const language = /^language\.(\w+)$/u.exec(posted.action)?.[1];
      if (token === undefined) return answer(request, reply, walk.unknown({ ...wish, language: language ?? wish.language }, writtenIn(posted)));
      return answer(request, reply, await walk.take(token, posted, wish, request.ip));
    });
    done();
  });

  function tokenOf(request: SurveyRequest): string | undefined {
    return cookie.read(request.headers.cookie).find((token) => nameOfLink(token) === request.params.id);
  }

  function answer(request: SurveyRequest, reply: FastifyReply, screen: Screen): FastifyReply {
    const address = `/survey/${encodeURIComponent(request.params.id)}`;
    const kept = cookie.read(request.headers.cookie);
    if (kept.length > 0) void reply.header("set-cookie", cookie.write(kept));
    if (screen.kind === "page") return page(reply, screen.status, screen.html({ kind: "cookie", action: address }));
    const query = new URLSearchParams({ ...(screen.at === null ? {} : { at: screen.at }), lang: screen.language });
    return reply.code(303).headers({ ...SURVEY_HEADERS, location: `${address}?${query.toString()}` }).send();
  }
}

/** In a room of its own: forms are what is read there, and nothing else. */
export function takeForms(room: FastifyInstance): void {
  room.removeAllContentTypeParsers();
  room.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string", bodyLimit: BODY_LIMIT }, (_request, body, parsed) => {
    parsed(null, new URLSearchParams(String(body)));
  });
}

/** What Fastify itself refuses keeps its status; all else is trouble of the house, mostly with its database. */
export function statusOf(error: unknown): number {
  const status = (error as { readonly statusCode?: unknown } | null)?.statusCode;
  return typeof status === "number" && status >= 400 && status < 500 ? status : 503;
}

function page(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.code(status).headers(SURVEY_HEADERS).type("text/html; charset=utf-8").send(html);
}

export function wishOf({ query, headers }: Pick<SurveyRequest, "query" | "headers">): Wish {
  const one = (value: string | readonly string[] | undefined): string | null => (typeof value === "string" ? value : null);
  return { at: one(query["at"]), language: one(query["lang"]), accepts: headers["accept-language"] ?? "" };
}

/** What a link is called in addresses: enough to tell it from others, useless for opening it or finding it in the database. */
function nameOfLink(token: string): string {
  return createHash("sha256").update(`survey page\n${token}`).digest("base64url").slice(0, 16);
}

/**
 * The cookie that carries the tokens. `__Host-` wants TLS; browsers make an exception of their own machine. Where Yusr is
 * reached by plain HTTP no browser would take such a cookie, so there it has a plain name.
 */
function cookieOf(publicUrl: string): { readonly read: (header: string | undefined) => readonly string[]; readonly write: (tokens: readonly string[]) => string } {
  const { protocol, hostname } = new URL(publicUrl);
  const secure = protocol === "https:" || hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
  const name = secure ? "__Host-yusr-survey" : "yusr-survey";
  const value = (header: string): string => header.split(";").map((one) => one.trim()).find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
  return {
    read: (header) => value(header ?? "").split(".").filter((token) => TOKEN.test(token)).slice(0, OPEN_LINKS),
    write: (tokens) => `${name}=${tokens.join(".")}; Max-Age=${String(COOKIE_SECONDS)}; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`,
  };
}
