import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Frame, type Page } from "playwright-core";
import { OPERATOR } from "../support/test-app";
import { openSurveyDesk, type SurveyDesk } from "../surveys/survey-support";
import { invitedToken } from "./survey-page-support";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

jest.setTimeout(90_000);

let desk: SurveyDesk;
let portal: Server;
let port: number;
let browser: Browser;
/** What the portal's page holds. */
let body = "";

beforeAll(async () => {
  if (!existsSync(CHROMIUM)) throw new Error(`No browser at ${CHROMIUM}: run \`apt-get install -y --no-install-recommends chromium fonts-noto-core\`, or name one in CHROMIUM.`);
  desk = await openSurveyDesk({ random: () => 0 });
  await desk.publish();
  portal = createServer((_request, response) => {
    const { origin } = new URL(desk.app.address);
    response.setHeader("content-type", "text/html; charset=utf-8");
    // What a careful portal has to allow, and nothing more.
    response.setHeader("content-security-policy", `default-src 'self'; script-src 'unsafe-inline' ${origin}; frame-src ${origin}; form-action ${origin}`);
    response.end(`<!doctype html><html lang="ar"><title>Portal</title><button id="opener">Rate</button>${body}<script src="${origin}/embed.js"></script></html>`);
  }).listen(0);
  port = (portal.address() as AddressInfo).port;
  await desk.app.house.catalogue.setEmbedOrigins.set(OPERATOR, desk.service.agencyCode, [listed()]);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
}, 60_000);
afterAll(async () => {
  await browser.close();
  portal.close();
  await desk.app.close();
});

const listed = (): string => `http://localhost:${String(port)}`;
const unlisted = (): string => `http://127.0.0.1:${String(port)}`;

interface Visit {
  readonly page: Page;
  readonly frame: () => Frame;
  readonly asked: string[];
}

