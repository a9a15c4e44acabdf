import { parse } from "csv-parse/sync";
import { COUNTRY } from "../../src/cli/demo/country";
import { loadDemonstration } from "../../src/cli/demo/load-demonstration";
import { ninetyDaysUntil } from "../../src/cli/demo/ninety-days";
import { PLANTED } from "../../src/cli/demo/planted-truths";
import { Refusal } from "../../src/shared/refusal";
import { makeWeeklyPage } from "../../src/printed/weekly/make-weekly-page";
import { everyField } from "../support/every-field";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";

const NOW = new Date("2026-04-01T06:00:00Z");
const PERIOD = ninetyDaysUntil("2026-03-31").period;

let app: TestApp;
let office: string;

beforeAll(async () => {
  app = await startTestApp({ clock: () => NOW });
  office = await app.key({ role: "office" });
  await loadDemonstration({ house: app.house, address: app.address, operator: OPERATOR, now: NOW, scale: 0.25, progress: () => ({ to: () => undefined, end: () => undefined }), stopping: new AbortController().signal });
}, 300_000);
afterAll(() => app.close());

describe("data health", () => {
  const HEALTH = `query ($filter: ReportFilter!) { dataHealth(filter: $filter) ${everyField("DataHealthResult")} }`;
  const health = async () => {
    const { data, errors } = await app.send(office, HEALTH, { filter: { period: PERIOD } });
    expect(errors).toBeUndefined();
    return data.dataHealth;
  };

  test("the portal that measures nothing is named, and no other; all of them still send", async () => {
    const { services, portals } = await health();
    expect(services).toHaveLength(COUNTRY.flatMap((agency) => agency.services).length);
    const silent = services.filter(({ undeclaredSignals }: any) => undeclaredSignals.length === 4).map(({ service }: any) => service.agencyCode);
    expect([...new Set(silent)]).toEqual([PLANTED.noSignals.agency]);
    for (const portal of portals) expect(portal.silentDays).toBeLessThanOrEqual(3);
    for (const { unmapped } of services) if (unmapped.n > 0) expect(unmapped.value).toBe(0);
  });

  test("where only successes answer, nobody answers after a no; elsewhere a small number is hidden, not none", async () => {
    const { services } = await health();
    const refused = services.flatMap(({ service, linksByOutcome }: any) => linksByOutcome.filter((links: any) => links.outcome === "REFUSED").map(({ invited, answered }: any) => ({ agency: service.agencyCode, invited, answered })));
    // In every month: where some months are left out, somebody answered in those.
    const none = refused.filter(({ invited, answered }: any) => invited.value >= 30 && answered.value === 0 && answered.reasons.length === 0);
    expect([...new Set(none.map(({ agency }: any) => agency))]).toEqual([PLANTED.onlySuccessesAnswer.agency]);
  });
});

describe("the weekly page", () => {
  const pageOf = async (agency: string, to: string) => {
    const page = await makeWeeklyPage(app.house.reports, OPERATOR, { agency, services: undefined, language: "en", to }, { csv: (view) => `${view}.csv`, otherLanguage: null });
    if (page instanceof Refusal) throw new Error(page.message);
    return page;
  };

  test.each(["2026-03-01", "2026-04-01"])("on %s it names the step that improved, and says of no other that it moved", async (to) => {
    const told: string[] = [];
    for (const { code } of COUNTRY) {
      const { tables } = await pageOf(code, to);
      const rows: Record<string, string>[] = parse(tables.find(({ view }) => view === "changes")?.csv ?? "", { columns: true });
      for (const { service = "", step = "", measure = "", verdict = "" } of rows) told.push(`${verdict} ${service} ${step} ${measure}`);
    }
    const { service, step } = PLANTED.improvedStep;
    // Of a quarter of the country too few answer about one step; its errors are counted of everybody. The service gets better with it.
    const planted = [`IMPROVED ${service} ${step} ERRORS`, `IMPROVED ${service} ${step} STEP_EASE`, `IMPROVED ${service}  CES`, `IMPROVED ${service}  CSAT`];
    expect(told).toContain(planted[0]);
    expect(told.filter((line) => !planted.includes(line))).toEqual([]);
  });

  test("the cards of the agency where only successes answer say so, and no others", async () => {
    const doubted: string[] = [];
    for (const { code } of COUNTRY) if ((await pageOf(code, PERIOD.to)).html.includes("only those who got a yes answered")) doubted.push(code);
    expect(doubted).toEqual([PLANTED.onlySuccessesAnswer.agency]);
  });
});
