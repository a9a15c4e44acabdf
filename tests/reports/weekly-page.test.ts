import { parse } from "csv-parse/sync";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addReportCommand } from "../../src/cli/report.command";
import { givenAgency, givenPortal, givenService, type ServiceFixture } from "../support/fixtures";
import { counted, invitations, responses, twenty } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";

let app: TestApp;
let owner: string;
let service: ServiceFixture;

beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-04-01T08:00:00Z") });
  const agency = await givenAgency(app);
  // A name that would break the page if it were not written as what it is.
  service = await givenService(app, { agency, names: { ar: "تجديد <b>رخصة</b> القيادة", en: "Driving <script>alert(1)</script> licence" }, steps: [{ code: "APPLY", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }, { code: "PAY", kind: "PAY" }] });
  await givenPortal(app, { agency, services: [service], signals: ["ERROR"] });
  await counted(app, {
    transactions: twenty(service),
    responses: [...responses(service, "CSAT5", 1, [5, 10, 25, 90, 70]), ...responses(service, "CES5_EASE", 1, [0, 0, 2, 5, 3]), ...moved("APPLY", [0, 0, 0, 20, 20], [20, 20, 0, 0, 0]), ...moved("PAY", [10, 20, 10, 0, 0], [0, 10, 20, 10, 0])],
    invitations: [...invitations(service, "INVITED", 300), ...invitations(service, "ANSWERED", 200)],
  });
  await app.house.tallies.release.release(OPERATOR);
  owner = await app.key({ role: "owner", agencyId: agency.id, serviceIds: undefined });
});
afterAll(() => app.close());

/** Ease of a step in February and in March. */
function moved(stepCode: string, february: readonly number[], march: readonly number[]) {
  return [...responses(service, "STEP_EASE5", 1, february, { stepCode, day: "2026-02-10" }), ...responses(service, "STEP_EASE5", 1, march, { stepCode })];
}

const ask = (query: string, authorization?: string, path = "/reports/weekly") => fetch(`${app.address}${path}?${query}`, { headers: authorization === undefined ? {} : { authorization } });
const page = async (language: string): Promise<string> => (await ask(`agency=${service.agencyCode}&lang=${language}`, `Bearer ${owner}`)).text();
/** The words of a page, as read. */
const read = (html: string): string => html.replace(/<style.*?<\/style>/su, "").replace(/<svg.*?<\/svg>/gsu, "").replace(/<[^>]+>/gu, " ").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replace(/\s+/gu, " ");

test("a page in each language: its direction, its days, its views and what they do not say", async () => {
  const arabic = await page("ar");
  expect(arabic).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/u);
  expect(read(arabic)).toContain("حتى نهاية يوم الثلاثاء، 31 مارس 2026");
  const english = await page("en");
  expect(english).toMatch(/^<!doctype html><html lang="en" dir="ltr">/u);
  expect(read(english)).toContain("to the end of Tuesday, 31 March 2026");
  for (const html of [arabic, english]) {
    expect(html.match(/<section class="view"/gu)).toHaveLength(4);
    expect(html.match(/class="not-said"/gu)).toHaveLength(4);
    // Nothing is fetched and nothing runs.
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)|@import|url\((?!#)/u);
  }
});

test("what others wrote is written as what it is, also inside the picture", async () => {
  const english = await page("en");
  expect(english).toContain("Driving &lt;script>alert(1)&lt;/script> licence");
  expect(english).not.toContain("<script>");
});

test("the same digits as GraphQL and CSV, rounded at this edge only", async () => {
  const { data } = await app.send(owner, `query ($filter: ReportFilter!) { effortReport(filter: $filter) { ... on EffortReport { services { edges { node { responseRate { value } csat { share { value low high } mean { value } } ces { share { value low high } } completion { value } } } } } } }`, {
    filter: { period: { from: "2026-01-01", to: "2026-04-01" }, services: [service.name] },
  });
  const effort = data.effortReport.services.edges[0].node;
  const text = read(await page("en"));
  const percent = (share: number, decimals: number): string => `${(100 * share).toFixed(decimals)}%`;
  // Two hundred answers with one decimal, ten without.
  expect(text).toContain(`Satisfaction ${percent(effort.csat[0].share.value, 1)} ●●● ( ${percent(effort.csat[0].share.low, 1)}–${percent(effort.csat[0].share.high, 1)} )`.replaceAll("( ", "(").replaceAll(" )", ")"));
  expect(text).toContain(`Ease of the process ${percent(effort.ces[0].share.value, 0)} ●○○`);
  expect(text).toContain(`Response rate ${percent(effort.responseRate.value, 1)}`);
  const csv = await (await ask(`agency=${service.agencyCode}&lang=en`, `Bearer ${owner}`, `/reports/weekly/card-${service.code.toLowerCase()}.csv`)).text();
  const rows: Record<string, string>[] = parse(csv.split("\r\n\r\n")[0] ?? "", { columns: true });
  expect(rows.find(({ figure }) => figure === "csat.share")).toMatchObject({ value: String(effort.csat[0].share.value), low: String(effort.csat[0].share.low) });
  expect(rows.find(({ figure, level }) => figure === "completion" && level === "SERVICE")?.["value"]).toBe(String(effort.completion.value));
});