/** A portal's page with the element in it, which notes what the element tells. */
async function visit(attributes: string, origin = listed()): Promise<Visit> {
  body = `<yusr-survey ${attributes}></yusr-survey><script>window.told=[];for(const what of["answered","closed"])document.addEventListener(what,(event)=>window.told.push(what+" "+event.target.localName))</script>`;
  const page = await browser.newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${request.url()}`));
  await page.goto(origin);
  await page.waitForTimeout(300);
  return {
    page,
    asked,
    frame: () => {
      const [, frame] = page.frames();
      if (frame === undefined) throw new Error("no frame");
      return frame;
    },
  };
}

const told = (page: Page): Promise<string[]> => page.evaluate("window.told");
const height = (page: Page): Promise<number> => page.evaluate("document.querySelector('yusr-survey').shadowRoot.querySelector('iframe').getBoundingClientRect().height");

test("a person answers inside the portal's page: no cookie, no token in any address, the height follows, the portal hears of it", async () => {
  const token = await invitedToken(desk);
  const { page, frame, asked } = await visit(`token="${token}" lang="ar"`);
  await frame().waitForSelector('input[name="q:COMPLETED"]');
  expect(await frame().evaluate("[document.documentElement.lang, origin, navigator.cookieEnabled && document.referrer]")).toEqual(["ar", "null", expect.anything()]);
  const first = await height(page);
  expect(first).toBeCloseTo(await frame().evaluate("document.documentElement.getBoundingClientRect().height"), -1);
  await frame().check('input[value="choice:YES"]');
  await frame().click("button.main");
  await frame().waitForSelector('input[name="q:CES5_EASE"]');
  await page.waitForTimeout(200);
  expect(await height(page)).not.toBe(first);
  await frame().check('input[value="score:5"]');
  const pages = Number(/من (\d+)/u.exec((await frame().textContent(".progress")) ?? "")?.[1]);
  for (let i = 2; i < pages; i++) {
    await frame().waitForSelector(`.progress:has-text("السؤال ${String(i)} ")`);
    await frame().click(i === 2 ? "button.main" : 'button[value="skip"]');
  }
  await frame().waitForSelector('button[value="send"].main');
  await frame().click("button.main");
  await frame().waitForSelector('input[name="at"][value="thanks"]', { state: "attached" });
  await page.waitForTimeout(200);
  expect(await told(page)).toEqual(["answered yusr-survey"]);
  expect(await desk.query("SELECT count(*)::int AS n FROM invitation WHERE state = 'ANSWERED'")).toEqual([{ n: 1 }]);
  expect(await page.context().cookies()).toEqual([]);
  expect(asked.filter((line) => line.includes(token))).toEqual([]);
  expect([...new Set(asked.map((line) => new URL(line.split(" ")[1] ?? "").origin))].sort()).toEqual([listed(), desk.app.address].sort());
  await page.close();
});

test("opened by a button, the focus goes in; Escape inside, Escape on the button and the button close it, and the focus comes back", async () => {
  const { page, frame } = await visit(`token="${await invitedToken(desk)}" lang="en" closed`);
  expect(page.frames()).toHaveLength(1);
  const open = async (): Promise<void> => {
    await page.focus("#opener");
    await page.evaluate("document.querySelector('yusr-survey').open()");
    await frame().waitForSelector('input[name="q:COMPLETED"]');
    await page.waitForTimeout(300);
  };
  const focused = (): Promise<string> => page.evaluate("document.activeElement.id || document.activeElement.localName");
  await open();
  expect(await focused()).toBe("yusr-survey");
  expect(await page.evaluate("[document.querySelector('yusr-survey').shadowRoot.querySelector('iframe').title, document.querySelector('yusr-survey').shadowRoot.querySelector('button').textContent]")).toEqual(["Rate a service", "Close the survey"]);
  // The next stop of the keyboard is inside the page.
  await page.keyboard.press("Tab");
  await page.waitForTimeout(200);
  expect(await frame().evaluate("document.hasFocus() && document.activeElement !== document.body")).toBe(true);
  await page.keyboard.press("Escape");
  await page.waitForTimeout(300);
  expect([await focused(), page.frames().length]).toEqual(["opener", 1]);
  await open();
  await page.evaluate("document.querySelector('yusr-survey').shadowRoot.querySelector('button').focus()");
  await page.keyboard.press("Escape");
  expect(await focused()).toBe("opener");
  await open();
  await page.evaluate("document.querySelector('yusr-survey').shadowRoot.querySelector('button').focus()");
  await page.keyboard.press("Enter");
  expect([await focused(), await told(page)]).toEqual(["opener", ["closed yusr-survey", "closed yusr-survey", "closed yusr-survey"]]);
  await page.close();
});

test("a page that the agency does not list shows nothing of it; nor does one that makes up where it is", async () => {
  const token = await invitedToken(desk);
  const { page, frame } = await visit(`token="${token}" lang="ar"`, unlisted());
  expect(await frame().content()).not.toContain("q:COMPLETED");
  await page.close();
  const lied = await fetch(`${desk.app.address}/e/`, { method: "POST", body: new URLSearchParams({ token, origin: "https://evil.example", language: "ar" }) });
  expect(lied.headers.get("content-security-policy")).toContain(`frame-ancestors ${listed()};`);
  expect(await lied.text()).not.toContain("<script");
});

test("what another window says to the portal is not heard", async () => {
  const { page } = await visit(`token="${await invitedToken(desk)}" lang="ar"`);
  await page.evaluate("window.postMessage({ yusr: 'answered' }, '*'); window.postMessage({ yusr: 'close' }, '*')");
  await page.evaluate(`new Promise((done) => { const f = document.createElement("iframe"); f.setAttribute("sandbox", "allow-scripts"); f.srcdoc = "<script>parent.postMessage({ yusr: 'answered' }, '*')<\\/script>"; f.onload = () => setTimeout(done, 100); document.body.append(f); })`);
  expect(await told(page)).toEqual([]);
  await page.close();
});

test("a page is moved only where nobody asked for less motion", async () => {
  const { page } = await visit(`token="${await invitedToken(desk)}" lang="ar"`);
  const moves = (): Promise<string> => page.evaluate("getComputedStyle(document.querySelector('yusr-survey').shadowRoot.querySelector('iframe')).transitionDuration");
  expect(await moves()).toBe("0.15s");
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await moves()).toBe("0s");
  await page.close();
});

describe("what the doors say", () => {
  const post = (fields: Record<string, string>): Promise<Response> => fetch(`${desk.app.address}/e/`, { method: "POST", body: new URLSearchParams(fields) });

  test("the framed page names exactly the listed origins, its script and its style by hash, and sandboxes itself", async () => {
    const { headers, status } = await post({ token: await invitedToken(desk), origin: listed(), language: "ar" });
    const policy = headers.get("content-security-policy") ?? "";
    expect(status).toBe(200);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors http:\/\/localhost:\d+; script-src 'sha256-[^']+'; object-src 'none'; sandbox allow-forms allow-scripts allow-popups allow-popups-to-escape-sandbox$/u);
    expect([headers.get("x-frame-options"), headers.get("set-cookie"), headers.get("cache-control"), headers.get("referrer-policy"), headers.get("cross-origin-opener-policy")]).toEqual([null, null, "no-store", "no-referrer", "same-origin"]);
  });

  test("an unknown token gets the page that says so, which nobody may frame; and so does an agency that lists nobody", async () => {
    for (const token of ["A".repeat(48), "", "x.y"]) {
      const { status, headers } = await post({ token, origin: listed(), language: "ar" });
      expect([status, headers.get("x-frame-options")]).toEqual([404, "DENY"]);
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    }
    expect((await fetch(`${desk.app.address}/e/`)).status).toBe(404);
    await desk.app.house.catalogue.setEmbedOrigins.set(OPERATOR, desk.service.agencyCode, []);
    expect((await post({ token: await invitedToken(desk), origin: listed(), language: "ar" })).headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    await desk.app.house.catalogue.setEmbedOrigins.set(OPERATOR, desk.service.agencyCode, [listed()]);
  });

  test("/embed.js is at most 5 kB, depends on nothing, and any page may load it", async () => {
    const answer = await fetch(`${desk.app.address}/embed.js`);
    const script = await answer.text();
    expect(Buffer.byteLength(script)).toBeLessThanOrEqual(5_120);
    expect(script).not.toMatch(/\bimport\b|require\(|innerHTML|eval\(|localStorage|document\.cookie/u);
    expect([answer.headers.get("content-type"), answer.headers.get("cross-origin-resource-policy")]).toEqual(["text/javascript; charset=utf-8", "cross-origin"]);
  });

  test("/s/ and the page behind it refuse every frame, the agency's own list or not", async () => {
    const answer = await fetch(`${desk.app.address}/s/${await invitedToken(desk)}`, { redirect: "manual" });
    expect([answer.headers.get("x-frame-options"), answer.headers.get("content-security-policy")]).toEqual(["DENY", expect.stringContaining("frame-ancestors 'none'")]);
  });
});
