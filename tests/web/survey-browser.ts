import { existsSync, readFileSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Debian's browser, which asks nobody for anything by itself. */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) throw new Error(`No browser at ${CHROMIUM}: run \`apt-get install -y --no-install-recommends chromium fonts-noto-core\`, or name one in CHROMIUM.`);
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
}

/** How somebody looks at a page. A window of 320 × 256 is what one of 1280 × 1024 becomes at 400 %. */
export const LOOKS = {
  "320 px": { viewport: { width: 320, height: 640 }, colorScheme: "light", forcedColors: "none" },
  dark: { viewport: { width: 320, height: 640 }, colorScheme: "dark", forcedColors: "none" },
  forced: { viewport: { width: 320, height: 640 }, colorScheme: "light", forcedColors: "active" },
  "400 %": { viewport: { width: 320, height: 256 }, colorScheme: "light", forcedColors: "none" },
} as const;
export type Look = keyof typeof LOOKS;

/** A window of its own in a language, with nothing kept from others. Without scripts unless asked for: the page needs none. */
export async function newWindow(browser: Browser, language: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: language === "ar" ? "ar-OM" : "en-GB", viewport: LOOKS["320 px"].viewport, javaScriptEnabled: false, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return page;
}

/** Turns a window to another look, without loading the page again. */
export async function lookAt(page: Page, look: Look): Promise<void> {
  const { viewport, colorScheme, forcedColors } = LOOKS[look];
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, forcedColors });
  // Painted in its new colours before anybody measures them.
  await page.evaluate("new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))");
}

/** What axe found: its rules, each with the elements. */
export interface Findings {
  readonly violations: readonly string[];
  /** What it could not decide. */
  readonly incomplete: readonly string[];
}

/** Asks axe about the page as it stands. Needs a window with scripts that bypasses the policy. */
export async function askAxe(page: Page): Promise<Findings> {
  await page.evaluate(AXE);
  const said: any = await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ["violations", "incomplete"] })`);
  const listed = (rules: any[]): string[] => rules.flatMap(({ id, nodes }) => nodes.map(({ html, any: checks }: any) => `${String(id)}: ${String(html).slice(0, 100)} (${(checks as any[]).map(({ message }: any) => String(message)).join("; ")})`));
  return { violations: listed(said.violations), incomplete: listed(said.incomplete) };
}
