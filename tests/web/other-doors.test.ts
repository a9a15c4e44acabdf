import type { Browser, Page } from "playwright-core";
import { OPERATOR } from "../support/test-app";
import { askAxe, newWindow, openBrowser } from "./survey-browser";
import { ownProblems } from "./survey-own-checks";
import { openSurveySite, type SurveySite } from "./survey-site";
import { press } from "./survey-tour";

let site: SurveySite;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([openSurveySite(), openBrowser()]);
  await site.app.house.catalogue.setAgencyForPeople.set(OPERATOR, "ROADS", { complaints: { name: { ar: "منصة تجاوب", en: "The complaints platform" }, url: "https://complaints.example.om" }, contact: null, followsUp: false });
}, 60_000);
afterAll(async () => {
  await browser.close();
  await site.app.close();
});

/** The service of the shortest survey. */
const link = async (): Promise<string> => {
  const [{ code }] = await site.query("SELECT code FROM service ORDER BY number DESC LIMIT 1");
  const found = await site.app.house.surveys.unlinkedSurvey.link(OPERATOR, `ROADS/${String(code)}`, null);
  if (!("url" in found)) throw new Error(found.code);
  return found.url;
};
const DOORS: Readonly<Record<string, (page: Page, language: string) => Promise<void>>> = {
  "the page of a code at a counter": async (page, language) => {
    await page.goto(`${site.app.address}${new URL(await link()).pathname}?lang=${language}`);
  },
  "the framed page": async (page, language) => {
    const [token = ""] = await site.invite("discreet", language);
    await page.goto(`${site.app.address}/e/`);
    // What the element of a portal's page sends first.
    await Promise.all([page.waitForEvent("load"), page.evaluate(`(() => { const form = document.createElement("form"); form.method = "post"; for (const [name, value] of Object.entries({ token: ${JSON.stringify(token)}, language: ${JSON.stringify(language)}, origin: "https://portal.example" })) { const field = document.createElement("input"); Object.assign(field, { type: "hidden", name, value }); form.append(field); } document.body.append(form); form.submit(); })()`)]);
  },
};

test.each(Object.keys(DOORS).flatMap((door) => ["ar", "en"].map((language) => [door, language] as const)))("W3, W4: axe finds nothing against %s, in %s, and its thanks say where to complain", async (door, language) => {
  const page = await newWindow(browser, language, { javaScriptEnabled: true, bypassCSP: true });
  const clean = async (what: string): Promise<void> => {
    const { violations, incomplete } = await askAxe(page);
    expect([what, violations, incomplete, await ownProblems(page, language)]).toEqual([what, [], [], []]);
  };
  await DOORS[door]?.(page, language);
  await clean("first");
  await press(page, "next");
  await clean("error");
  for (let pages = 0; pages < 20 && (await page.locator("button.main").count()) > 0; pages += 1) {
    const skip = await page.locator('button[value="skip"]:not(.unseen)').count();
    await press(page, skip > 0 ? "skip" : "next");
  }
  expect(await page.locator("main").textContent()).toContain(language === "ar" ? "منصة تجاوب" : "The complaints platform");
  expect(await page.locator('main a[href="https://complaints.example.om"]').count()).toBe(1);
  await clean("thanks");
  await page.context().close();
}, 120_000);

test("W3: axe finds nothing against the sheet that hangs at a counter", async () => {
  const key = await site.app.key({ role: "office" });
  const page = await newWindow(browser, "ar", { javaScriptEnabled: true, bypassCSP: true, extraHTTPHeaders: { authorization: `Bearer ${key}` } });
  const [{ code }] = await site.query("SELECT code FROM service ORDER BY number LIMIT 1");
  await page.goto(`${site.app.address}/qr.html?service=ROADS/${String(code)}`);
  expect(await page.locator("svg").count()).toBe(1);
  expect(await askAxe(page)).toEqual({ violations: [], incomplete: [] });
  await page.context().close();
}, 60_000);
