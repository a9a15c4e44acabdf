import { createHash, randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BackupManifest } from "../../src/backup/backup-manifest";
import { RestoreService } from "../../src/backup/restore.service";
import { addBackupCommand } from "../../src/cli/backup.command";
import { addRestoreCommand } from "../../src/cli/restore.command";
import type { Connections } from "../../src/database/connections";
import { prepareRoles, withClient } from "../../src/database/roles";
import { Access } from "../../src/security/access";
import type { Clock } from "../../src/shared/clock";
import { figure } from "../support/figures";
import { OPERATOR, startTestApp } from "../support/test-app";
import { runOnBareDatabase } from "../support/test-cli";
import { granted, NOW, openSurveyDesk, SUBMIT, type SurveyDesk } from "../surveys/survey-support";
import { askEverybody, figuresOf, replay, Traffic } from "./backup-traffic";

/** Transactions that are there when the backup begins; TRUST_BACKUP says how many in the long form. */
const BEFORE = Number(process.env["TRUST_BACKUP"] ?? 200);
const [CLIENTS, BATCH] = BEFORE > 1_000 ? [4, 250] : [2, 10];
/** All counts of so many are verified in a house whose units of work end with a request's deadline. */
const REQUEST_SECONDS = BEFORE > 1_000 ? 3_600 : 30;
const PATIENCE = BEFORE > 1_000 ? 7_200_000 : 90_000;
/** Forty days on: links, traces and contacts are past their time. */
const LATER = new Date(NOW.getTime() + 40 * 86_400_000);

let desk: SurveyDesk;
let traffic: Traffic;
let folder: string;
const made: string[] = [];

const asAdmin = (sql: string): Promise<unknown> => withClient({ url: process.env["TEST_ADMIN_URL"] ?? "" }, (client) => client.query(sql));
const manifestOf = async (of: string): Promise<BackupManifest> => JSON.parse(await readFile(join(of, "backup.json"), "utf8"));

async function emptyDatabase(): Promise<{ readonly connections: Connections; readonly url: string; drop(): Promise<void> }> {
  const name = `restored_${randomBytes(4).toString("hex")}`;
  await asAdmin(`CREATE DATABASE ${name}`);
  made.push(name);
  const url = new URL(process.env["TEST_ADMIN_URL"] ?? "");
  url.pathname = `/${name}`;
  return { connections: await prepareRoles(url.href, undefined), url: url.href, drop: () => Promise.resolve() };
}

async function backUp(name: string, connections = desk.app.database.connections): Promise<string> {
  const to = join(folder, name);
  const { failed } = await runOnBareDatabase(connections, [addBackupCommand], ["backup", "--to", to]);
  expect(failed).toBeUndefined();
  return to;
}

const restore = (connections: Connections, from: string, clock: Clock = () => NOW) => runOnBareDatabase(connections, [addRestoreCommand], ["restore", "--from", from, "--json"], clock);

/** A backup whose tables were read one after another without a snapshot: these from an earlier moment, the others from a later one. */
async function torn(name: string, earlier: string, later: string, isEarlier: (table: string) => boolean): Promise<string> {
  const at = join(folder, name);
  await cp(later, at, { recursive: true });
  const [old, young] = [await manifestOf(earlier), await manifestOf(later)];
  for (const table of old.tables.filter((one) => isEarlier(one.name))) await cp(join(earlier, `${table.name}.copy.gz`), join(at, `${table.name}.copy.gz`));
  const tables = young.tables.map((table) => (isEarlier(table.name) ? (old.tables.find((one) => one.name === table.name) ?? table) : table));
  await writeFile(join(at, "backup.json"), JSON.stringify({ ...young, tables }));
  const sums = await Promise.all(["backup.json", ...tables.map((table) => `${table.name}.copy.gz`)].map(async (file) => `${createHash("sha256").update(await readFile(join(at, file))).digest("hex")}  ${file}\n`));
  await writeFile(join(at, "SHA256SUMS"), sums.join(""));
  return at;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yusr-backup-"));
  desk = await openSurveyDesk({ random: () => 0.5, requestSeconds: REQUEST_SECONDS });
  await askEverybody(desk);
  await desk.publish();
  // Some who answered: what leads from their answers to their transactions is to go with time.
  const results = await desk.record(Array.from({ length: 12 }, (_, i) => granted(desk.service, { subject: { scheme: "CIVIL_NUMBER", value: `S-${String(i)}` } })));
  for (const { invitation } of results) {
    const { data } = await desk.app.send(undefined, SUBMIT, { token: invitation.token, input: { language: "ar", answers: [{ instrument: "CES5_EASE", score: 4 }] } });
    expect(data.submitResponse.status).toBe("RECORDED");
  }
  traffic = new Traffic(desk, { clients: CLIENTS, batch: BATCH });
  await traffic.acknowledged(BEFORE);
}, PATIENCE);
afterAll(async () => {
  await (traffic as Traffic | undefined)?.stop();
  await desk.app.close();
  for (const name of made) await asAdmin(`DROP DATABASE ${name} WITH (FORCE)`);
  await rm(folder, { recursive: true, force: true });
});

