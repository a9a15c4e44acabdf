import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addImportLogCommand } from "../../src/cli/import-log.command";
import { sharedData } from "../support/shared-data";
import { startTestApp, type TestApp } from "../support/test-app";
import { type CliRun, runCommand } from "../support/test-cli";

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startTestApp();
  folder = await mkdtemp(join(tmpdir(), "yusr-cli-"));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const importLog = (...args: readonly string[]): Promise<CliRun> => runCommand(app.house, [addImportLogCommand], "import", "log", ...args);

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

test("a newcomer's first import works on an empty database and says what it did", async () => {
  const map = await file("channels.json", '{"Internet": "WEB", "Desk": "SERVICE_CENTRE", "Post": "POST", "e-mail": "EMAIL"}');
  const log = [sharedData("receipt", "receipt.xes.gz"), "--agency", "WABO", "--service", "permit-receipt", "--mark", "completed", "--channel-attribute", "channel", "--channel-map", map];
  const first = await importLog(...log);
  expect([first.failed, first.err]).toEqual([undefined, ""]);
  expect(first.out).toBe(
    [
      "WABO/permit-receipt: 1434 cases, 8577 events.",
      "Entered into the catalogue: agency WABO; service WABO/permit-receipt; version 2 of the procedure, with 27 steps.",
      "Recorded 1434, extended 0, known already 0, not taken 0.",
      "No channel known for: Intern (1). Import again with a fuller --channel-map to fill it in.",
    ].join("\n"),
  );
  const again = await importLog(...log, "--json");
  expect(JSON.parse(again.out)).toMatchObject({ recorded: 0, extended: 0, duplicates: 1434, notTaken: 0, created: [] });
});

test("a log without a mark is refused with the reason; one with unreadable rows names them and ends with a code", async () => {
  const log = [sharedData("running-example", "running-example.xes"), "--agency", "TEACH", "--service", "run"];
  expect((await importLog(...log)).failed).toMatchObject({ code: "MARK_REQUIRED" });
  const csv = await file("log.csv", "id,act,at\n1,a,2026-03-01T00:00:00Z\n1,b\n2,a,tomorrow\n");
  const columns = ["--case-column", "id", "--activity-column", "act", "--time-column", "at"];
  const run = await importLog(csv, "--agency", "TEACH", "--service", "csv", "--mark", "entered", "--json", ...columns);
  expect(run.err.split("\n").map((line) => line.split(": ").slice(0, 2))).toEqual([["line 3", "WRONG_NUMBER_OF_CELLS"], ["line 4", "INVALID_TIME"]]);
  expect(run.failed).toMatchObject({ code: "ROWS_NOT_TAKEN", message: "2 rows or cases were not taken; each is named above with its line." });
  expect(JSON.parse(run.out)).toMatchObject({ cases: 1, recorded: 1, notTaken: 2, rejected: [{ line: 3, code: "WRONG_NUMBER_OF_CELLS" }, { line: 4, code: "INVALID_TIME" }] });
});

test("outcomes come from a CSV map of activities", async () => {
  const map = await file("outcomes.csv", "activity,outcome\npay compensation,granted\nreject request,refused\n");
  const run = await importLog(sharedData("running-example", "running-example.csv"), "--agency", "TEACH", "--service", "ended", "--mark", "completed", "--outcome-map", map);
  expect(run.out).toContain("Recorded 6");
  const outcomes = await app.house.dataSource.query("SELECT outcome, count(*)::int AS n FROM transaction WHERE service_id = (SELECT id FROM service WHERE code = 'ended') GROUP BY 1 ORDER BY 1");
  expect(outcomes).toEqual([{ outcome: "GRANTED", n: 3 }, { outcome: "REFUSED", n: 3 }]);
});

test("what is asked wrongly is said before anything is opened", async () => {
  const some = [sharedData("running-example", "running-example.xes"), "--agency", "A", "--service", "S", "--mark", "entered"];
  const code = async (...args: string[]): Promise<string | undefined> => (await importLog(...some, ...args)).failed?.code;
  expect(await code("--channel-map", await file("m.json", "{}"))).toBe("CHANNEL_ATTRIBUTE_MISSING");
  expect(await code("--channel-attribute", "c", "--channel-map", await file("m.json", '{"a": "PIGEON"}'))).toBe("UNKNOWN_VALUE");
  expect(await code("--channel-attribute", "c", "--channel-map", await file("m.json", '{"a": 1}'))).toBe("INVALID_MAP");
  expect(await code("--channel-attribute", "c", "--channel-map", join(folder, "none"))).toBe("FILE_NOT_FOUND");
  expect(await code("--outcome", "GRANTED", "--outcome-attribute", "x")).toBe("OUTCOME_TWICE");
  expect(await code("--no-create")).toBe("UNKNOWN_AGENCY");
  await expect(importLog(...some, "--mark", "guess")).rejects.toThrow(/entered or completed/u);
});
