import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { BackUpService } from "../../src/backup/back-up.service";
import type { BackupManifest } from "../../src/backup/backup-manifest";
import { RestoreService } from "../../src/backup/restore.service";
import { addBackupCommand } from "../../src/cli/backup.command";
import { addRestoreCommand } from "../../src/cli/restore.command";
import type { Connections } from "../../src/database/connections";
import { migrate, migrateForRestore } from "../../src/database/migrate";
import { MIGRATIONS } from "../../src/database/migrations";
import { RESTORE_MARK, RestoreUnderWay } from "../../src/database/restore-mark";
import { prepareRoles, withClient } from "../../src/database/roles";
import { Access, AccessDenied } from "../../src/security/access";
import type { Actor } from "../../src/security/actor";
import { OPERATOR } from "../support/test-app";
import { type CliRun, runOnBareDatabase } from "../support/test-cli";
import { granted, NOW, openSurveyDesk, SUBMIT, type SurveyDesk } from "../surveys/survey-support";

let desk: SurveyDesk;
let folder: string;
let backup: string;
const made: string[] = [];

const yusr = (connections: Connections, ...args: readonly string[]): Promise<CliRun> => runOnBareDatabase(connections, [addBackupCommand, addRestoreCommand], args, () => NOW);
const asAdmin = (sql: string): Promise<unknown> => withClient({ url: process.env["TEST_ADMIN_URL"] ?? "" }, (client) => client.query(sql));
const manifestOf = async (of: string): Promise<BackupManifest> => JSON.parse(await readFile(join(of, "backup.json"), "utf8"));

/** A database with nothing in it at all. */
async function emptyDatabase(): Promise<{ readonly connections: Connections; readonly url: string }> {
  const name = `restored_${randomBytes(4).toString("hex")}`;
  await asAdmin(`CREATE DATABASE ${name}`);
  made.push(name);
  const url = new URL(process.env["TEST_ADMIN_URL"] ?? "");
  url.pathname = `/${name}`;
  return { connections: await prepareRoles(url.href, undefined), url: url.href };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yusr-backup-"));
  desk = await openSurveyDesk();
  await desk.publish();
  const results = await desk.record(Array.from({ length: 12 }, () => granted(desk.service)));
  for (const { invitation } of results) await desk.app.send(undefined, SUBMIT, { token: invitation.token, input: { language: "ar", answers: [{ instrument: "CES5_EASE", score: 4 }], comment: "فاصلة \\ سطر\nجديد\tوجدول" } });
  backup = join(folder, "whole");
  const { failed, err } = await yusr(desk.app.database.connections, "backup", "--to", backup);
  expect(failed).toBeUndefined();
  expect(err).toContain("The secret keys are not in it");
});
afterAll(async () => {
  await desk.app.close();
  for (const name of made) await asAdmin(`DROP DATABASE ${name} WITH (FORCE)`);
  await rm(folder, { recursive: true, force: true });
});

test("what was backed up is restored to the byte, checked, and goes on as it was", async () => {
  const { connections } = await emptyDatabase();
  const restored = await yusr(connections, "restore", "--from", backup, "--json");
  expect(restored.failed).toBeUndefined();
  const said = JSON.parse(restored.out);
  const manifest = await manifestOf(backup);
  expect(said).toMatchObject({ tables: manifest.tables.length, takenAt: manifest.takenAt, tallies: { transactions: 12, differences: {} }, audit: { problems: [] } });
  const again = join(folder, "again");
  expect((await yusr(connections, "backup", "--to", again)).failed).toBeUndefined();
  const [first, second] = [await manifestOf(backup), await manifestOf(again)].map(({ tables }) => new Map(tables.map((table) => [table.name, table])));
  const changed = [...(first ?? [])].filter(([name, table]) => second?.get(name)?.sha256 !== table.sha256).map(([name]) => name);
  expect(changed.sort()).toEqual(["audit_entry", "audit_link"]);
  const acts = await withClient(connections.app, (client) => client.query("SELECT actor, action FROM audit_entry WHERE action ~* 'backup' ORDER BY id"));
  expect(acts.rows).toEqual(["backUp", "restoreBackup", "backUp"].map((action) => ({ actor: "operator:test", action })));
  await expect(withClient(connections.app, (client) => client.query("DELETE FROM audit_entry"))).rejects.toMatchObject({ code: "42501" });
}, 60_000);

