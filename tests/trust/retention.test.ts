import { addRetentionCommand } from "../../src/cli/retention.command";
import { RETENTION_SCHEDULE } from "../../src/security/retention-schedule";
import { figure } from "../support/figures";
import { fine } from "../support/fixtures";
import { OPERATOR } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { standingIn, wholeDatabase } from "../support/whole-database";
import { granted, openSurveyDesk, SAVE, SUBMIT, SURVEY, type SurveyDesk } from "../surveys/survey-support";

jest.setTimeout(180_000);

const DAY = 86_400_000;
/** Ids carry the real time, so this is when everything happens. */
const START = new Date();
const REPLACE = "mutation ($input: CorrectTransactionsInput!) { correctTransactions(input: $input) { ... on CorrectionResults { results { status } } ... on Refusal { code } } }";

let desk: SurveyDesk;
beforeEach(async () => {
  desk = await openSurveyDesk();
  desk.at(START);
  await desk.publish();
});
afterEach(() => desk.app.close());

const person = (value: string): object => ({ subject: { scheme: "CIVIL_NUMBER", value } });
const keysOf = (value: string): string => desk.app.house.security.pseudonyms.subject(desk.service.agencyId, "CIVIL_NUMBER", value);
const clerk = (): string => desk.app.house.security.pseudonyms.operator(desk.service.agencyId, "CLERK-7");
const dump = () => wholeDatabase(desk.app.database.url);
const differences = async (): Promise<object> => fine(await desk.app.house.tallyChecks.verify.verify(OPERATOR, undefined)).differences;
/** Counts that are kept for ever, and what is released of answers. */
const counted = async (): Promise<object> => Object.fromEntries([...(await dump())].filter(([table]) => /_month_tally$|^released_|^answer_tally|^breakdown/u.test(table)));

/** Everything that is due so many days after the start. */
async function runAt(days: number): Promise<Record<string, number>> {
  desk.at(new Date(START.getTime() + days * DAY));
  const { out } = await runCommand(desk.app.house, [addRetentionCommand], "retention", "run", "--json");
  return Object.fromEntries(JSON.parse(out).map(({ dataClass, forgotten }: { dataClass: string; forgotten: number }) => [dataClass, forgotten]));
}

test("P11 what is due goes, class by class, on its day; every count stays and can still be verified; a repeat after years is a repeat", async () => {
  const first = granted(desk.service, { ...person("11223344"), operator: "CLERK-7" });
  const again = granted(desk.service, person("11223344"));
  const [asked, , other] = await desk.record([first, again, granted(desk.service, person("55667788"))]);
  const [{ token }, { token: left }] = [asked.invitation, other.invitation];
  const answers = [{ instrument: "COMPLETED", choice: "NO" }];
  expect((await desk.app.send(undefined, SUBMIT, { token, input: { language: "en", answers, comments: [{ question: "comment.notDone", text: "canary of mine" }] } })).data.submitResponse.status).toBe("RECORDED");
  await desk.app.send(undefined, SURVEY, { token: left });
  await desk.app.send(undefined, SAVE, { token: left, input: { language: "en", answers, comments: [{ question: "comment.notDone", text: "canary unsent" }] } });
  await desk.app.house.tallies.fold.fold(OPERATOR);
  const [{ digest }] = (await desk.query("SELECT encode(token_digest, 'hex') AS digest FROM invitation WHERE id = $1", [tokenId(token)])) as [{ digest: string }];
  const there = await dump();
  expect([standingIn(there, keysOf("11223344")), standingIn(there, keysOf("55667788")), standingIn(there, clerk()), standingIn(there, "canary of mine"), standingIn(there, "canary unsent"), standingIn(there, digest)]).toEqual([
    { return_subject: 1, transaction: 2 }, { return_subject: 1, transaction: 1 }, { transaction: 1 }, { comment: 1 }, { invitation: 1 }, { invitation: 1 },
  ]);

  // The link has expired: what was not sent is kept as an answer, the link says that it has expired.
  expect(await runAt(31)).toMatchObject({ DRAFT: 1, CONTACT: 4, TOKEN: 0, COMMENT: 0, PSEUDONYM: 0 });
  expect((await desk.app.send(undefined, SURVEY, { token: left })).data.survey).toMatchObject({ reason: "EXPIRED" });
  await desk.app.house.tallies.fold.fold(OPERATOR);
  const before = await counted();

  expect(await runAt(36)).toMatchObject({ TOKEN: 2, COMMENT: 0, PSEUDONYM: 0 });
  expect(standingIn(await dump(), digest)).toEqual({});
  for (const link of [token, left]) expect((await desk.app.send(undefined, SURVEY, { token: link })).data.survey).toMatchObject({ code: "NOT_FOUND" });
  expect(await desk.query("SELECT 1 FROM response_link")).toEqual([]);

  expect(await runAt(731)).toMatchObject({ TOKEN: 0, COMMENT: 2, PSEUDONYM: 0, CONTACT: 0 });
  expect(standingIn(await dump(), "canary")).toEqual({});

  expect(await runAt(1_102)).toMatchObject({ PSEUDONYM: 3 });
  expect(Object.values(await runAt(1_102)).reduce((sum, n) => sum + n, 0)).toBe(0);
  const gone = await dump();
  expect([keysOf("11223344"), keysOf("55667788"), clerk()].map((key) => standingIn(gone, key))).toEqual([{}, {}, {}]);
  expect(await counted()).toEqual(before);
  expect(await differences()).toEqual({});

  expect((await desk.record([first, again])).map(({ status }) => status)).toEqual(["DUPLICATE", "DUPLICATE"]);
  expect((await desk.app.send(desk.portal, REPLACE, { input: { items: [{ service: desk.service.name, reference: again.reference, action: "REPLACE", transaction: { ...again, channel: "KIOSK" } }] } })).data.correctTransactions.results).toEqual([{ status: "REPLACED" }]);
  expect(standingIn(await dump(), keysOf("11223344"))).toEqual({});
  // Somebody who comes for the first time since then begins anew.
  expect((await desk.record([granted(desk.service, person("11223344"))]))[0].status).toBe("RECORDED");
  expect(await differences()).toEqual({});
  figure("P11", `${String(Object.values(RETENTION_SCHEDULE).filter((one) => "job" in one).length)} classes deleted on their days, 0 values left in the dump, counts unchanged, verified`);
});

