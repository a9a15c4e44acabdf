import type { ComponentChildren } from "preact";
import { render } from "preact-render-to-string";
import { SURVEY_STYLE } from "./survey-style";
import { directionOf } from "./survey-writer";

/** The document around a page. It runs no script and asks nobody for anything else. */
export function documentOf(language: string, title: string, body: ComponentChildren): string {
  return `<!doctype html>${render(
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="format-detection" content="telephone=no" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: SURVEY_STYLE }} />
      </head>
      <body>{body}</body>
    </html>,
  )}`;
}
