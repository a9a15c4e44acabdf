import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ReportsModule } from "../reports/reports.module";
import { AccessDenied } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import { localDay } from "../shared/local-day";
import { Refusal } from "../shared/refusal";
import { makeWeeklyPage, type WeeklyPage, type WeeklyRequest } from "../printed/weekly/make-weekly-page";
import { PageWriter } from "../printed/weekly/page-writer";
import { refusalHtml } from "../printed/weekly/weekly-page";
import type { PageLanguage } from "../printed/weekly/weekly-words";
import { ASKS_FOR_KEY, bearerOf } from "./bearer-of";

export interface WeeklyDoor {
  readonly reports: ReportsModule;
  /** Who sent a request; `undefined`: a key that is none. */
  readonly actorOf: (authorization: string | undefined) => Promise<Actor | undefined>;
  readonly clock: Clock;
}

/** Nothing runs, nothing is fetched, nothing may frame it; figures are nobody's to keep. */
const HEADERS = {
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
} as const;

/** A no, and how it is told. */
interface No {
  readonly status: 400 | 401 | 403 | 404;
  readonly kind: Parameters<typeof refusalHtml>[0];
}
const NOBODY: No = { status: 401, kind: "signIn" };
const NOT_THERE: No = { status: 404, kind: "missing" };
const BAD: No = { status: 400, kind: "bad" };

/** Puts `/reports/weekly` and the CSV of each of its views on the HTTP server. */
export function serveWeekly(http: FastifyInstance, door: WeeklyDoor): void {
  http.get("/reports/weekly", async (request, reply) => {
    const page = await pageFor(request, door);
    return "status" in page ? refuse(request, reply, page) : reply.headers(HEADERS).type("text/html; charset=utf-8").send(page.html);
  });
  http.get<{ Params: { view: string } }>("/reports/weekly/:view.csv", async (request, reply) => {
    const page = await pageFor(request, door);
    if ("status" in page) return refuse(request, reply, page);
    const table = page.tables.find(({ view }) => view === request.params.view);
    if (table === undefined) return refuse(request, reply, NOT_THERE);
    return reply.headers(HEADERS).header("content-disposition", `attachment; filename="${table.view}.csv"`).type("text/csv; charset=utf-8").send(table.csv);
  });
}

async function pageFor(request: FastifyRequest, { reports, actorOf, clock }: WeeklyDoor): Promise<WeeklyPage | No> {
  const actor = await actorOf(bearerOf(request.headers.authorization));
  if (actor === undefined) return NOBODY;
  const language = languageOf(request);
  const { agency, to, service } = request.query as Readonly<Record<string, string | readonly string[] | undefined>>;
  const wanted: WeeklyRequest = {
    agency: typeof agency === "string" ? agency : "", services: service === undefined ? undefined : [service].flat(), language: language ?? "ar",
    to: to === undefined ? localDay(clock(), "UTC") : String(to),
  };
  try {
    const page = await makeWeeklyPage(reports, actor, wanted, linksOf(wanted));
    if (language === undefined) return BAD;
    if (!(page instanceof Refusal)) return page;
    return page.code === "NOT_FOUND" || page.code === "AMBIGUOUS_SERVICE" ? NOT_THERE : BAD;
  } catch (error) {
    if (!(error instanceof AccessDenied)) throw error;
    return error.code === "UNAUTHENTICATED" ? NOBODY : { status: 403, kind: "forbidden" };
  }
}

function refuse(request: FastifyRequest, reply: FastifyReply, { status, kind }: No): FastifyReply {
  const asks = status === 401 ? ASKS_FOR_KEY : {};
  return reply.code(status).headers({ ...HEADERS, ...asks }).type("text/html; charset=utf-8").send(refusalHtml(kind, new PageWriter(languageOf(request) ?? "ar")));
}

function languageOf(request: FastifyRequest): PageLanguage | undefined {
  const { lang = "ar" } = request.query as { readonly lang?: unknown };
  return lang === "ar" || lang === "en" ? lang : undefined;
}

/** Links that ask for the same page again. */
function linksOf({ agency, services, language, to }: WeeklyRequest): Parameters<typeof makeWeeklyPage>[3] {
  const query = (lang: PageLanguage): string => new URLSearchParams([["agency", agency], ["lang", lang], ["to", to], ...(services ?? []).map((service) => ["service", service])]).toString();
  return { csv: (view) => `/reports/weekly/${view}.csv?${query(language)}`, otherLanguage: `/reports/weekly?${query(language === "ar" ? "en" : "ar")}` };
}