/** The id of an invitation, which its token names. */
function tokenId(token: string): string {
  const hex = Buffer.from(token, "base64url").toString("hex", 4, 20);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

test("P11 a chain that is cut in the middle keeps its counts, and what comes later is counted along what is left", async () => {
  desk.at(new Date());
  const subject = person("99887766");
  const old = await desk.record([granted(desk.service, subject), granted(desk.service, subject)]);
  await desk.record([granted(desk.service, subject)]);
  // As if the first two had been told of three years earlier.
  for (const [i, { receipt }] of old.entries()) {
    await reborn(receipt, `00000000-0000-7000-8000-${String(i + 1).padStart(12, "0")}`);
  }
  await desk.query("DELETE FROM retention_mark");
  expect(await differences()).toEqual({});
  expect(await desk.app.house.retention.run(OPERATOR)).toContainEqual({ dataClass: "PSEUDONYM", job: "forget-pseudonyms", forgotten: 2 });
  expect(await desk.query("SELECT transactions FROM return_subject WHERE subject_key = $1", [keysOf("99887766")])).toEqual([{ transactions: 1 }]);
  expect(await differences()).toEqual({});
  await desk.record([granted(desk.service, subject)]);
  await desk.app.house.tallies.fold.fold(OPERATOR);
  expect(await differences()).toEqual({});
});

/** Gives a transaction an id of another time, with all that hangs on it. */
async function reborn(id: string, as: string): Promise<void> {
  await desk.behind(`DO $$ BEGIN
    SET LOCAL session_replication_role = replica;
    UPDATE transaction SET id = '${as}' WHERE id = '${id}';
    UPDATE passage SET transaction_id = '${as}' WHERE transaction_id = '${id}';
    UPDATE survey_decision SET transaction_id = '${as}' WHERE transaction_id = '${id}';
    UPDATE invitation SET transaction_id = '${as}' WHERE transaction_id = '${id}';
  END $$`, []);
}

test("P11 control: pseudonyms taken off by hand leave counts that nothing explains, and a repeat that counts again", async () => {
  desk.at(new Date());
  const subject = person("44332211");
  const [one, two] = [granted(desk.service, subject), granted(desk.service, subject)];
  await desk.record([one, two]);
  expect(await differences()).toEqual({});
  await desk.query("UPDATE transaction SET subject_key = NULL WHERE subject_key = $1", [keysOf("44332211")]);
  expect(await differences()).not.toEqual({});
  expect((await desk.record([one]))[0].status).toBe("EXTENDED");
});

test("retention list tells every class, and only operators and jobs may run it", async () => {
  const { out } = await runCommand(desk.app.house, [addRetentionCommand], "retention", "list", "--json");
  expect(JSON.parse(out).map(({ dataClass }: { dataClass: string }) => dataClass)).toEqual(Object.keys(RETENTION_SCHEDULE));
  expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ dataClass: "COMMENT", kept: "730 days after the answer", setting: "YUSR_KEEP_COMMENTS", job: "forget-comments" }));
  // A restored backup runs the same, but for counts, which bring nobody back.
  const jobs = Object.values(RETENTION_SCHEDULE).flatMap((one) => ("job" in one ? [one.job as string] : []));
  expect(desk.app.house.jobs.filter(({ forgets }) => forgets).map(({ name }) => name).toSorted()).toEqual(jobs.filter((job) => job !== "prune-tallies").toSorted());
  expect((await runCommand(desk.app.house, [addRetentionCommand], "retention", "list")).out).toContain("1100 days after the transaction was first told of");
  expect((await runCommand(desk.app.house, [addRetentionCommand], "retention", "run")).out).toContain("PSEUDONYM");
  for (const actor of [{ kind: "anonymous" }, { kind: "portal", portalId: "p", keyId: "k" }, { kind: "owner", agencyId: "a", serviceIds: undefined, keyId: "k" }] as const) await expect(desk.app.house.retention.run(actor)).rejects.toThrow();
  expect(await desk.query("SELECT count(*)::int AS n FROM audit_entry WHERE action = 'retention' AND actor = 'operator:test'")).not.toEqual([{ n: 0 }]);
});
