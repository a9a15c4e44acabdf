import { Option } from "commander";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { localDay } from "../../shared/local-day";
import { Refusal } from "../../shared/refusal";
import { makeWeeklyPage } from "../../printed/weekly/make-weekly-page";
import type { PageLanguage } from "../../printed/weekly/weekly-words";
import { type AddReport, fail } from "./report-options";

interface WeeklyOptions {
  readonly agency: string;
  readonly service?: string[];
  readonly lang: PageLanguage;
  readonly to?: string;
  readonly html: string;
}

/** `yusr report weekly`. */
export const addWeekly: AddReport = (report, context) => {
  report
    .command("weekly")
    .description("a page to print: the views that an office opens every week, with a CSV of each")
    .requiredOption("--agency <code>", "the agency")
    .option("--service <name...>", "services that get a card, CODE or AGENCY/CODE; without: the busiest three")
    .addOption(new Option("--lang <language>", "language of the page").choices(["ar", "en"]).default("ar"))
    .option("--to <day>", "first day after the page, YYYY-MM-DD; without: today")
    .requiredOption("--html <folder>", "where to write it")
    .action(async ({ agency, service, lang, to, html }: WeeklyOptions) => {
      const request = { agency, services: service, language: lang, to: to ?? localDay(new Date(), "UTC") };
      const page = await context.withHouse((house) => makeWeeklyPage(house.reports, context.operator, request, { csv: (view) => `${view}.csv`, otherLanguage: null }));
      if (page instanceof Refusal) return fail(context, page);
      await mkdir(html, { recursive: true });
      const files = [{ file: `weekly-${lang}.html`, text: page.html }, ...page.tables.map(({ view, csv }) => ({ file: `${view}.csv`, text: csv }))];
      for (const { file, text } of files) {
        await writeFile(join(html, file), text);
        context.print(join(html, file));
      }
    });
};