test("the files are nobody else's to read, can be checked without Yusr, and are of one moment and one order", async () => {
  expect((await stat(backup)).mode & 0o777).toBe(0o700);
  for (const file of await readdir(backup)) expect([file, (await stat(join(backup, file))).mode & 0o777]).toEqual([file, 0o600]);
  execFileSync("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], { cwd: backup });
  const { tables, ...manifest } = await manifestOf(backup);
  expect(manifest).toMatchObject({ format: 1, yusr: "0.1.0", migrations: MIGRATIONS.map(({ name }) => name) });
  for (const { name, rows, sha256 } of tables) {
    const plain = gunzipSync(await readFile(join(backup, `${name}.copy.gz`)));
    expect([name, plain.toString().split("\n").length - 1, createHash("sha256").update(plain).digest("hex")]).toEqual([name, rows, sha256]);
  }
  expect((await readdir(folder)).filter((name) => name.includes(".part-"))).toEqual([]);
});

test("verify says that a backup is whole, and which file is not", async () => {
  const { connections } = desk.app.database;
  const whole = await yusr(connections, "backup", "verify", backup);
  expect(whole).toMatchObject({ failed: undefined, out: expect.stringMatching(/^\d+ tables, \d+ rows as of .*: as it was written\.$/u) });
  const damages: Readonly<Record<string, readonly [problem: string, damage: (at: string) => Promise<void>]>> = {
    flipped: ["passage.copy.gz: CHANGED", async (at) => {
      const bytes = await readFile(join(at, "passage.copy.gz"));
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      await writeFile(join(at, "passage.copy.gz"), bytes);
    }],
    cut: ["transaction.copy.gz: CHANGED", async (at) => writeFile(join(at, "transaction.copy.gz"), (await readFile(join(at, "transaction.copy.gz"))).subarray(0, -9))],
    gone: ["answer.copy.gz: MISSING", (at) => rm(join(at, "answer.copy.gz"))],
    more: ["other.copy.gz: UNEXPECTED", (at) => writeFile(join(at, "other.copy.gz"), "")],
    edited: ["backup.json: CHANGED", async (at) => writeFile(join(at, "backup.json"), (await readFile(join(at, "backup.json"), "utf8")).replace('"0.1.0"', '"0.1.1"'))],
    sumless: ["SHA256SUMS: MISSING", (at) => rm(join(at, "SHA256SUMS"))],
  };
  for (const [name, [problem, damage]] of Object.entries(damages)) {
    const at = join(folder, name);
    await cp(backup, at, { recursive: true });
    await damage(at);
    const { out, failed } = await yusr(connections, "backup", "verify", at);
    expect([name, failed?.code, out.split("\n")[0]]).toEqual([name, "BACKUP_DAMAGED", problem]);
    expect(JSON.parse((await yusr(connections, "backup", "--json", "verify", at)).out).problems).not.toEqual([]);
  }
});

test("what is no backup, or one of a later Yusr, is refused before anything is touched", async () => {
  const { connections } = await emptyDatabase();
  const unreadable = join(folder, "unreadable");
  const restore = async (change: (text: string) => string): Promise<unknown> => {
    await cp(backup, unreadable, { recursive: true, force: true });
    await writeFile(join(unreadable, "backup.json"), change(await readFile(join(backup, "backup.json"), "utf8")));
    return (await yusr(connections, "restore", "--from", unreadable)).failed?.code;
  };
  expect(await restore((text) => text.replace('"format": 1', '"format": 2'))).toBe("NEWER_FORMAT");
  expect(await restore((text) => text.replace("Security1800000000000", "Later1999000000000"))).toBe("NEWER_MIGRATION");
  expect(await restore((text) => text.slice(1))).toBe("NOT_A_BACKUP");
  expect(await restore((text) => text.replace('"name": "passage"', '"name": "../passage"'))).toBe("NOT_A_BACKUP");
  expect(await restore((text) => `${text} `)).toBe("BACKUP_DAMAGED");
  expect((await yusr(connections, "restore", "--from", folder)).failed).toMatchObject({ code: "NOT_A_BACKUP" });
  expect((await yusr(connections, "backup", "verify", folder)).failed).toMatchObject({ code: "NOT_A_BACKUP" });
  expect((await yusr(connections, "backup", "--to", join(folder, "of-nothing"))).failed).toMatchObject({ code: "NOTHING_THERE" });
  expect((await yusr(desk.app.database.connections, "restore", "--from", backup)).failed).toMatchObject({ code: "NOT_EMPTY" });
  const { rows } = await withClient(connections.owner, (client) => client.query("SELECT FROM pg_tables WHERE schemaname = 'public'"));
  expect(rows).toEqual([]);
});

test("a backup overwrites nothing, takes nothing for Yusr's that is not, and is for the tables' owner", async () => {
  const { connections, url } = desk.app.database;
  expect((await yusr(connections, "backup")).failed).toMatchObject({ code: "FOLDER_REQUIRED" });
  expect((await yusr(connections, "backup", "--to", backup)).failed).toMatchObject({ code: "ALREADY_THERE" });
  expect((await yusr(connections, "backup", "--to", join(folder, "no", "such"))).failed).toMatchObject({ code: "NO_SUCH_FOLDER" });
  expect((await yusr({ ...connections, owner: connections.app }, "backup", "--to", join(folder, "denied"))).failed).toMatchObject({ code: "NOT_THE_OWNER" });
  await withClient({ url }, (client) => client.query("CREATE TABLE strangers (id int PRIMARY KEY); GRANT SELECT ON strangers TO yusr_owner"));
  expect((await yusr(connections, "backup", "--to", join(folder, "strange"))).failed).toMatchObject({ code: "STRANGE_TABLE", message: expect.stringContaining("strangers") });
  await withClient({ url }, (client) => client.query("DROP TABLE strangers"));
  expect((await readdir(folder)).filter((name) => /denied|strange|part/u.test(name))).toEqual([]);
});

test("nobody but whoever keeps the machine backs up or restores", async () => {
  const { connections } = desk.app.database;
  const backUp = new BackUpService(connections, new Access(), () => NOW, "0.1.0");
  const restoring = new RestoreService(connections, () => Promise.reject(new Error("opened")), new Access());
  for (const service of [(actor: Actor) => backUp.backUp(actor, join(folder, "other")), (actor: Actor) => restoring.restore(actor, backup)]) {
    await expect(service({ kind: "anonymous" })).rejects.toEqual(new AccessDenied("UNAUTHENTICATED"));
    for (const actor of [{ kind: "admin", keyId: "k" }, { kind: "office", keyId: "k" }, { kind: "system", job: "j" }] as const) await expect(service(actor)).rejects.toEqual(new AccessDenied("FORBIDDEN"));
  }
});

test("a restore that did not come to its end leaves a database that nobody works on, and can be run again", async () => {
  const { connections } = await emptyDatabase();
  const broken = new RestoreService(connections, () => Promise.reject(new Error("a power cut")), new Access());
  await expect(broken.restore(OPERATOR, backup)).rejects.toThrow("a power cut");
  await expect(migrate(connections.owner)).rejects.toThrow(RestoreUnderWay);
  await expect(yusr(connections, "backup", "--to", join(folder, "half"))).rejects.toThrow(RestoreUnderWay);
  await withClient(connections.owner, async (client) => {
    await client.query("SELECT pg_advisory_lock(7208523)");
    expect((await yusr(connections, "restore", "--from", backup)).failed).toMatchObject({ code: "RESTORE_RUNNING" });
  });
  expect((await yusr(connections, "restore", "--from", backup)).failed).toBeUndefined();
  expect(await migrate(connections.owner)).toEqual([]);
  expect((await yusr(connections, "restore", "--from", backup)).failed).toMatchObject({ code: "NOT_EMPTY" });
}, 60_000);

test("a backup of an older Yusr is restored as it was, then brought up to date", async () => {
  const old = await emptyDatabase();
  const names = MIGRATIONS.slice(0, -3).map(({ name }) => name);
  await migrateForRestore(old.connections.owner, names);
  await withClient(old.connections.owner, (client) => client.query(`DROP TABLE ${RESTORE_MARK}; INSERT INTO audit_entry VALUES (gen_random_uuid(), now(), 'operator:then', 'createKey', '{}')`));
  const from = join(folder, "older");
  expect((await yusr({ ...old.connections, app: old.connections.owner }, "backup", "--to", from)).failed).toBeUndefined();
  expect((await manifestOf(from)).migrations).toEqual(names);
  const { connections } = await emptyDatabase();
  expect((await yusr(connections, "restore", "--from", from)).failed).toBeUndefined();
  const { rows } = await withClient(connections.app, (client) => client.query("SELECT actor FROM audit_entry WHERE action = 'createKey'"));
  expect(rows).toEqual([{ actor: "operator:then" }]);
  expect(await migrate(connections.owner)).toEqual([]);
}, 60_000);
