import type { VNode } from "preact";
import { render } from "preact-render-to-string";
import type { Freshness } from "../../shared/freshness";
import { addDays } from "../../shared/local-day";
import type { Period } from "../../shared/period";
import type { ShownText } from "../../shared/texts";
import { Name, type View } from "./view-frame";
import { PAGE_STYLE } from "./page-style";
import type { PageWriter } from "./page-writer";
import { WEEKLY_WORDS } from "./weekly-words";

/** What stands above the views. */
export interface WeeklyHead {
  readonly agency: ShownText;
  readonly period: Period;
  readonly freshness: Freshness;
  /** The same page in the other language; null where there is none to go to. */
  readonly otherLanguageHref: string | null;
}

/** The whole page as text. Drawn on the server; it runs no script and asks nobody else for anything. */
export function weeklyHtml(head: WeeklyHead, views: readonly View[], writer: PageWriter): string {
  const words = WEEKLY_WORDS.page;
  const until = writer.day(addDays(head.period.to, -1));
  const title = `${writer.word(words.title)}: ${head.agency.text}`;
  return documentOf(title, writer, (
    <>
      <header>
        <p>{writer.word(words.observatory)}</p>
        <h1>{writer.word(words.title)}: <Name of={head.agency} /></h1>
        <p>
          {`${writer.word(words.period)}: ${writer.word(words.from)} `}<bdi>{writer.day(head.period.from)}</bdi>{` ${writer.word(words.to)} `}<bdi>{until}</bdi>
        </p>
        <p>{writer.word(words.howSure)}</p>
        <nav aria-label={writer.word(words.views)}>
          <ul>
            {views.map((view) => <li><a href={`#${view.id}`}>{view.title}</a></li>)}
            {head.otherLanguageHref === null ? null : <li><a href={head.otherLanguageHref} lang={writer.language === "ar" ? "en" : "ar"} hreflang={writer.language === "ar" ? "en" : "ar"}>{writer.word(words.otherLanguage)}</a></li>}
          </ul>
        </nav>
      </header>
      <main>{views.length === 0 ? <p class="empty">{writer.word(words.noServices)}</p> : views.map((view) => view.body)}</main>
      <footer>
        <p>{`${writer.word(words.until)} `}<bdi>{until}</bdi>{` · ${writer.word(words.fresh)} `}<bdi>{`${writer.instant(head.freshness.asOf)} UTC`}</bdi></p>
      </footer>
    </>
  ));
}

/** A page that says no. */
export function refusalHtml(kind: "signIn" | "forbidden" | "missing" | "bad", writer: PageWriter): string {
  const { door } = WEEKLY_WORDS;
  const title = writer.word(door[`${kind}Title`]);
  return documentOf(title, writer, <main><h1>{title}</h1><p>{writer.word(door[kind])}</p></main>);
}

function documentOf(title: string, { language }: PageWriter, body: VNode): string {
  return `<!doctype html>${render(
    <html lang={language} dir={language === "ar" ? "rtl" : "ltr"}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: PAGE_STYLE }} />
      </head>
      <body>{body}</body>
    </html>,
  )}`;
}
