import type { Browser } from "playwright-core";
import { inspect, unexplained } from "./survey-inspection";
import { openBrowser } from "./survey-browser";
import { openSurveySite, type SurveySite } from "./survey-site";
import { STOPS } from "./survey-tour";

let site: SurveySite;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSurveySite(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await site.app.close();
});

test.each(["ar", "en"])("W3: axe finds nothing against any question in any state, in %s", async (language) => {
  const seen = await inspect(browser, site, language, ["320 px"]);
  expect(seen).toHaveLength(STOPS);
  expect(seen.flatMap(({ stop, findings }) => findings.violations.map((found) => [stop.what, stop.state, found]))).toEqual([]);
  expect(unexplained(seen)).toEqual([]);
}, 120_000);
