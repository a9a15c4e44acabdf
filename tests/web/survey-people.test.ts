import type { Browser } from "playwright-core";
import { walkByKeyboard } from "./keyboard-walk";
import { newWindow, openBrowser } from "./survey-browser";
import { PAYLOADS } from "./survey-payloads";
import { openSurveySite, type SurveySite } from "./survey-site";
import { open, press } from "./survey-tour";

let site: SurveySite;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSurveySite(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await site.app.close();
});

test.each(["ar", "en"])("W4: whoever has a keyboard alone comes from the link to the thanks, and sees where they are, in %s", async (language) => {
  const page = await newWindow(browser, language);
  await open(page, site, "five", language);
  const { seconds, problems } = await walkByKeyboard(page);
  expect(await page.locator("main").textContent()).toContain(language === "ar" ? "شكرًا لكم. وصلت إجاباتكم." : "Thank you. We have your answers.");
  expect(problems).toEqual([]);
  expect(seconds).toBeLessThan(60);
  await page.context().close();
}, 90_000);

test("W6: whatever somebody writes stands there as they wrote it, and runs nothing", async () => {
  expect(PAYLOADS.length).toBeGreaterThan(50);
  // Scripts run and no policy forbids them: what holds is that the page writes text as text.
  const page = await newWindow(browser, "ar", { javaScriptEnabled: true, bypassCSP: true });
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await open(page, site, "discreet", "ar");
  const form = page.url().split("?")[0] ?? "";
  await page.goto(`${form}?at=c:comment.done&lang=ar`);
  const survives = async (text: string): Promise<void> => {
    expect(await page.locator("textarea").inputValue()).toBe(text);
    expect(await page.evaluate("[typeof window.ran, document.scripts.length, document.images.length, document.forms.length]")).toEqual(["undefined", 0, 0, 1]);
  };
  // A text that is too long comes back to whoever wrote it.
  const long = `${"ب".repeat(1_250)} `;
  for (const payload of PAYLOADS) {
    await page.locator("textarea").fill(long + payload);
    await press(page, "next");
    await survives((long + payload).replaceAll("\r\n", "\n"));
  }
  // So does what cannot be kept, because the cookie is gone.
  await page.locator("textarea").fill(PAYLOADS.join("\n"));
  await page.context().clearCookies();
  await press(page, "next");
  await survives(PAYLOADS.join("\n"));
  expect(dialogs).toEqual([]);
  await page.context().close();
}, 90_000);
