import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { ImportReport } from "../../src/catalogue/import-report";
import { addImportCatalogueCommand } from "../../src/cli/import-catalogue.command";
import { Refusal } from "../../src/shared/refusal";
import { givenAgency } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";

const SAMPLE = join(__dirname, "sample", "catalogue.json");
let app: TestApp;
let folder: string;
let office: string;
beforeAll(async () => {
  app = await startTestApp();
  folder = await mkdtemp(join(tmpdir(), "yusr-catalogue-"));
  office = await app.key({ role: "office" });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

async function file(content: string | Buffer): Promise<string> {
  const path = join(folder, "file");
  await writeFile(path, content);
  return path;
}

async function imported(content: string | Buffer): Promise<ImportReport> {
  const report = await app.house.catalogue.importCatalogue.import(OPERATOR, await file(content));
  if (report instanceof Refusal) throw new Error(`${report.code}: ${report.message}`);
  return report;
}

const refused = async (content: string | Buffer): Promise<unknown> => {
  const report = await app.house.catalogue.importCatalogue.import(OPERATOR, await file(content));
  return report instanceof Refusal ? report.code : report;
};
const left = (report: ImportReport): unknown[] => report.notTaken.map(({ line, path, code }) => [line ?? path, code]);
const news = (report: ImportReport): unknown => Object.fromEntries(Object.entries(report.counts).flatMap(([sort, { created, changed }]) => (created + changed > 0 ? [[sort, [created, changed]]] : [])));
const service = async (code: string): Promise<any> =>
  (
    await app.send(
      office,
      `query ($code: String!) { service(code: $code) { names nationalCode surveyPolicy untranslated segments { code beneficiary actedBy } personas { code segments } declaredVolumes { year channel n source }
        touchpoints { edges { node { code wilayat } } } statuses { status step turn outcome } agency { calendars { validFrom hours { weekday opens period } } holidays(from: "2026-01-01", to: "2027-01-01") { day announcedOn national } } procedures { version state publishedAt steps { code askAs fee { amount } responsibleAgency { code } documents { heldByAgency } expectedTime { seconds } } } } }`,
      { code },
    )
  ).data.service;

describe("our own document", () => {
  test("brings in a whole agency, and changes nothing the second time", async () => {
    const content = await readFile(SAMPLE);
    const report = await imported(gzipSync(content));
    expect(report).toMatchObject({ format: "YUSR_JSON", rows: 1, notTaken: [] });
    expect(news(report)).toEqual({ periods: [1, 0], agencies: [2, 0], calendars: [1, 0], holidays: [2, 0], touchpoints: [1, 0], services: [1, 0], segments: [2, 0], personas: [1, 0], volumes: [1, 0], procedures: [2, 0], statuses: [2, 0] });
    const stored = await service("TRANSPORT/LICENCE-RENEWAL");
    expect(stored).toMatchObject({
      nationalCode: "1201-3",
      untranslated: [],
      segments: [{ code: "CITIZENS", beneficiary: "CITIZEN" }, { code: "OFFICES", actedBy: "SERVICE_OFFICE" }],
      declaredVolumes: [{ year: 2025, channel: "WEB", n: 41_250, source: "Annual register" }],
      touchpoints: { edges: [{ node: { code: "SUR", wilayat: "SUR" } }] },
      statuses: [{ status: "ISSUED", step: "PAY", outcome: "GRANTED" }, { status: "بانتظار الدفع", turn: "BENEFICIARY" }],
      agency: {
        calendars: [{ validFrom: null }, { validFrom: "2026-01-01", hours: [{ weekday: "SUNDAY", period: null }, { opens: "09:00", period: "RAMADAN_1447" }] }],
        holidays: [{ day: "2026-03-20", announcedOn: "2026-03-19", national: true }, { day: "2026-04-05", national: false }],
      },
      procedures: [{ version: 1, state: "RETIRED" }, { version: 2, state: "PUBLISHED", publishedAt: "2024-12-31T20:00:00.000Z" }, { version: 3, state: "DRAFT" }],
    });
    expect(stored.procedures[1].steps).toMatchObject([
      { code: "SIGN_IN" },
      { code: "EYE_TEST", responsibleAgency: { code: "HEALTH" }, documents: [{ heldByAgency: "HEALTH" }] },
      { code: "PAY", fee: { amount: 20_000 }, expectedTime: { seconds: 120 } },
    ]);
    expect(news(await imported(content))).toEqual({});
    expect(await service("TRANSPORT/LICENCE-RENEWAL")).toEqual(stored);
  });

  test("changes what it says otherwise and leaves what it does not mention", async () => {
    const change = { format: "yusr-catalogue/1", agencies: [{ code: "TRANSPORT", names: { fr: "Ministère des transports" }, services: [{ code: "LICENCE-RENEWAL", names: { en: "Renewing a driving licence" }, surveyPolicy: "DISCREET", volumes: [{ year: 2025, channel: "WEB", n: 5 }] }] }] };
    expect(news(await imported(JSON.stringify(change)))).toEqual({ agencies: [0, 1], services: [0, 1], volumes: [0, 1] });
    expect(await service("LICENCE-RENEWAL")).toMatchObject({ names: { ar: "تجديد رخصة القيادة", en: "Renewing a driving licence" }, surveyPolicy: "DISCREET", personas: [{ code: "SALIM" }], segments: [{}, {}] });
  });

  test("leaves out a service with a problem, tells every one with its path, and takes the rest", async () => {
    const good = { code: "GOOD", names: { en: "Good" } };
    const bad = { code: "BAD", names: { en: "Bad" }, naems: {}, volumes: [{ year: 2025, channel: "PIGEON", n: 1.5 }], procedures: [{ publishedAt: "2025-01-01", steps: [{ code: "A", stage: "NOWHERE", kind: "PAY" }] }] };
    const report = await imported(JSON.stringify({ format: "yusr-catalogue/1", agencies: [{ code: "MIXED", names: { en: "Mixed" }, services: [good, bad, { code: "GOOD", names: {} }] }, { code: "no code", names: "x", services: [good] }] }));
    expect(left(report)).toEqual([
      ["agencies[0].services[1].volumes[0].channel", "NOT_IN_LIST"],
      ["agencies[0].services[1].volumes[0].n", "VOLUME_OUT_OF_RANGE"],
      ["agencies[0].services[1].procedures[0].publishedAt", "INVALID_TIME"],
      ["agencies[0].services[1].procedures[0].steps[0].stage", "STAGE_UNKNOWN"],
      ["agencies[0].services[1].naems", "UNKNOWN_FIELD"],
      ["agencies[0].services[2].code", "SERVICE_REPEATED"],
      ["agencies[0].services[2].names", "TEXT_REQUIRED"],
      ["agencies[1].code", "INVALID_CODE"],
      ["agencies[1].names", "WRONG_TYPE"],
    ]);
    expect([report.rows, news(report)]).toEqual([4, { agencies: [1, 0], services: [1, 0] }]);
    expect(report.untranslated).toEqual({ ar: 1, en: 0 });
  });

  test("leaves out lists and versions that what is stored forbids, with their paths", async () => {
    const licence = (parts: object): string => JSON.stringify({ format: "yusr-catalogue/1", agencies: [{ code: "TRANSPORT", names: { ar: "وزارة النقل" }, services: [{ code: "LICENCE-RENEWAL", names: { ar: "تجديد رخصة القيادة" }, ...parts }] }] });
    const steps = [{ code: "A", stage: "BEFORE_APPLYING", kind: "GATHER", responsibleAgency: "NOBODY" }];
    expect(left(await imported(licence({ segments: [{ code: "CITIZENS", names: { en: "Citizens" }, beneficiary: "RESIDENT" }] })))).toEqual([["agencies[0].services[0].segments[0]", "SEGMENT_RULE_FIXED"]]);
    expect(left(await imported(licence({ segments: [] })))).toEqual([["agencies[0].services[0].segments", "SEGMENT_NEEDED"]]);
    expect(left(await imported(licence({ personas: [{ code: "P", names: { en: "P" }, segments: ["NONE"] }] })))).toEqual([["agencies[0].services[0].personas[0].segments[0]", "SEGMENT_UNKNOWN"]]);
    expect(left(await imported(licence({ procedures: [{ steps }] })))).toEqual([["agencies[0].services[0].procedures[0].steps[0].responsibleAgency", "AGENCY_UNKNOWN"]]);
    expect(left(await imported(licence({ procedures: [{ publishedAt: "2025-01-01T00:00:00+04:00", steps: [{ code: "A", stage: "BEFORE_APPLYING", kind: "GATHER" }] }] })))).toEqual([["agencies[0].services[0].procedures[0].publishedAt", "PROCEDURE_PUBLISHED"]]);
    expect(left(await imported(licence({ statuses: [{ status: "A", step: "NONE" }] })))).toEqual([["agencies[0].services[0].statuses[0].step", "STEP_UNKNOWN"]]);
    const agency = { code: "TRANSPORT", names: { ar: "وزارة النقل" }, calendars: [{ validFrom: "2027-01-01", hours: [{ weekday: "MONDAY", opens: "08:00", closes: "09:00", period: "NEVER" }] }] };
    expect(left(await imported(JSON.stringify({ format: "yusr-catalogue/1", agencies: [agency] })))).toEqual([["agencies[0].calendars[0].hours[0].period", "PERIOD_UNKNOWN"]]);
    expect(await service("LICENCE-RENEWAL")).toMatchObject({ segments: [{}, {}], personas: [{ code: "SALIM" }], procedures: [{}, {}, {}], statuses: [{}, {}] });
  });

  test("that is none is refused whole", async () => {
    expect(await refused("[]")).toBe("NOT_A_CATALOGUE");
    expect(await refused('{"format": "yusr-catalogue/2", "agencies": []}')).toBe("NOT_A_CATALOGUE");
    expect(await refused('{"format":')).toBe("NOT_JSON");
    expect(await refused("")).toBe("FILE_EMPTY");
    expect(await refused(gzipSync("x".repeat(1000)).subarray(0, 20))).toBe("GZIP_TRUNCATED");
    expect(await app.house.catalogue.importCatalogue.import(OPERATOR, join(folder, "none"))).toMatchObject({ code: "FILE_NOT_FOUND" });
  });
});

describe("our own CSV", () => {
  test("has a row for each service and year; later rows need not repeat the names", async () => {
    const csv = [
      "agency,agency_name_ar,agency_name_en,service,service_name_ar,service_name_en,national_code,year,source,volume_web,volume_service_centre",
      "PORTS,الموانئ,Ports,BERTH,حجز رصيف,Booking a berth,77,2024,Register,10,",
      "PORTS,,,BERTH,,,,2025,Register,12,3",
      "PORTS,,,CRANE,,Hiring a crane,,,,,",
    ].join("\r\n");
    const report = await imported(csv);
    expect([report.format, report.rows, left(report), news(report)]).toEqual(["YUSR_CSV", 3, [], { agencies: [1, 0], services: [2, 0], volumes: [3, 0] }]);
    expect(await service("PORTS/BERTH")).toMatchObject({ nationalCode: "77", declaredVolumes: [{ year: 2025, channel: "SERVICE_CENTRE", n: 3 }, { year: 2025, channel: "WEB", n: 12 }, { year: 2024, channel: "WEB", n: 10 }] });
    expect(report.untranslated).toEqual({ ar: 1, en: 0 });
    expect(news(await imported(csv))).toEqual({});
  });

  test("tells each row it could not take with its line", async () => {
    const csv = [
      "agency;agency_name_en;service;service_name_en;volume_web;year;colour",
      "YARD;Yard;A;First;;;red",
      "YARD;Yard;B B;Second;;;",
      "YARD;Yard;C;;;;",
      "YARD;Yard;D;Fourth;7;;",
      "YARD;Yard;E;Fifth;many;2025;",
      "YARD;Yard;A;First again;;;",
      "YARD;Yard",
    ].join("\n");
    const report = await imported(csv);
    expect(report.notTaken.map(({ line, code }) => [line, code])).toEqual([
      [8, "WRONG_NUMBER_OF_CELLS"],
      [1, "COLUMN_UNKNOWN"],
      [3, "INVALID_CODE"],
      [4, "TEXT_REQUIRED"],
      [5, "YEAR_MISSING"],
      [6, "INVALID_NUMBER"],
      [7, "SERVICE_REPEATED"],
    ]);
    expect(news(report)).toEqual({ agencies: [1, 0], services: [1, 0] });
    expect(await refused("a,b\n1,2\n")).toBe("COLUMN_MISSING");
  });
});

describe("the command", () => {
  test("says in words what it did, and what it would do", async () => {
    const path = await file("agency,agency_name_en,service,service_name_en\nMINT,Mint,COIN,Coins\n");
    const tried = await runCommand(app.house, [addImportCatalogueCommand], "import", "catalogue", path, "--dry-run");
    expect(tried.out.split("\n")).toEqual(["Tried, kept nothing: 1 rows (YUSR_CSV)", "agencies    1 new, 0 changed, 0 as they were", "services    1 new, 0 changed, 0 as they were", "without a name in ar: 1 services"]);
    expect(await service("MINT/COIN")).toBeNull();
    expect((await runCommand(app.house, [addImportCatalogueCommand], "import", "catalogue", join(folder, "none"))).failed).toMatchObject({ code: "FILE_NOT_FOUND" });
  });

  test("is for who governs the catalogue", async () => {
    const agency = await givenAgency(app);
    const owner = { kind: "owner" as const, keyId: "k", agencyId: agency.id, serviceIds: undefined };
    await expect(app.house.catalogue.importCatalogue.import(owner, SAMPLE)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(app.house.catalogue.importCatalogue.import({ kind: "anonymous" }, SAMPLE)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("two imports at once: one file is in, once", async () => {
    const path = await file("agency,agency_name_en,service,service_name_en\nTWICE,Twice,X,X\n");
    const both = await Promise.all([1, 2].map(() => app.house.catalogue.importCatalogue.import(OPERATOR, path)));
    expect(both.some((report) => !(report instanceof Refusal))).toBe(true);
    for (const report of both) if (report instanceof Refusal) expect(report.code).toBe("CATALOGUE_CHANGED");
    expect(await app.house.dataSource.query("SELECT count(*)::int AS n FROM service WHERE code = 'X'")).toEqual([{ n: 1 }]);
  });
});
