import { existsSync, readFileSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { givenAgency, givenPortal, givenService, type ServiceFixture } from "../support/fixtures";
import { counted, invitations, responses, twenty } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
/** A sheet of A4 at 96 dots an inch, and a telephone. */
const SIZES = { A4: { width: 794, height: 1123 }, phone: { width: 360, height: 740 } } as const;

let app: TestApp;
let browser: Browser;
let key: string;
let service: ServiceFixture;

beforeAll(async () => {
  if (!existsSync(CHROMIUM)) throw new Error(`No browser at ${CHROMIUM}: run \`apt-get install -y --no-install-recommends chromium fonts-noto-core\`, or name one in CHROMIUM.`);
  app = await startTestApp({ clock: () => new Date("2026-04-01T08:00:00Z") });
  const agency = await givenAgency(app);
  const names = { ar: "تجديد رخصة القيادة للمواطنين والمقيمين", en: "Driving licence renewal for citizens and residents" };
  service = await givenService(app, { agency, names, steps: [{ code: "APPLY", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }, { code: "PAY", kind: "PAY" }] });
  await givenPortal(app, { agency, services: [service], signals: ["ERROR"] });
  await app.house.catalogue.declareVolumes.declare(OPERATOR, service.name, [{ year: 2026, channel: "WEB", n: 100, source: "register" }]);
  await counted(app, {
    transactions: twenty(service),
    responses: [...responses(service, "CSAT5", 1, [5, 10, 25, 90, 70]), ...responses(service, "CES5_EASE", 1, [0, 0, 2, 5, 3]), ...responses(service, "CES5_EASE", 1, [5, 5, 5, 5, 0], { day: "2026-02-10" })],
    invitations: [...invitations(service, "INVITED", 300), ...invitations(service, "ANSWERED", 200)],
  });
  await app.house.tallies.release.release(OPERATOR);
  key = await app.key({ role: "owner", agencyId: agency.id, serviceIds: undefined });
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
}, 60_000);
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** Opens the page and answers what it asked for and what it complained about. */
async function open(language: string, size: keyof typeof SIZES): Promise<{ page: Page; asked: string[]; complaints: string[] }> {
  const page = await browser.newPage({ viewport: SIZES[size], extraHTTPHeaders: { authorization: `Bearer ${key}` }, bypassCSP: true });
  const [asked, complaints]: [string[], string[]] = [[], []];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${app.address}/reports/weekly?agency=${service.agencyCode}&lang=${language}`);
  return { page, asked, complaints };
}

describe.each(["ar", "en"])("in %s", (language) => {
  test.each(["A4", "phone"] as const)("at the width of %s: nothing runs over the edge, nothing is asked of anybody else, nothing complains", async (size) => {
    const { page, asked, complaints } = await open(language, size);
    expect(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(0);
    expect(asked.filter((url) => !url.startsWith(app.address) && !url.startsWith("data:"))).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("no violation of WCAG that axe knows", async () => {
    const { page } = await open(language, "A4");
    await page.evaluate(AXE);
    const { violations, passes }: any = await page.evaluate("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })");
    expect(violations.map(({ id, nodes }: any) => [id, nodes.map(({ html }: any) => html.slice(0, 120))])).toEqual([]);
    expect(passes.length).toBeGreaterThan(15);
    await page.close();
  });

  test("the picture reads from the side on which reading begins, and its words lie beside its bars, not under them", async () => {
    const { page } = await open(language, "A4");
    const chart = `document.querySelector("#health figure svg")`;
    // The bar's own label stands at its far end; the name of the service at its near end.
    const boxes: any = await page.evaluate(`(() => {
      const box = (element) => { const { left, right, top, bottom } = element.getBoundingClientRect(); return { left, right, top, bottom }; };
      const texts = [...${chart}.querySelectorAll("text")];
      const name = texts.find((text) => /رخصة|licence/u.test(text.textContent));
      const bar = [...${chart}.querySelectorAll("path")].find((path) => path.getAttribute("fill") === "#0b6b63");
      return { name: box(name), bar: box(bar), picture: box(${chart}) };
    })()`);
    if (language === "ar") expect(boxes.name.left).toBeGreaterThanOrEqual(boxes.bar.right);
    else expect(boxes.name.right).toBeLessThanOrEqual(boxes.bar.left);
    expect(boxes.name.left).toBeGreaterThanOrEqual(boxes.picture.left);
    expect(boxes.name.right).toBeLessThanOrEqual(boxes.picture.right);
    await page.close();
  });

  test("each view begins a sheet of its own, and links and menus are not printed", async () => {
    const { page } = await open(language, "A4");
    await page.emulateMedia({ media: "print" });
    expect(await page.evaluate("[...document.querySelectorAll('.view')].map((view) => getComputedStyle(view).breakBefore)")).toEqual(["auto", "page", "page", "page"]);
    expect(await page.evaluate("getComputedStyle(document.querySelector('nav')).display")).toBe("none");
    const pdf = await page.pdf({ preferCSSPageSize: true });
    // A4 in points.
    expect(pdf.toString("latin1")).toMatch(/\/MediaBox ?\[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/u);
    await page.close();
  });
});
