import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { SurveysModule } from "../surveys/surveys.module";
import { embedScript } from "./embed/embed-script";
import { FRAME_SCRIPT_HASH, framed } from "./embed/frame-script";
import { statusOf, SURVEY_HEADERS, takeForms, wishOf } from "./serve-survey";
import { readForm } from "./survey/posted-form";
import { STYLE_HASH } from "./survey/survey-style";
import { failedHtml, unopenedHtml } from "./survey/survey-views";
import { type HouseFacts, type Screen, SurveyWalk, type Wish } from "./survey/survey-walk";

export interface EmbedDoor {
  readonly surveys: SurveysModule;
  readonly facts: HouseFacts;
}

/** Who asks for a page: the token, and the origin of the page around the frame. */
interface Framed {
  readonly token: string;
  readonly origin: string;
}

const ACTION = "/e/";

/** An origin that no page has, because the frame itself has none. */
const NOWHERE: Framed = { token: "", origin: "" };

type EmbedRequest = FastifyRequest<{ Querystring: Readonly<Record<string, string | readonly string[] | undefined>>; Body: unknown }>;

/**
 * Puts `/embed.js` and the page it frames, `/e/`, on the HTTP server. The page uses no cookie: the token comes in the body of
 * every request, first from the portal's form, then from the page's own. It may be framed by exactly the origins that the
 * agency of the token's service lists.
 */
export function serveEmbed(http: FastifyInstance, { surveys, facts }: EmbedDoor): void {
  const walk = new SurveyWalk(surveys, facts);
  const wording = new Map(surveys.words.texts.map(({ key, text }) => [key, text]));
  const script = embedScript({ title: wording.get("page.title") ?? {}, close: wording.get("embed.close") ?? {} });

  http.get("/embed.js", async (_request, reply) =>
    reply
      .headers({ "cache-control": "public, max-age=3600", "cross-origin-resource-policy": "cross-origin", "x-content-type-options": "nosniff" })
      .type("text/javascript; charset=utf-8")
      .send(script),
  );

  void http.register((room, _options, done) => {
    takeForms(room);
    room.setErrorHandler(async (error, request, reply) => {
      const status = statusOf(error);
      // Never the request itself: its body is a token and what somebody wrote.
      if (status === 503 && error instanceof Error) request.log.error({ thrown: { type: error.name, stack: error.stack } }, "the framed page failed");
      const sent = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const writer = walk.writer(wishOf(request as EmbedRequest), sent.get("language"));
      const who = whoOf(sent);
      const carrier = { kind: "field", action: ACTION, token: carried(who) } as const;
      // Where not even the list can be read, whoever frames it can be held to the origin it came from and to no other.
      return page(reply, status, isOrigin(who.origin) ? [who.origin] : [], who, sent.has("at") ? failedHtml(sent, carrier, writer) : unopenedHtml(carrier, writer));
    });
    room.get(ACTION, async (request: EmbedRequest, reply) => tell(reply, walk.unknown(wishOf(request), null), [], NOWHERE));
    room.post(ACTION, async (request: EmbedRequest, reply) => {
      const body = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const who = whoOf(body);
      const posted = readForm(body);
      const wish = { ...wishOf(request), at: null, language: posted.language };
      const origins = await surveys.framedSurveys.origins(who.token, request.ip);
      return tell(reply, await screenOf(who.token, posted, wish, request.ip), origins, who);
    });
    done();
  });

  /** Where a person with a link is sent on to another address, the page that is there is shown at once. */
  async function screenOf(token: string, posted: ReturnType<typeof readForm>, wish: Wish, address: string): Promise<Screen> {
    const screen = posted.at === "" ? await walk.open(token, wish, address) : await walk.take(token, posted, wish, address);
    return screen.kind === "page" ? screen : walk.open(token, { ...wish, at: screen.at, language: screen.language }, address);
  }
}

/** First the element says both; from then on the page carries them. */
function whoOf(body: URLSearchParams): Framed {
  const [token = "", origin = ""] = (body.get("token") ?? "").split(".");
  return { token, origin: body.get("origin") ?? Buffer.from(origin, "base64url").toString("utf8") };
}

function carried({ token, origin }: Framed): string {
  return `${token}.${Buffer.from(origin).toString("base64url")}`;
}

function isOrigin(text: string): boolean {
  return /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/u.test(text);
}

function tell(reply: FastifyReply, screen: Screen, origins: readonly string[], who: Framed): FastifyReply {
  if (screen.kind === "go") throw new Error("a page leads to another address");
  return page(reply, screen.status, origins, who, screen.html({ kind: "field", action: ACTION, token: carried(who) }));
}

function page(reply: FastifyReply, status: number, origins: readonly string[], who: Framed, html: string): FastifyReply {
  const { "x-frame-options": never, ...headers } = SURVEY_HEADERS;
  const listed = origins.includes(who.origin);
  return reply
    .code(status)
    .headers({ ...headers, ...(origins.length === 0 ? { "x-frame-options": never } : {}), "content-security-policy": policy(origins), "cross-origin-resource-policy": "cross-origin" })
    .type("text/html; charset=utf-8")
    .send(listed ? framed(html, who.origin) : html);
}

/** Sandboxed by itself too: whoever frames it without a sandbox gives it no origin either, and with it no cookie and no storage. */
function policy(origins: readonly string[]): string {
  const ancestors = origins.length === 0 ? "'none'" : origins.join(" ");
  return `default-src 'none'; style-src ${STYLE_HASH}; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors ${ancestors}; script-src ${FRAME_SCRIPT_HASH}; object-src 'none'; sandbox allow-forms allow-scripts allow-popups allow-popups-to-escape-sandbox`;
}