test("what changed: the worsened step first, then the improved, with figure, verdict and margin in each language, and the CSV of the command line", async () => {
  const from = { ar: read(await page("ar")), en: read(await page("en")) };
  expect(from.en).toContain("The last two whole months: Feb 2026 – Mar 2026");
  expect(from.en).toMatch(/APPLY\S* .*?Ease of the step worsened .{0,3}-3\.00.{0,3} ●●○ \( ?-3\.23 … -2\.77 ?\) .*?PAY\S* .*?Ease of the step improved .{0,3}\+1\.00/u);
  expect(from.en).toContain("Figures with enough evidence in both: 2 · Of them moved beyond chance: 2");
  expect(from.ar).toMatch(/سهولة الخطوة تراجعت .*?3\.00.*?سهولة الخطوة تحسّنت .*?1\.00/u);
  const csv = await (await ask(`agency=${service.agencyCode}&lang=en`, `Bearer ${owner}`, "/reports/weekly/changes.csv")).text();
  const rows: Record<string, string>[] = parse(csv, { columns: true });
  expect(rows.map(({ before, from: first, to, step, verdict, value }) => [before, first, to, step, verdict, value])).toEqual([["2026-02-01", "2026-03-01", "2026-04-01", "APPLY", "WORSENED", "-3"], ["2026-02-01", "2026-03-01", "2026-04-01", "PAY", "IMPROVED", "1"]]);
  const { out } = await runCommand(app.house, [addReportCommand], "report", "changes", "--from", "2026-03-01", "--to", "2026-04-01", "--agency", service.agencyCode, "--csv");
  const undated = (text: string) => parse<Record<string, string>>(text, { columns: true }).map((line) => ({ ...line, asOf: "", lagSeconds: "" }));
  expect(undated(csv)).toEqual(undated(out));
});

test("a month without a month beside it says that there is too little to compare", async () => {
  const text = read(await (await ask(`agency=${service.agencyCode}&lang=en&to=2026-03-20`, `Bearer ${owner}`)).text());
  expect(text).toContain("The last two whole months: Jan 2026 – Feb 2026");
  expect(text).toContain("hold too little to compare");
});

test("nobody is asked to sign in, a portal is refused, and what is another's looks as if it did not exist", async () => {
  const query = `agency=${service.agencyCode}&lang=en`;
  const nobody = await ask(query);
  expect([nobody.status, nobody.headers.get("www-authenticate")]).toEqual([401, 'Basic realm="Yusr", charset="UTF-8"']);
  expect(read(await nobody.text())).toContain("Sign in first");
  expect((await ask(query, "Bearer yusr_wrong")).status).toBe(401);
  expect((await ask(query, `Bearer ${await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" })}`)).status).toBe(403);
  const stranger = `Bearer ${await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined })}`;
  const [others, nothing] = [await ask(query, stranger), await ask("agency=NO-SUCH&lang=en", stranger)];
  expect([others.status, await others.text()]).toEqual([nothing.status, await nothing.text()]);
  expect(others.status).toBe(404);
  expect((await ask(`${query}&service=NO-SUCH`, `Bearer ${owner}`)).status).toBe(404);
  // A browser sends what was typed into its own box.
  const typed = await ask(query, `Basic ${Buffer.from(`anyone:${owner}`).toString("base64")}`);
  expect([typed.status, typed.headers.get("cache-control")]).toEqual([200, "no-store"]);
});

test.each([["lang=fr"], ["lang=en&to=2026-02-30"], ["lang=en&to=tomorrow"]])("%s is not understood", async (query) => {
  const answer = await ask(`agency=${service.agencyCode}&${query}`, `Bearer ${owner}`);
  expect(answer.status).toBe(400);
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("the command line writes the same page, and a CSV beside each view", async () => {
  const folder = mkdtempSync(join(tmpdir(), "yusr-weekly-"));
  try {
    const weekly = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "weekly", "--agency", service.agencyCode, "--to", "2026-04-01", "--html", join(folder, "out"), ...args);
    const { out } = await weekly("--lang", "ar");
    expect(readdirSync(join(folder, "out")).sort()).toEqual([`card-${service.code.toLowerCase()}.csv`, "changes.csv", "health.csv", "heaviest.csv", "weekly-ar.html"].sort());
    expect(out.split("\n")).toHaveLength(5);
    const written = readFileSync(join(folder, "out/weekly-ar.html"), "utf8");
    for (const [, href = ""] of written.matchAll(/href="([^"#]+\.csv)"/gu)) expect(existsSync(join(folder, "out", href))).toBe(true);
    const figures = (html: string): readonly string[] => read(html).match(/\d[\d.,]*%/gu) ?? [];
    expect(figures(written)).toEqual(figures(await page("ar")));
    expect((await weekly("--service", "NO-SUCH")).failed).toMatchObject({ code: "NOT_FOUND" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("an agency without services gets an empty page that says so", async () => {
  const agency = await givenAgency(app);
  const key = await app.key({ role: "owner", agencyId: agency.id, serviceIds: undefined });
  const answer = await ask(`agency=${agency.code}&lang=en`, `Bearer ${key}`);
  expect([answer.status, read(await answer.text())]).toEqual([200, expect.stringContaining("has no services")]);
});
