import "reflect-metadata";
import { Command } from "commander";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { terminal } from "../../src/cli/terminal";
import globalSetup from "../support/global-setup";
import globalTeardown from "../support/global-teardown";
import { walkByKeyboard } from "./keyboard-walk";
import { type Look, LOOKS, newWindow, openBrowser } from "./survey-browser";
import { inspect, type Seen, undecided } from "./survey-inspection";
import { openSurveySite, type SurveySite } from "./survey-site";
import { open, STOPS, tour } from "./survey-tour";

const LANGUAGES = ["ar", "en"] as const;
const SCREENS = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } } as const;

/** `npm run pages -- --out DIR` takes pictures of everything a person may see; `--axe` asks axe about it in every look. */
async function main(): Promise<void> {
  const program = new Command("pages").option("--out <folder>", "where the pictures go").option("--axe", "print what axe finds, by page, language and look").parse();
  const { out, axe } = program.opts<{ out?: string; axe?: true }>();
  if (out === undefined && axe === undefined) program.help();
  await globalSetup();
  const [site, browser] = await Promise.all([openSurveySite(), openBrowser()]);
  try {
    if (out !== undefined) await takePictures(browser, site, out);
    if (axe === true) await printFindings(browser, site);
    for (const language of LANGUAGES) terminal.print(await keyboardLine(browser, site, language));
  } finally {
    await browser.close();
    await site.app.close();
    await globalTeardown();
  }
}

async function takePictures(browser: Browser, site: SurveySite, out: string): Promise<void> {
  mkdirSync(out, { recursive: true });
  const bar = terminal.progress("Pictures", STOPS * LANGUAGES.length * Object.keys(SCREENS).length);
  let n = 0;
  for (const language of LANGUAGES) {
    const page = await newWindow(browser, language);
    let stopped = 0;
    await tour(page, site, language, async ({ what, state }) => {
      stopped += 1;
      for (const [screen, viewport] of Object.entries(SCREENS)) {
        await page.setViewportSize(viewport);
        const name = `${language}-${screen}-${String(stopped).padStart(2, "0")}-${what}-${state}`.replace(/[^\w-]+/gu, "-");
        await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
        bar.to((n += 1));
      }
    });
    await page.context().close();
  }
  bar.end();
}

async function printFindings(browser: Browser, site: SurveySite): Promise<void> {
  const looks = Object.keys(LOOKS) as Look[];
  const bar = terminal.progress("Looks", STOPS * LANGUAGES.length * looks.length);
  let n = 0;
  const seen: Seen[] = [];
  for (const language of LANGUAGES) seen.push(...(await inspect(browser, site, language, () => looks, () => {
    bar.to((n += 1));
  })));
  bar.end();
  terminal.print(`violations/incomplete by axe and our own checks\n${tableOf(seen, looks)}`);
  for (const { stop, language, look, findings } of seen) for (const found of findings.violations) terminal.print(`${stop.what}, ${stop.state}, ${language}, ${look}: ${found}`);
  for (const one of undecided(seen)) terminal.print(`not decided: ${one}`);
  process.exitCode = seen.every(({ findings }) => findings.violations.length === 0) && undecided(seen).length === 0 ? 0 : 1;
}

function tableOf(seen: readonly Seen[], looks: readonly Look[]): string {
  const columns = LANGUAGES.flatMap((language) => looks.map((look) => ({ language, look })));
  const rows = new Map<string, Seen[]>();
  for (const one of seen) {
    const head = `${one.stop.what}, ${one.stop.state}`;
    rows.set(head, [...(rows.get(head) ?? []), one]);
  }
  const width = Math.max(...[...rows.keys()].map((row) => row.length));
  const line = (head: string, cells: readonly string[]): string => `${head.padEnd(width)}${cells.map((cell) => cell.padStart(10)).join("")}`;
  const cellOf = (row: readonly Seen[], { language, look }: { readonly language: string; readonly look: Look }): string => {
    const found = row.find((one) => one.language === language && one.look === look);
    return found === undefined ? "–" : `${String(found.findings.violations.length)}/${String(found.findings.incomplete.length)}`;
  };
  return [line("", columns.map(({ language, look }) => `${language} ${look}`)), ...[...rows].map(([head, row]) => line(head, columns.map((column) => cellOf(row, column))))].join("\n");
}

async function keyboardLine(browser: Browser, site: SurveySite, language: string): Promise<string> {
  const page = await newWindow(browser, language);
  await open(page, site, "five", language);
  const { seconds, keys, problems } = await walkByKeyboard(page);
  await page.context().close();
  return `By keyboard alone, ${language}: ${seconds.toFixed(1)} s for 12 pages, ${String(keys)} keys, ${String(problems.length)} problems of focus`;
}

void main();
