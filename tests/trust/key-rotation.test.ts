import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { addSecretsCommand } from "../../src/cli/secrets.command";
import { Config } from "../../src/config/config";
import { secretKeys, secretStore } from "../../src/config/secret-store";
import { Pseudonyms } from "../../src/security/pseudonyms";
import { ROTATED } from "../../src/security/secret-keys";
import { figure } from "../support/figures";
import { fine } from "../support/fixtures";
import { type ServerChild, startServerChild } from "../support/server-child";
import { OPERATOR, send, startTestApp, type TestApp } from "../support/test-app";
import { type CliRun, runCommand } from "../support/test-cli";
import { wholeDatabase } from "../support/whole-database";
import { granted, openSurveyDesk, RECORD, type SurveyDesk } from "../surveys/survey-support";

/** Long: TRUST_ROTATION_SECONDS of duplicates, with a rotation every twenty. */
const SECONDS = Number(process.env["TRUST_ROTATION_SECONDS"] ?? "4");
const PAUSE_MS = SECONDS > 60 ? 20_000 : 700;

jest.setTimeout(Number(process.env["TRUST_ROTATION_SECONDS"] ?? "0") * 1_000 + 180_000);
let folder: string;
let desk: SurveyDesk;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "yusr-keys-"));
  desk = await openSurveyDesk({ secretKeys: secretKeys(new Config(), folder), secretStore: secretStore(new Config(), folder) });
  await desk.publish();
});
afterEach(async () => {
  await desk.app.close();
  await rm(folder, { recursive: true, force: true });
});

const yusr = (...args: readonly string[]): Promise<CliRun> => runCommand(desk.app.house, [addSecretsCommand], "secrets", ...args);
/** Longer than a process believes what it has read. */
const seen = (): Promise<void> => sleep(600);
const person = (value: string): object => ({ subject: { scheme: "CIVIL_NUMBER", value } });
const subjectOf = (value: string): string => desk.app.house.security.pseudonyms.subject(desk.service.agencyId, "CIVIL_NUMBER", value);
const statuses = async (items: readonly object[]): Promise<string[]> => (await desk.record(items)).map(({ status }) => status);
const stored = async (): Promise<string[]> => (await desk.query("SELECT DISTINCT subject_key AS key FROM transaction WHERE subject_key IS NOT NULL ORDER BY 1")).map(({ key }) => key);
const differences = async (): Promise<object> => fine(await desk.app.house.tallyChecks.verify.verify(OPERATOR, undefined)).differences;