test("F21 a backup made under load holds everything acknowledged before it, once; sent again, the rest is there too, and every report is equal to the digit", async () => {
  const began = Date.now();
  const backup = await backUp("under-load");
  const backedUp = Date.now();
  await traffic.acknowledged(5 * BATCH);
  await traffic.stop();
  const { takenAt, tables } = await manifestOf(backup);
  expect(Date.parse(takenAt)).toBeGreaterThanOrEqual(began);
  expect(traffic.journal.some(({ at }) => at > backedUp)).toBe(true);

  const database = await emptyDatabase();
  const restoring = Date.now();
  const { failed, out } = await restore(database.connections, backup);
  const seconds = (Date.now() - restoring) / 1_000;
  expect(failed).toBeUndefined();
  expect(JSON.parse(out)).toMatchObject({ tallies: { differences: {} }, audit: { problems: [] } });

  const app = await startTestApp({ clock: () => NOW, random: () => 0.5, database, requestSeconds: REQUEST_SECONDS });
  try {
    const found = await replay(app, desk, traffic.journal, Date.parse(takenAt), 12);
    expect(found).toMatchObject({ lost: 0, contradicted: 0, surplus: 0, wrong: 0 });
    expect(found.before).toBeGreaterThanOrEqual(BEFORE);
    expect(found.sentAgain).toBeGreaterThan(0);
    const restored = await figuresOf(app, desk.service);
    expect(restored).toEqual(await figuresOf(desk.app, desk.service));
    expect(restored).toMatchObject({ differences: {}, transactions: traffic.journal.length + 12 });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    // TRUST asks for five minutes for two million rows; a small backup is mostly migrations.
    expect(seconds).toBeLessThan(Math.max(60, (300 * rows) / 2_000_000));
    figure("F21", `${String(rows)} rows: backed up in ${((backedUp - began) / 1_000).toFixed(1)} s under load, restored, read back and verified in ${seconds.toFixed(1)} s; acknowledged before: ${String(found.before)}, lost 0, doubled 0; sent again: ${String(found.sentAgain)}; reports equal`);
  } finally {
    await app.close();
  }
}, PATIENCE);

test("F21 control: tables that were read one after another, without one snapshot, are found out", async () => {
  const earlier = join(folder, "under-load");
  const later = await backUp("later");
  const { connections } = await emptyDatabase();
  // Invitations about transactions that were not there yet when transactions were read.
  const dangling = await torn("dangling", earlier, later, (table) => table === "transaction");
  expect((await restore(connections, dangling)).failed).toMatchObject({ code: "NOT_CONSISTENT" });
  // Every reference leads somewhere, but what was counted was read too early.
  const miscounted = await torn("miscounted", earlier, later, (table) => table.endsWith("_delta"));
  const { failed, out } = await restore(connections, miscounted);
  expect(failed).toMatchObject({ code: "TALLIES_DIFFER" });
  const differences = Object.values<number>(JSON.parse(out).tallies.differences).reduce((sum, n) => sum + n, 0);
  figure("F21", `without one snapshot: NOT_CONSISTENT, or ${String(differences)} rows of counts that differ`);
}, PATIENCE);

describe("P11 a backup older than what is kept", () => {
  const PAST = ["response_link", "contact"] as const;
  const countsOf = async (connections: Connections): Promise<Readonly<Record<string, number>>> =>
    withClient(connections.owner, async (client) => {
      const counted = [];
      for (const table of PAST) counted.push([table, (await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n] as const);
      return Object.fromEntries(counted.map(([table, n]) => [table, n ?? -1]));
    });

  test("P11 restored after its time, it brings back no link or contact that should be gone, and every count", async () => {
    const source = await countsOf(desk.app.database.connections);
    expect(source).toEqual({ response_link: 12, contact: expect.any(Number) });
    expect(source["contact"]).toBeGreaterThanOrEqual(12);
    const backup = join(folder, "later");
    const { connections } = await emptyDatabase();
    const { failed, out } = await restore(connections, backup, () => LATER);
    expect(failed).toBeUndefined();
    expect(JSON.parse(out).forgotten).toEqual(expect.arrayContaining(["cut-links", "forget-contacts", "forget-recent-answers", "close-drafts"]));
    expect(await countsOf(connections)).toEqual({ response_link: 0, contact: 0 });
    const again = await manifestOf(await backUp("forgotten", connections));
    const digests = new Map((await manifestOf(backup)).tables.map(({ name, sha256 }) => [name, sha256]));
    const counts = again.tables.filter(({ name }) => /_(?:tally|delta)$|^(?:passage|response|answer)$/u.test(name));
    expect(counts.length).toBeGreaterThan(30);
    expect(counts.filter(({ name, sha256 }) => digests.get(name) !== sha256)).toEqual([]);
    figure("P11", `40 days on: of ${PAST.map((table) => `${String(source[table])} ${table}`).join(", ")} rows 0 are left; ${String(counts.length)} tables of counts, passages and answers are the same to the byte`);
  }, PATIENCE);

  test("P11 control: a restore that lets no job forget brings them back", async () => {
    const { connections } = await emptyDatabase();
    const app = { house: desk.app.house };
    const forgetful = new RestoreService(connections, (work) => work({ units: app.house.units, security: app.house.security, jobs: app.house.jobs.filter(({ forgets }) => forgets !== true) }), new Access());
    expect(await forgetful.restore(OPERATOR, join(folder, "later"))).toMatchObject({ forgotten: [] });
    expect((await countsOf(connections))["response_link"]).toBe(12);
  }, PATIENCE);
});
