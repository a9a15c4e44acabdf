import type { Browser } from "playwright-core";
import { inspect, undecided } from "./survey-inspection";
import { type Look, LOOKS, openBrowser } from "./survey-browser";
import { openSurveySite, type SurveySite } from "./survey-site";
import { type Stop, STOPS } from "./survey-tour";

let site: SurveySite;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSurveySite(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await site.app.close();
});

const ALL = Object.keys(LOOKS) as Look[];

// `npm run pages -- --axe` looks at everything in every way; here the pages with most on them are looked at so, in Arabic.
test.each([
  { language: "ar", looks: ({ state }: Stop) => (state === "error" || state === "said" ? ALL : ["320 px" as const]) },
  { language: "en", looks: () => ["320 px" as const] },
])("W3, W4: axe finds nothing against any question in any state, and nothing is cut off, too small or in another language, in $language", async ({ language, looks }) => {
  const seen = await inspect(browser, site, language, looks);
  expect(new Set(seen.map(({ stop }) => stop)).size).toBe(STOPS);
  expect(seen.flatMap(({ stop, look, findings }) => findings.violations.map((found) => [stop.what, stop.state, look, found]))).toEqual([]);
  expect(undecided(seen)).toEqual([]);
}, 300_000);
