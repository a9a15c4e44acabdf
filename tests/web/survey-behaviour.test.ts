import { CspEvaluator } from "csp_evaluator/dist/evaluator";
import { CspParser } from "csp_evaluator/dist/parser";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { pino } from "pino";
import type { Browser, Page } from "playwright-core";
import { newWindow, openBrowser } from "./survey-browser";
import { openSurveySite, type SurveySite } from "./survey-site";
import { fieldsOf, fillIn, open, press } from "./survey-tour";

let site: SurveySite;
let browser: Browser;
/** Somebody else's site. */
let stranger: Server;
let strangers: string;
const askedOfStranger: { readonly url: string; readonly referer: string | undefined }[] = [];
const logged: string[] = [];
const tokens: string[] = [];

beforeAll(async () => {
  const keep = (chunk: Buffer, _encoding: string, done: () => void): void => {
    logged.push(chunk.toString());
    done();
  };
  [site, browser] = await Promise.all([openSurveySite(pino({ level: "trace" }, new Writable({ write: keep }))), openBrowser()]);
  stranger = createServer((request, response) => {
    askedOfStranger.push({ url: request.url ?? "", referer: request.headers.referer });
    const framed = new URL(request.url ?? "", "http://stranger").searchParams.get("frame");
    response.setHeader("content-type", "text/html").end(framed === null ? "<p>elsewhere" : `<iframe src="${framed}"></iframe>`);
  }).listen(0, "localhost");
  await new Promise((listening) => stranger.once("listening", listening));
  strangers = `http://localhost:${String((stranger.address() as AddressInfo).port)}`;
}, 60_000);
afterAll(async () => {
  await browser.close();
  stranger.close();
  await site.app.close();
});

const stored = async (): Promise<number> => (await site.query("SELECT count(*)::int AS n FROM response"))[0].n;

/** A new person who followed their link. */
async function arrive(language: string, options: Parameters<typeof newWindow>[2] = {}): Promise<Page> {
  const page = await newWindow(browser, language, options);
  tokens.push(await open(page, site, "seven", language));
  return page;
}

/** Answers everything before the last page. */
async function answerUntilLast(page: Page, language: string): Promise<void> {
  while (!(await fieldsOf(page)).includes("c:comment.done")) {
    await fillIn(page, language);
    await press(page, "next");
  }
}

const typed = (page: Page): Promise<string> => page.locator("textarea").inputValue();

describe("W2, W5: one person's whole way", () => {
  test("asks nobody else for anything, leaves one cookie, and shows the token nowhere", async () => {
    const page = await newWindow(browser, "ar", { javaScriptEnabled: true });
    const asked: string[] = [];
    const complaints: string[] = [];
    const titles: string[] = [];
    page.context().on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    const token = await open(page, site, "five", "ar");
    tokens.push(token);
    while ((await fieldsOf(page)).length > 0) {
      titles.push(await page.title(), page.url());
      await fillIn(page, "ar");
      await press(page, "next");
    }
    expect(await page.locator("h2").first().textContent()).toBe("شكرًا لكم. وصلت إجاباتكم.");
    expect(asked.filter((url) => !url.startsWith(`${site.app.address}/`) && !url.startsWith("data:"))).toEqual([]);
    expect(asked.filter((url) => url.includes(token))).toEqual([`${site.app.address}/s/${token}`]);
    expect(complaints).toEqual([]);
    const { cookies, origins } = await page.context().storageState({ indexedDB: true });
    expect(cookies.map(({ name, secure, httpOnly, sameSite }) => ({ name, secure, httpOnly, sameSite }))).toEqual([{ name: "__Host-yusr-survey", secure: true, httpOnly: true, sameSite: "Lax" }]);
    expect(origins).toEqual([]);
    expect(await page.evaluate("sessionStorage.length + document.cookie.length")).toBe(0);
    const cdp = await page.context().newCDPSession(page);
    const { entries } = await cdp.send("Page.getNavigationHistory");
    for (const seen of [...titles, ...entries.flatMap(({ url, title }) => [url, title])]) expect(seen).not.toContain(token);
    await page.context().close();
  });

  test("a link to another site is followed without saying where from", async () => {
    const page = await arrive("en", { javaScriptEnabled: true });
    await Promise.all([page.waitForURL(`${strangers}/**`), page.evaluate(`location.href = ${JSON.stringify(`${strangers}/complaints`)}`)]);
    expect(askedOfStranger).toContainEqual({ url: "/complaints", referer: undefined });
    await page.context().close();
  });
});

describe("W1: the policy", () => {
  test("has no hole that an evaluator of policies knows, and says what it must", async () => {
    const policy = (await fetch(`${site.app.address}/survey/x`)).headers.get("content-security-policy") ?? "";
    const { csp } = new CspParser(policy);
    expect(new CspEvaluator(csp).evaluate()).toEqual([]);
    expect(csp.directives).toMatchObject({
      "default-src": ["'none'"], "script-src": ["'none'"], "object-src": ["'none'"], "base-uri": ["'none'"], "frame-ancestors": ["'none'"], "form-action": ["'self'"],
    });
  });
});