test("P10 a replaced key is used by every process at once, the one before still finds what it made, and destroyed it finds nothing", async () => {
  const first = granted(desk.service, { ...person("11112222"), operator: "CLERK-1" });
  expect(await statuses([first])).toEqual(["RECORDED"]);
  const [before] = await stored();
  expect(before).toMatch(/^v1:/u);
  const keyFile = await readFile(join(folder, "secrets.json"), "utf8");

  for (const purpose of ROTATED) expect((await yusr("rotate", purpose)).out).toMatch(/v2 +in use\n.*v1 +kept/u);
  expect((await yusr("rotate", "subject")).failed?.code).toBe("PREVIOUS_KEY_KEPT");
  await seen();
  expect(subjectOf("11112222")).toMatch(/^v2:/u);
  // The same person is the same, another one is a contradiction, also across the keys.
  expect(await statuses([first, { ...first, ...person("11113333") }].slice(0, 1))).toEqual(["DUPLICATE"]);
  expect((await desk.record([{ ...first, ...person("11113333") }]))[0]).toMatchObject({ status: "REJECTED", code: "REFERENCE_REUSED" });
  expect((await desk.record([{ ...first, operator: "CLERK-2" }]))[0]).toMatchObject({ status: "REJECTED", code: "REFERENCE_REUSED" });
  // Who is known to the service goes on in their chain of returns; who is new is known under the new key.
  expect(await statuses([granted(desk.service, person("11112222")), granted(desk.service, person("33334444"))])).toEqual(["RECORDED", "RECORDED"]);
  expect(await stored()).toEqual([before, subjectOf("33334444")]);
  expect(await desk.query("SELECT transactions FROM return_subject WHERE subject_key = $1", [before])).toEqual([{ transactions: 2 }]);

  const unsure = await yusr("destroy", "subject", "v1");
  expect([unsure.failed?.code, unsure.failed?.message]).toEqual(["NOT_CONFIRMED", expect.stringContaining("2 transactions name a person under it")]);
  expect((await yusr("destroy", "subject", "v2", "--yes")).failed?.code).toBe("NO_PREVIOUS_KEY");
  expect((await yusr("destroy", "subject", "v1", "--yes")).out).toContain("Destroyed v1 of subject");
  await seen();
  // What it made is nobody's now; a repeat is a repeat all the same.
  const now = new Pseudonyms(secretKeys(new Config(), folder));
  expect([now.subject(desk.service.agencyId, "CIVIL_NUMBER", "11112222"), now.formerSubject(desk.service.agencyId, "CIVIL_NUMBER", "11112222")]).not.toContain(before);
  expect(await statuses([first])).toEqual(["DUPLICATE"]);
  expect(await differences()).toEqual({});
  expect(await readFile(join(folder, "secrets.json"), "utf8")).not.toContain(String(JSON.parse(keyFile).subject));

  // Control: whoever kept the old key finds them.
  await writeFile(join(folder, "secrets.json"), keyFile);
  expect(new Pseudonyms(secretKeys(new Config(), folder)).subject(desk.service.agencyId, "CIVIL_NUMBER", "11112222")).toBe(before);

  const { out } = await yusr("list", "--json");
  for (const key of Object.values<string>(JSON.parse(keyFile))) expect([out, unsure.failed?.message].join()).not.toContain(key);
  const acts = await desk.query("SELECT action, target FROM audit_entry WHERE action LIKE '%Secret' ORDER BY at, id");
  expect(acts.map(({ action, target }) => `${String(action)} ${String(target.purpose)} ${String(target.key)}`)).toEqual(["rotateSecret subject v2", "rotateSecret operator v2", "rotateSecret contact v2", "destroySecret subject v1"]);
  await expect(desk.app.house.rotation.rotate({ kind: "office", keyId: "x" }, "subject")).rejects.toThrow();
});

test("P10 who was asked is left in peace across a rotation, and so is who opted out; without the key before they are not", async () => {
  const ask = async (value: string, more: object = {}): Promise<any> => (await desk.record([granted(desk.service, { ...person(value), ...more })]))[0];
  const asked = await ask("44445555");
  const optedOut = await ask("66667777");
  // No national number: known to the agency alone.
  const company = { subject: { scheme: "TRADE_LICENCE", value: "777" }, beneficiary: "ESTABLISHMENT" };
  expect((await ask("", company)).invitation).not.toBeNull();
  for (const purpose of ROTATED) await yusr("rotate", purpose);
  await seen();
  expect((await desk.app.send(undefined, "mutation ($token: String!) { optOut(token: $token) { ... on OptedOut { until } } }", { token: optedOut.invitation.token })).data.optOut.until).toMatch(/^2027/u);
  expect(asked.invitation).not.toBeNull();
  expect([(await ask("44445555")).notAskedReason, (await ask("66667777")).notAskedReason, (await ask("", company)).notAskedReason]).toEqual(["RECENTLY_ASKED", "OPTED_OUT", "RECENTLY_ASKED"]);
  expect((await ask("88889999")).invitation).not.toBeNull();
  // Control: the very same, with the key before gone. Who was asked since the rotation stands under both.
  await yusr("destroy", "contact", "v1", "--yes");
  await yusr("destroy", "subject", "v1", "--yes");
  await seen();
  expect((await ask("44445555")).invitation).not.toBeNull();
  expect((await ask("88889999")).notAskedReason).toBe("RECENTLY_ASKED");
});

