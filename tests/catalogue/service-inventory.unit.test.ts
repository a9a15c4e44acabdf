import type { ReadDocument } from "../../src/catalogue/domain/import/catalogue-document";
import { readServiceInventory } from "../../src/catalogue/domain/import/service-inventory";
import { type BadCsvRow, type CsvRow, csvRows } from "../../src/shared/csv-rows";
import { textOf } from "../../src/shared/input-file";
import { sharedData } from "../support/shared-data";

async function all(path: string): Promise<(CsvRow | BadCsvRow)[]> {
  const rows = [];
  for await (const row of csvRows(textOf(path))) rows.push(row);
  return rows;
}

describe("the inventory of 2023-24 as it was published", () => {
  let rows: (CsvRow | BadCsvRow)[];
  let read: ReadDocument;
  beforeAll(async () => {
    rows = await all(sharedData("services", "si_2024.csv.gz"));
    read = readServiceInventory(rows);
  });
  const services = (): ReadDocument["document"]["agencies"][number]["services"] => read.document.agencies.flatMap((agency) => agency.services);

  test("has 1,752 rows for 1,751 services of 79 organisations", () => {
    expect([read.rows, services().length, read.document.agencies.length]).toEqual([1752, 1751, 79]);
  });

  test("names SRV02975 twice: the row of the file's year is taken, the other told with its line", () => {
    expect(read.notTaken).toEqual([{ line: expect.any(Number), path: "service_id", code: "SERVICE_REPEATED", message: expect.stringContaining("2023-2024") }]);
    const [left] = read.notTaken;
    const cells = rows.find((row): row is CsvRow => row.line === left?.line && "cells" in row)?.cells;
    expect([cells?.["service_id"], cells?.["fiscal_yr"]]).toEqual(["SRV02975", "2024-2025"]);
    expect(services().find((service) => service.code === "SRV02975")?.volumes.map((volume) => volume.year)).toEqual([2023, 2023, 2023, 2023, 2023, 2023]);
  });

  test("the order of the two rows does not matter", () => {
    expect(readServiceInventory([...rows].reverse()).notTaken).toEqual(read.notTaken);
  });

  test("counts 408,334,835 applications, 267,255,500 of them online", () => {
    const totals = new Map<string, number>();
    for (const { channel, n } of services().flatMap((service) => service.volumes)) totals.set(channel, (totals.get(channel) ?? 0) + n);
    expect(Object.fromEntries(totals)).toEqual({ CALL_CENTRE: 3_809_010, WEB: 267_255_500, SERVICE_CENTRE: 102_586_350, POST: 21_405_785, EMAIL: 3_181_076, OTHER: 10_097_114 });
    expect([...totals.values()].reduce((sum, n) => sum + n)).toBe(408_334_835);
  });

  test("makes the online steps that a service has a draft, and no draft where it has none", () => {
    const steps = services().flatMap((service) => service.procedures.flatMap((procedure) => procedure.steps));
    // One row less than the file: SRV02975 has no online step in either.
    expect([steps.filter((step) => step.automation === "AUTOMATED").length, steps.filter((step) => step.automation === "MANUAL").length]).toEqual([2576, 3589]);
    expect(services().filter((service) => service.procedures.length === 0)).toHaveLength(488);
    expect(new Set(services().flatMap((service) => service.procedures.map((procedure) => procedure.publishedAt)))).toEqual(new Set([null]));
  });

  test("is English and French; the half before the bar names the organisation", () => {
    expect(read.document.agencies.find((agency) => agency.code === "tc")?.names).toEqual({ en: "Transport Canada", fr: "Transports Canada" });
    expect(services().every((service) => service.names["en"] !== undefined && service.names["ar"] === undefined)).toBe(true);
  });
});

describe("a row", () => {
  const CELLS = {
    fiscal_yr: "2023-2024", service_id: "S1", service_name_en: "A", service_name_fr: "B", owner_org: "o", owner_org_title: "O | P",
    num_applications_online: "5", num_applications_by_fax: "ND", num_applications_by_other: "2", num_applications_by_mail: "NA",
    os_account_registration: "NA", os_authentication: "NA", os_application: "N", os_decision: "NA", os_issuance: "NA", os_issue_resolution_feedback: "NA",
  };
  const read = (change: Partial<typeof CELLS>): ReadDocument => readServiceInventory([{ line: 2, cells: { ...CELLS, ...change } }]);

  test("counts what was counted: not applicable and not known are not zero", () => {
    const [service] = read({}).document.agencies[0]?.services ?? [];
    expect(service?.volumes.map(({ channel, n }) => [channel, n])).toEqual([["WEB", 5], ["OTHER", 2]]);
    expect(service?.procedures[0]?.stages.map((stage) => stage.code)).toEqual(["APPLYING"]);
  });

  test.each([
    [{ service_id: "no code" }, "INVALID_CODE", "service_id"],
    [{ owner_org: "" }, "INVALID_CODE", "owner_org"],
    [{ service_name_en: "", service_name_fr: " " }, "TEXT_REQUIRED", "service_name"],
    [{ fiscal_yr: "2023" }, "INVALID_YEAR", "fiscal_yr"],
    [{ num_applications_online: "5,000" }, "INVALID_NUMBER", "num_applications_online"],
    [{ num_applications_online: "9999999999" }, "VOLUME_OUT_OF_RANGE", "volumes[0].n"],
    [{ os_application: "constructor" }, "NOT_IN_LIST", "os_application"],
  ])("with %j is left out with its line", (change, code, path) => {
    const { document, notTaken } = read(change);
    expect([document.agencies, notTaken]).toEqual([[], [{ line: 2, path, code, message: expect.any(String) }]]);
  });
});