describe("W7: a frame", () => {
  test("of anybody else shows nothing of the page", async () => {
    const [token = ""] = await site.invite("seven", "ar");
    const page = await newWindow(browser, "ar");
    const framed = async (address: string): Promise<string | null> => {
      await page.goto(`${strangers}/?frame=${encodeURIComponent(address)}`);
      return page.frameLocator("iframe").locator("body").textContent();
    };
    expect(await framed(`${strangers}/`)).toBe("elsewhere");
    for (const address of [`${site.app.address}/s/${token}`, `${site.app.address}/survey/x`]) expect(await framed(address)).not.toMatch(/\p{Script=Arabic}/u);
    await page.context().close();
  });
});

describe.each(["ar", "en"])("W8: a person in %s", (language) => {
  test("who presses twice has answered once, and again after going back", async () => {
    const page = await arrive(language);
    await answerUntilLast(page, language);
    await fillIn(page, language);
    const before = await stored();
    await page.locator("button.main").dblclick();
    await page.locator("h2").first().waitFor();
    expect(await page.locator("main").textContent()).toContain(language === "ar" ? "شكرًا لكم. وصلت إجاباتكم." : "Thank you. We have your answers.");
    await page.reload();
    await page.goBack();
    if ((await page.locator("button.main").count()) > 0) await press(page, "next");
    expect(await page.locator("main").textContent()).toMatch(/شكرًا لكم|Thank you/u);
    expect(await stored()).toBe(before + 1);
    await page.context().close();
  });

  test("who has it open twice is told in the second that it was answered", async () => {
    const page = await arrive(language);
    await answerUntilLast(page, language);
    const second = await page.context().newPage();
    await second.goto(page.url());
    const before = await stored();
    await fillIn(page, language);
    await press(page, "next");
    await second.locator("textarea").fill("something else");
    await press(second, "next");
    expect(await second.locator("main").textContent()).toContain(language === "ar" ? "وصلتنا إجابتكم من قبل" : "We already have your answer");
    expect(await stored()).toBe(before + 1);
    await page.context().close();
  });

  test("who is offline when sending sends again, and nothing written is lost", async () => {
    const page = await arrive(language);
    await answerUntilLast(page, language);
    await fillIn(page, language);
    const written = await typed(page);
    const before = await stored();
    await page.context().setOffline(true);
    await page.locator("button.main").click();
    await page.waitForURL(/^chrome-error:/u);
    await page.context().setOffline(false);
    await page.reload();
    expect(await page.locator("main").textContent()).toContain(language === "ar" ? "شكرًا لكم. وصلت إجاباتكم." : "Thank you. We have your answers.");
    expect(await stored()).toBe(before + 1);
    expect((await site.query("SELECT text FROM comment ORDER BY xmin::text::bigint DESC LIMIT 1"))[0].text).toBe(written);
    await page.context().close();
  });

  test("whose answer meets a fault of ours is told so, keeps every word, and sends again", async () => {
    const page = await arrive(language);
    await answerUntilLast(page, language);
    await fillIn(page, language);
    const written = await typed(page);
    const before = await stored();
    await site.fail();
    await press(page, "next").finally(() => site.mend());
    expect(await page.locator("[role=alert]").textContent()).toContain(language === "ar" ? "لم يضِع ما كتبتموه" : "Nothing you wrote is lost");
    expect(await typed(page)).toBe(written);
    await press(page, "next");
    expect(await page.locator("main").textContent()).toMatch(/شكرًا لكم|Thank you/u);
    expect(await stored()).toBe(before + 1);
    await page.context().close();
  });
});

describe("W10: on an old telephone", () => {
  test("the page weighs little and is there within five seconds on a slow connection", async () => {
    const page = await newWindow(browser, "ar");
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Network.enable");
    let weight = 0;
    cdp.on("Network.loadingFinished", ({ encodedDataLength }) => {
      weight += encodedDataLength;
    });
    // What Chromium's own tools call Slow 3G.
    await cdp.send("Network.emulateNetworkConditions", { offline: false, latency: 2_000, downloadThroughput: 50_000, uploadThroughput: 50_000 });
    const [token = ""] = await site.invite("five", "ar");
    const began = performance.now();
    await page.goto(`${site.app.address}/s/${token}`);
    await page.locator("button.main").waitFor();
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(weight).toBeGreaterThan(1_000);
    expect(weight).toBeLessThan(50_000);
    await page.context().close();
  });
});

test("W5: whatever happened, no token stands in the log", () => {
  expect(logged.join("")).toContain("the survey page failed");
  expect(tokens.filter((token) => logged.join("").includes(token.slice(0, 24)))).toEqual([]);
});