test("P10 rotated again and again while two processes are sent everything many times: nothing doubled, nothing lost", async () => {
  const child: ServerChild = await startServerChild(desk.app.database.url, { TEST_SECRETS: folder });
  try {
    const items = Array.from({ length: 40 }, (_, i) => granted(desk.service, { ...person(String(10_000_000 + (i % 15))), operator: `CLERK-${String(i % 4)}` }));
    const told = new Map<string, { status: string; receipt: string }[]>();
    const until = Date.now() + SECONDS * 1_000;
    let [rotations, rotating] = [0, true];
    const client = async (address: string, seed: number): Promise<void> => {
      for (let round = 0; rotating || round < 2; round += 1) {
        const batch = items.slice(((round + seed) * 10) % 40, (((round + seed) * 10) % 40) + 10).toReversed();
        const { results } = (await send(address, desk.portal, RECORD, { input: { items: batch } })).data.recordTransactions;
        for (const [i, { reference }] of batch.entries()) told.set(reference, [...(told.get(reference) ?? []), results[i]]);
      }
    };
    const rotate = async (): Promise<void> => {
      for (; Date.now() < until || rotations < 3; rotations += 1) {
        for (const { purpose, keyId, state } of desk.app.house.rotation.list(OPERATOR)) if (state === "PREVIOUS") await desk.app.house.rotation.destroy(OPERATOR, purpose, keyId);
        for (const purpose of ROTATED) fine(await desk.app.house.rotation.rotate(OPERATOR, purpose));
        await sleep(PAUSE_MS);
      }
      rotating = false;
    };
    await Promise.all([client(desk.app.address, 0), client(desk.app.address, 1), client(child.address, 2), client(child.address, 3), rotate()]);
    const answers = [...told.values()];
    expect(answers).toHaveLength(40);
    expect(answers.filter((of) => of.filter(({ status }) => status === "RECORDED").length !== 1)).toEqual([]);
    expect(answers.flat().filter(({ status }) => !["RECORDED", "DUPLICATE"].includes(status))).toEqual([]);
    expect(answers.filter((of) => new Set(of.map(({ receipt }) => receipt)).size !== 1)).toEqual([]);
    const [{ n }] = await desk.query("SELECT count(*)::integer AS n FROM transaction");
    expect(n).toBe(40);
    expect(await differences()).toEqual({});
    expect(rotations).toBeGreaterThan(2);
    figure("P10", `${String(rotations)} rotations of three keys, ${String(answers.flat().length)} messages about 40 transactions over two processes: doubled ${String(n - 40)}, lost 0, contradicted 0`);
  } finally {
    await child.close();
  }
});

test("P10 control: a new key under the old name refuses repeats, and another key of references doubles them", async () => {
  const item = granted(desk.service, person("12121212"));
  expect(await statuses([item])).toEqual(["RECORDED"]);
  const file = join(folder, "secrets.json");
  const secrets = JSON.parse(await readFile(file, "utf8"));
  await writeFile(`${file}.other`, JSON.stringify({ ...secrets, subject: "A".repeat(43) }));
  await rename(`${file}.other`, file);
  await seen();
  expect((await desk.record([item]))[0]).toMatchObject({ status: "REJECTED", code: "REFERENCE_REUSED" });
  const keys = secretKeys(new Config(), folder);
  const doubling: TestApp = await startTestApp({ database: desk.app.database, secretKeys: { reference: Buffer.alloc(32, 7), subject: keys.subject, operator: keys.operator, contact: keys.contact, token: keys.token } });
  try {
    expect((await doubling.send(desk.portal, RECORD, { input: { items: [item] } })).data.recordTransactions.results[0].status).toBe("RECORDED");
  } finally {
    await doubling.close();
  }
  expect([...(await wholeDatabase(desk.app.database.url)).get("transaction") ?? []]).toHaveLength(2);
});
