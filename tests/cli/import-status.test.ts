import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addImportStatusCommand } from "../../src/cli/import-status.command";
import { addRefileCommand } from "../../src/cli/refile.command";
import { fine, givenService, type ServiceFixture } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { type CliRun, runCommand } from "../support/test-cli";

let app: TestApp;
let folder: string;
let service: ServiceFixture;
beforeAll(async () => {
  app = await startTestApp();
  folder = await mkdtemp(join(tmpdir(), "yusr-cli-"));
  service = await givenService(app, { steps: [{ code: "REVIEW", kind: "REVIEW" }, { code: "PAY", kind: "PAY" }] });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]): Promise<CliRun> => runCommand(app.house, [addImportStatusCommand, addRefileCommand], ...args);
const query = (sql: string): Promise<any[]> => app.house.dataSource.query(sql, [service.id]);

async function file(content: string): Promise<string> {
  const path = join(folder, "status.csv");
  await writeFile(path, content);
  return path;
}

const TABLE = `req_no;status;changed_on;via
7;قيد الدراسة;2026-02-02 09:00:00;Web
8;قيد الدراسة;2026-02-03 09:00:00;Counter
7;paid;2026-02-16 09:00:00;
7;issued;2026-02-16 09:00:00;
8;paid
9;paid;someday;
`;
const COLUMNS = ["--reference-column", "req_no", "--status-column", "status", "--time-column", "changed_on", "--channel-column", "via", "--time-zone", "Asia/Muscat"];

test("a table of statuses becomes passages once somebody says what they mean; a fortnight of review stays the review's", async () => {
  const first = await run("import", "status", await file(TABLE), "--service", service.name, ...COLUMNS);
  expect(first.err.split("\n").map((line) => line.split(": ").slice(0, 2))).toEqual([["line 6", "WRONG_NUMBER_OF_CELLS"], ["line 7", "INVALID_TIME"]]);
  expect(first.failed).toMatchObject({ code: "ROWS_NOT_TAKEN" });
  expect(first.out).toBe(
    [
      `${service.name}: recorded 4, known already 0, not taken 2.`,
      `Waiting under UNMAPPED: قيد الدراسة (2), paid (1), issued (1). Map them (mapStatuses), then run: yusr refile ${service.name}`,
      "No channel known for: Counter (1).",
    ].join("\n"),
  );
  const meaning = { turn: null, outcome: null, mark: "ENTERED" } as const;
  fine(
    await app.house.catalogue.mapStatuses.map(OPERATOR, service.name, [
      { ...meaning, status: "قيد الدراسة", stepCode: "REVIEW", turn: "AGENCY" },
      { ...meaning, status: "paid", stepCode: "PAY", mark: "LEFT" },
      { ...meaning, status: "issued", stepCode: null, outcome: "GRANTED" },
    ]),
  );
  expect((await run("refile", service.name)).out).toBe(`${service.name}: 2 transactions looked at, 2 changed.`);
  expect(await query("SELECT step, turn, extract(epoch FROM left_at - entered_at)::int / 86400 AS days FROM passage WHERE service_id = $1 ORDER BY entered_at, ordinal")).toEqual([
    { step: "REVIEW", turn: "AGENCY", days: 14 },
    { step: "REVIEW", turn: "AGENCY", days: null },
    { step: "PAY", turn: null, days: 0 },
  ]);
  expect(await query("SELECT outcome, channel, started_at FROM transaction WHERE service_id = $1 ORDER BY started_at")).toEqual([
    { outcome: "GRANTED", channel: "WEB", started_at: new Date("2026-02-02T05:00:00Z") },
    { outcome: "IN_FLIGHT", channel: null, started_at: new Date("2026-02-03T05:00:00Z") },
  ]);
  const again = await run("import", "status", await file(TABLE.split("\n").slice(0, 5).join("\n")), "--service", service.name, ...COLUMNS, "--json");
  expect([again.failed, JSON.parse(again.out)]).toMatchObject([undefined, { recorded: 0, duplicates: 4, notTaken: 0, unmapped: {} }]);
  expect(JSON.parse((await run("refile", service.name, "--json")).out)).toEqual({ examined: 2, changed: 0, waiting: [] });
});

test("what is asked wrongly is refused with its code", async () => {
  const table = await file("reference,status,at\n1,x,2026-02-02T09:00:00Z\n");
  const code = async (...args: string[]): Promise<string | undefined> => (await run("import", "status", table, ...args)).failed?.code;
  expect(await code("--service", "NOT-THERE")).toBe("NOT_FOUND");
  expect(await code("--service", service.name, "--status-column", "state")).toBe("COLUMN_MISSING");
  expect(await code("--service", service.name, "--time-zone", "Mars/Base")).toBe("INVALID_TIME_ZONE");
  expect((await run("import", "status", join(folder, "none.csv"), "--service", service.name)).failed?.code).toBe("FILE_NOT_FOUND");
  expect((await run("refile", "NOT-THERE")).failed?.code).toBe("NOT_FOUND");
});
