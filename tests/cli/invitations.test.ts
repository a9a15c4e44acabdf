import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addImportDeliveriesCommand } from "../../src/cli/import-deliveries.command";
import { addInvitationsCommand } from "../../src/cli/invitations.command";
import { granted, NOW, openSurveyDesk, type SurveyDesk } from "../surveys/survey-support";
import { type CliRun, runCommand } from "../support/test-cli";

let desk: SurveyDesk;
const folder = mkdtempSync(join(tmpdir(), "yusr-links-"));
beforeAll(async () => {
  desk = await openSurveyDesk();
  await desk.publish();
});
afterAll(async () => {
  await desk.app.close();
  rmSync(folder, { recursive: true });
});

const yusr = (...args: readonly string[]): Promise<CliRun> => runCommand(desk.app.house, [addInvitationsCommand, addImportDeliveriesCommand], ...args);
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

test("a site with a table and a nightly file: links by the references it has, and what became of them", async () => {
  const transactions = [granted(desk.service), granted(desk.service)];
  await desk.record(transactions);
  await desk.query("UPDATE invitation SET offered_at = NULL, handed = 0, due_at = $1, due_kind = 'FIRST'", [NOW]);
  const references = file("open.txt", `${String(transactions[1].reference)}\r\nNOBODYS\r\n`);
  const { out, failed } = await yusr("invitations", "due", "--service", desk.service.name, "--references", references, "--csv");
  expect(failed).toBeUndefined();
  const [head, row, ...others] = out.split("\r\n");
  expect([head, others]).toEqual(["receipt,reference,kind,language,url,text,expires_at,not_before,not_after", []]);
  expect(row).toContain(`,${String(transactions[1].reference)},FIRST,ar,https://yusr.example/s/`);
  const url = row?.split(",")[4] ?? "";

  const said = file("said.csv", `link,state\n${url},delivered\n${url},SENT\nhttps://yusr.example/s/none,SENT\n${url},LOST\n`);
  const told = await yusr("import", "deliveries", said, "--json");
  expect(JSON.parse(told.out)).toEqual({ recorded: 1, duplicates: 1, notTaken: 2 });
  expect(told.failed).toMatchObject({ code: "ROWS_NOT_TAKEN" });

  const rest = JSON.parse((await yusr("invitations", "due", "--service", desk.service.name, "--json")).out);
  expect(rest.items).toMatchObject([{ kind: "FIRST", reference: null }]);
  expect((await yusr("invitations", "due", "--service", desk.service.name)).out).toContain("Nothing waits.");
});

test("what cannot be done says why", async () => {
  expect((await yusr("invitations", "due", "--service", "NOBODYS")).failed).toMatchObject({ code: "UNKNOWN_SERVICE" });
  expect((await yusr("invitations", "due", "--service", desk.service.name, "--first", "many")).failed).toMatchObject({ code: "INVALID_NUMBER" });
  expect((await yusr("invitations", "due", "--service", desk.service.name, "--references", join(folder, "none"))).failed).toMatchObject({ code: "FILE_NOT_READABLE" });
  expect((await yusr("import", "deliveries", file("bad.csv", "url,status\n"))).failed).toMatchObject({ code: "COLUMN_MISSING" });
});
