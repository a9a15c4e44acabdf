import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { SurveysModule } from "../surveys/surveys.module";
import { Refusal } from "../shared/refusal";
import { statusOf, SURVEY_HEADERS, takeForms, wishOf } from "./serve-survey";
import { readForm, type PostedForm } from "./survey/posted-form";
import { failedHtml, saidHtml, unopenedHtml } from "./survey/survey-views";
import { type HouseFacts, type Screen, SurveyWalk, type Wish } from "./survey/survey-walk";
import { readVisit, UnlinkedVisit, writeVisit } from "./survey/unlinked-visit";

export interface UnlinkedDoor {
  readonly surveys: SurveysModule;
  readonly facts: HouseFacts;
}

type CodeRequest = FastifyRequest<{ Params: { code: string }; Querystring: Readonly<Record<string, string | readonly string[] | undefined>>; Body: unknown }>;

/** After the thanks a machine that stands in a hall is there for the next one. */
const KIOSK_SECONDS = 20;

/**
 * Puts the page of codes that hang at counters on the HTTP server: `/u/<code>`. It sets no cookie and goes nowhere else:
 * what was filled in so far travels in the form, so that of two people who read one code none finds the other's answers.
 */
export function serveUnlinked(http: FastifyInstance, { surveys, facts }: UnlinkedDoor): void {
  const speaker = new SurveyWalk(surveys, facts, false);

  void http.register((room, _options, done) => {
    takeForms(room);
    room.setErrorHandler(async (error, request, reply) => {
      const status = statusOf(error);
      // Never the request itself: its body is what somebody wrote.
      if (status === 503 && error instanceof Error) request.log.error({ thrown: { type: error.name, stack: error.stack } }, "the page of a code failed");
      const sent = request.body instanceof URLSearchParams ? request.body : null;
      const writer = speaker.writer(wishOf(request as CodeRequest), sent?.get("language") ?? null);
      const action = request.url.split("?")[0] ?? "";
      return page(reply, status, sent === null ? unopenedHtml({ kind: "cookie", action }, writer) : failedHtml(sent, { kind: "field", action, token: sent.get("token") ?? "" }, writer));
    });

    room.get("/u/:code", async (request: CodeRequest, reply) => show(request, reply, null));
    room.post("/u/:code", async (request: CodeRequest, reply) => show(request, reply, request.body instanceof URLSearchParams ? request.body : new URLSearchParams()));
    done();
  });

  async function show(request: CodeRequest, reply: FastifyReply, body: URLSearchParams | null): Promise<FastifyReply> {
    const { code } = request.params;
    const posted = body === null ? undefined : readForm(body);
    const wish = { ...wishOf(request), ...(posted === undefined ? {} : { language: posted.language }) };
    const asked = await surveys.unlinkedSurvey.read(code);
    if (asked instanceof Refusal) return tell(reply, asked.code === "SURVEY_CLOSED" ? closed(wish) : speaker.unknown(wish, null), code, "");
    const visit = new UnlinkedVisit(surveys.unlinkedSurvey, code, asked, readVisit(body?.get("token") ?? ""), surveys.words);
    const screen = await walked(new SurveyWalk(visit, facts, false), posted, wish, request.ip);
    if (visit.state.sent && asked.kiosk) void reply.header("refresh", `${String(KIOSK_SECONDS)}; url=/u/${code}`);
    return tell(reply, screen, code, writeVisit(visit.state));
  }

  /** Where a person with a link is sent on to another address, the page that is there is shown at once. */
  async function walked(walk: SurveyWalk, posted: PostedForm | undefined, wish: Wish, address: string): Promise<Screen> {
    const screen = posted === undefined ? await walk.open("", wish, address) : await walk.take("", posted, wish, address);
    return screen.kind === "page" ? screen : walk.open("", { ...wish, at: screen.at, language: screen.language }, address);
  }

  function closed(wish: Wish): Screen {
    const writer = speaker.writer(wish, null);
    return { kind: "page", status: 410, html: (carrier) => saidHtml({ asker: null, said: [writer.plain("unlinked.closed")], unsaved: null, optOut: false }, "closed", carrier, writer) };
  }
}

function tell(reply: FastifyReply, screen: Screen, code: string, token: string): FastifyReply {
  if (screen.kind === "go") throw new Error("a page leads to another address");
  return page(reply, screen.status, screen.html({ kind: "field", action: `/u/${encodeURIComponent(code)}`, token }));
}

function page(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.code(status).headers(SURVEY_HEADERS).type("text/html; charset=utf-8").send(html);
}
