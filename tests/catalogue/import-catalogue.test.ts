import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportReport } from "../../src/catalogue/import-report";
import { addImportCatalogueCommand } from "../../src/cli/import-catalogue.command";
import { sharedData } from "../support/shared-data";
import { startTestApp, type TestApp } from "../support/test-app";
import { type CliRun, runCommand } from "../support/test-cli";

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startTestApp();
  folder = await mkdtemp(join(tmpdir(), "yusr-catalogue-"));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: string[]): Promise<CliRun> => runCommand(app.house, [addImportCatalogueCommand], "import", "catalogue", ...args);
const rows = async (sql: string): Promise<any> => app.house.dataSource.query(sql);

describe("the Service Inventory of the Government of Canada", () => {
  const file = (): string => sharedData("services", "si_2024.csv.gz");
  let report: ImportReport;

  test("is tried without a trace", async () => {
    const { out } = await run(file(), "--dry-run");
    expect(out).toContain("1751 new");
    expect(await rows("SELECT count(*)::int AS n FROM agency")).toEqual([{ n: 0 }]);
  });

  test("is imported: 1,751 services of 79 agencies out of 1,752 rows", async () => {
    const { out, err, failed } = await run(file(), "--json");
    report = JSON.parse(out) as ImportReport;
    expect(report).toMatchObject({ format: "CANADA_SERVICE_INVENTORY", rows: 1752, counts: { agencies: { created: 79 }, services: { created: 1751 }, procedures: { created: 1263 } }, untranslated: { ar: 1751, en: 0 } });
    expect([report.notTaken.map((row) => row.code), failed?.code]).toEqual([["SERVICE_REPEATED"], "ROWS_NOT_TAKEN"]);
    expect(err).toMatch(/^line \d+: SERVICE_REPEATED: /u);
  });

  test("stands in the database with the register's totals", async () => {
    expect(await rows("SELECT count(*)::int AS services, count(DISTINCT agency_id)::int AS agencies, count(DISTINCT number)::int AS numbers FROM service")).toEqual([{ services: 1751, agencies: 79, numbers: 1751 }]);
    expect(await rows("SELECT sum(n)::int AS total, sum(n) FILTER (WHERE channel = 'WEB')::int AS online FROM declared_volume")).toEqual([{ total: 408_334_835, online: 267_255_500 }]);
    expect(await rows("SELECT version, state, standard, count(*)::int AS n FROM procedure GROUP BY 1, 2, 3 ORDER BY 1")).toEqual([
      { version: 1, state: "PUBLISHED", standard: true, n: 1751 },
      { version: 2, state: "DRAFT", standard: false, n: 1263 },
    ]);
    expect(await rows("SELECT automation, count(*)::int AS n FROM process_step t JOIN procedure p ON p.id = t.procedure_id WHERE p.state = 'DRAFT' GROUP BY 1 ORDER BY 1")).toEqual([
      { automation: "AUTOMATED", n: 2576 },
      { automation: "MANUAL", n: 3589 },
    ]);
    expect(await rows("SELECT a.names, a.time_zone FROM agency a WHERE code = 'tc'")).toEqual([{ names: { en: "Transport Canada", fr: "Transports Canada" }, time_zone: "America/Toronto" }]);
  });

  test("changes nothing when imported again", async () => {
    const before = await rows("SELECT md5(string_agg(x, '|' ORDER BY x)) AS all FROM (SELECT s::text AS x FROM service s UNION ALL SELECT p::text FROM procedure p UNION ALL SELECT v::text FROM declared_volume v UNION ALL SELECT a::text FROM agency a) y");
    const again = JSON.parse((await run(file(), "--json")).out) as ImportReport;
    for (const { created, changed } of Object.values(again.counts)) expect([created, changed]).toEqual([0, 0]);
    expect(again.counts.volumes.unchanged).toBe(report.counts.volumes.created);
    expect(await rows("SELECT md5(string_agg(x, '|' ORDER BY x)) AS all FROM (SELECT s::text AS x FROM service s UNION ALL SELECT p::text FROM procedure p UNION ALL SELECT v::text FROM declared_volume v UNION ALL SELECT a::text FROM agency a) y")).toEqual(before);
  });
});

test("an agency keeps the time zone its days were counted in: another is refused, the rest of its entry is taken", async () => {
  const file = join(folder, "zone.json");
  const document = (timeZone: string, en: string): string => JSON.stringify({ format: "yusr-catalogue/1", agencies: [{ code: "ZONE", names: { en }, timeZone }] });
  await writeFile(file, document("Asia/Muscat", "Before"));
  expect((await run(file)).failed).toBeUndefined();
  await writeFile(file, document("America/Toronto", "After"));
  const { out } = await run(file, "--json");
  expect((JSON.parse(out) as ImportReport).notTaken).toMatchObject([{ code: "TIME_ZONE_FIXED", path: "agencies[0].timeZone" }]);
  expect(await rows("SELECT names, time_zone FROM agency WHERE code = 'ZONE'")).toEqual([{ names: { en: "After" }, time_zone: "Asia/Muscat" }]);
});
