import type { ReportsModule } from "../../reports/reports.module";
import type { ReportFilter } from "../../reports/domain/report-filter";
import type { Actor } from "../../security/actor";
import { addDays, isDay } from "../../shared/local-day";
import type { Period } from "../../shared/period";
import { Refusal } from "../../shared/refusal";
import { cardView } from "./card-view";
import { heaviestView } from "./heaviest-view";
import { changesView } from "./changes-view";
import { healthView } from "./health-view";
import type { View } from "./view-frame";
import { PageWriter } from "./page-writer";
import type { PageLanguage } from "./weekly-words";
import { weeklyHtml } from "./weekly-page";

/** Which page. */
export interface WeeklyRequest {
  /** Code. */
  readonly agency: string;
  /** Services that get a card, `CODE` or `AGENCY/CODE`; undefined: the busiest. */
  readonly services: readonly string[] | undefined;
  readonly language: PageLanguage;
  /** First day after the page. */
  readonly to: string;
}

/** Where the links of a page lead. */
export interface WeeklyLinks {
  /** Of the CSV of a view. */
  csv(view: string): string;
  readonly otherLanguage: string | null;
}

/** A page and the figures behind each of its views. */
export interface WeeklyPage {
  readonly html: string;
  readonly tables: readonly { readonly view: string; readonly csv: string }[];
}

/** Services listed under data health, and services with a card of their own. */
const LISTED = 50;
const CARDS = 3;
const HEAVIEST = 20;

/**
 * The weekly page of an agency: three whole months and the days since, from the use cases that the API asks. A view whose
 * figures cannot be made is left out whole.
 *
 * Refusals: `INVALID_DAY`, and those of the reports (`NOT_FOUND` for what is not the actor's).
 * @throws AccessDenied
 */
export async function makeWeeklyPage(reports: ReportsModule, actor: Actor, request: WeeklyRequest, links: WeeklyLinks): Promise<WeeklyPage | Refusal> {
  if (!isDay(request.to)) return new Refusal("INVALID_DAY", "`to` must be an existing day written YYYY-MM-DD.", ["to"]);
  const period = weeklyPeriod(request.to);
  const writer = new PageWriter(request.language);
  const filter: ReportFilter = { period, agencies: [request.agency] };
  const health = await reports.health.report(actor, filter, LISTED);
  if (health instanceof Refusal) return health;
  const busiest = health.services.toSorted((a, b) => (b.recorded.value ?? 0) - (a.recorded.value ?? 0)).slice(0, CARDS);
  const cards = request.services ?? busiest.map(({ service }) => `${service.agencyCode}/${service.code}`);
  const changes = await reports.whatChanged.read(actor, { ...filter, period: lastWholeMonth(request.to) });
  if (changes instanceof Refusal) return changes;
  const views: View[] = health.services.length === 0 ? [] : [changesView(changes, links.csv("changes"), writer), healthView(health, links.csv("health"), writer)];
  const heaviest = await heaviestSteps(reports, actor, filter, links, writer);
  if (heaviest instanceof Refusal) return heaviest;
  if (health.services.length > 0) views.push(heaviest);
  for (const service of cards) {
    const card = await serviceCard(reports, actor, filter, service, links, writer);
    if (card instanceof Refusal) return card;
    views.push(card);
  }
  const [any] = health.services;
  const agency = any === undefined ? { text: request.agency, lang: "en" } : writer.name(any.service.agencyNames, request.agency);
  const html = weeklyHtml({ agency, period, freshness: health.freshness, otherLanguageHref: links.otherLanguage }, views, writer);
  return { html, tables: views.map(({ id, csv }) => ({ view: id, csv })) };
}

async function heaviestSteps(reports: ReportsModule, actor: Actor, filter: ReportFilter, links: WeeklyLinks, writer: PageWriter): Promise<View | Refusal> {
  const effort = await reports.effort.report(actor, filter, { services: { first: 0, after: null }, steps: [{ orderBy: "HOURS", profile: null, first: HEAVIEST }, { orderBy: "INDEX", profile: null, first: HEAVIEST }], times: "NONE" });
  if (effort instanceof Refusal) return effort;
  const [byHours, byIndex] = effort.rankings;
  if (byHours === undefined || byIndex === undefined) throw new Error("a ranking was not made");
  const services = [...new Set(byHours.rows.map(({ service }) => `${service.agencyCode}/${service.code}`))];
  const burden = await reports.burden.report(actor, { ...filter, services }, { first: HEAVIEST, after: null });
  return burden instanceof Refusal ? burden : heaviestView({ byHours, byIndex }, burden, links.csv("heaviest"), writer);
}

async function serviceCard(reports: ReportsModule, actor: Actor, filter: ReportFilter, service: string, links: WeeklyLinks, writer: PageWriter): Promise<View | Refusal> {
  const effort = await reports.effort.report(actor, { ...filter, services: [service] }, { services: { first: 1, after: null }, steps: [], times: "ALL" });
  if (effort instanceof Refusal) return effort;
  const [row] = effort.services.rows;
  const series = await reports.satisfaction.named(actor, service, { period: filter.period, interval: "MONTH" });
  if (series instanceof Refusal) return series;
  const simplification = await reports.card.named(actor, service, { period: filter.period, comparedWithVersion: null });
  const who = await reports.whoAnswered.report(actor, service, { period: { from: filter.period.from, to: `${filter.period.to.slice(0, 7)}-01` }, moment: "AFTER_OUTCOME" });
  if (who instanceof Refusal) return who;
  if (row === undefined) return new Refusal("NOT_FOUND", "There is no such service.", ["service"]);
  return cardView({ freshness: effort.freshness, effort: row.effort, series, simplification: simplification instanceof Refusal ? undefined : simplification, who }, links.csv(`card-${row.effort.service.code.toLowerCase()}`), writer);
}

/** Three whole months and the days since: who answered is told in whole months. */
export function weeklyPeriod(to: string): Period {
  const [year, month] = [Number(to.slice(0, 4)), Number(to.slice(5, 7)) - 3];
  const from = month > 0 ? `${String(year)}-${String(month).padStart(2, "0")}-01` : `${String(year - 1)}-${String(month + 12).padStart(2, "0")}-01`;
  return { from, to };
}

/** The last month that ended before the first day after a page; what changed in it is told beside the month before. */
function lastWholeMonth(to: string): Period {
  const after = `${to.slice(0, 7)}-01`;
  return { from: `${addDays(after, -1).slice(0, 7)}-01`, to: after };
}
