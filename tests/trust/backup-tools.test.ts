import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { databaseUser } from "../../src/database/embedded";
import { migrate } from "../../src/database/migrate";
import { prepareRoles, withClient } from "../../src/database/roles";
import { figure } from "../support/figures";
import { freePort } from "../support/server-process";
import { startTestApp, type TestApp } from "../support/test-app";
import type { TestDatabase } from "../support/test-database";
import { NOW, openSurveyDesk, type SurveyDesk } from "../surveys/survey-support";
import { askEverybody, figuresOf, replay, Traffic } from "./backup-traffic";

/** PostgreSQL's own way of keeping data, which needs its own programs: `apt-get install postgresql-15`, or any from 15 on. */
const BINARIES = [18, 17, 16, 15].map((version) => `/usr/lib/postgresql/${String(version)}/bin`).find((folder) => existsSync(join(folder, "pg_restore")));
const AMOUNT = process.env["TRUST_BACKUP"];
const skipped = AMOUNT === undefined ? " (skipped: of the long form, TRUST_BACKUP)" : BINARIES === undefined ? " (skipped: no PostgreSQL with pg_dump under /usr/lib/postgresql)" : undefined;
const long = skipped === undefined ? test : test.skip;
const HOURS = 7_200_000;

const run = promisify(execFile);
const as = { ...databaseUser(), cwd: "/", env: { LC_ALL: "C", TZ: "UTC" } };
const program = (name: string, ...args: readonly string[]): Promise<unknown> => run(join(BINARIES ?? "", name), [...args], as);

let folder: string;
const running = new Set<Cluster>();

/** A PostgreSQL server of its own, durable, whose log is archived. */
class Cluster {
  private port = 0;

  constructor(readonly data: string) {}

  static async create(name: string): Promise<Cluster> {
    const cluster = new Cluster(join(folder, name));
    await program("initdb", "--pgdata", cluster.data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C");
    return cluster;
  }

  url(database: string): string {
    return `postgres://postgres@127.0.0.1:${String(this.port)}/${database}`;
  }

  async start(): Promise<void> {
    this.port = await freePort();
    const settings = { port: String(this.port), listen_addresses: "127.0.0.1", unix_socket_directories: "", archive_mode: "on", archive_command: `test ! -f ${archive()}/%f && cp %p ${archive()}/%f`, max_wal_size: "4GB" };
    await program("pg_ctl", "-D", this.data, "start", "-w", "-t", "600", "-l", join(this.data, "server.log"), "-o", Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`).join(" ")).catch(async (cause: unknown) => {
      throw new Error((await readFile(join(this.data, "server.log"), "utf8")).split("\n").slice(-12).join("\n"), { cause });
    });
    running.add(this);
  }

  async stop(how: "fast" | "immediate"): Promise<void> {
    running.delete(this);
    await program("pg_ctl", "-D", this.data, "stop", "-w", "-m", how);
  }

  async database(): Promise<TestDatabase> {
    return { url: this.url("yusr"), connections: await prepareRoles(this.url("yusr"), undefined), drop: () => Promise.resolve() };
  }

  async query(database: string, sql: string): Promise<any[]> {
    return withClient({ url: this.url(database) }, async (client) => (await client.query(sql)).rows);
  }
}

const archive = (): string => join(folder, "archive");

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "yusr-tools-"));
  await mkdir(archive());
  for (const one of [folder, archive()]) {
    await chmod(one, 0o755);
    if (as.uid !== undefined && as.gid !== undefined) await chown(one, as.uid, as.gid);
  }
});
afterEach(async () => {
  for (const cluster of running) await cluster.stop("immediate");
  await rm(folder, { recursive: true, force: true });
});

async function openDesk(cluster: Cluster): Promise<SurveyDesk> {
  await cluster.query("postgres", "CREATE DATABASE yusr");
  const database = await cluster.database();
  await migrate(database.connections.owner);
  const desk = await openSurveyDesk({ random: () => 0.5, database, requestSeconds: HOURS / 1_000 });
  await askEverybody(desk);
  await desk.publish();
  return desk;
}

const reopen = async (cluster: Cluster): Promise<TestApp> => startTestApp({ clock: () => NOW, random: () => 0.5, database: await cluster.database(), requestSeconds: HOURS / 1_000 });
const WHOLE = { lost: 0, contradicted: 0, surplus: 0, wrong: 0 };

long(`F21 pg_dump under load and pg_restore into a new cluster: everything acknowledged before is there, once; the rest when sent again; reports equal${skipped ?? ""}`, async () => {
  const source = await Cluster.create("source");
  await source.start();
  const desk = await openDesk(source);
  const traffic = new Traffic(desk, { clients: 4, batch: 100 });
  await traffic.acknowledged(Number(AMOUNT));
  const takenAt = Date.now();
  const dump = join(folder, "yusr.dump");
  await program("pg_dump", "--format=custom", "--file", dump, source.url("yusr"));
  await traffic.acknowledged(100);
  await traffic.stop();

  const target = await Cluster.create("target");
  await target.start();
  // A dump of a database holds no roles.
  await prepareRoles(target.url("postgres"), undefined);
  await target.query("postgres", "CREATE DATABASE yusr");
  const began = Date.now();
  await program("pg_restore", "--exit-on-error", "--dbname", target.url("yusr"), dump);
  const seconds = (Date.now() - began) / 1_000;
  const app = await reopen(target);
  const found = await replay(app, desk, traffic.journal, takenAt, 0);
  expect(found).toMatchObject(WHOLE);
  expect(found.before).toBeGreaterThanOrEqual(Number(AMOUNT));
  expect(await figuresOf(app, desk.service)).toEqual(await figuresOf(desk.app, desk.service));
  figure("F21", `pg_dump under load, pg_restore in ${seconds.toFixed(1)} s: acknowledged before ${String(found.before)}, lost 0, doubled 0; sent again ${String(found.sentAgain)}; reports equal`);
  await app.close();
  await desk.app.close();
}, HOURS);

long(`F21 a base backup and the archived log, brought back to a random moment: everything acknowledged before it is there, once; the rest when sent again; reports equal${skipped ?? ""}`, async () => {
  const source = await Cluster.create("source");
  await source.start();
  const desk = await openDesk(source);
  const base = join(folder, "base");
  await program("pg_basebackup", "--dbname", source.url("postgres"), "--pgdata", base, "--checkpoint=fast");
  const traffic = new Traffic(desk, { clients: 4, batch: 100 });
  await traffic.acknowledged(Math.ceil(Number(AMOUNT) * (0.3 + 0.4 * Math.random())));
  await sleep(1_000 * Math.random());
  const target = new Date();
  await traffic.acknowledged(Math.ceil(Number(AMOUNT) * 0.3));
  await traffic.stop();
  const original = await figuresOf(desk.app, desk.service);
  const [{ segment }] = await source.query("postgres", "SELECT pg_walfile_name(pg_switch_wal()) AS segment");
  while (!(await readdir(archive())).includes(segment)) await sleep(100);
  await desk.app.close();
  await source.stop("immediate");

  const restored = new Cluster(join(folder, "restored"));
  const began = Date.now();
  await run("cp", ["-a", base, restored.data]);
  await appendFile(join(restored.data, "postgresql.auto.conf"), `restore_command = 'cp ${archive()}/%f %p'\nrecovery_target_time = '${target.toISOString().replace("T", " ").replace("Z", "+00")}'\nrecovery_target_action = 'promote'\n`);
  await writeFile(join(restored.data, "recovery.signal"), "");
  await restored.start();
  while ((await restored.query("postgres", "SELECT pg_is_in_recovery() AS still"))[0].still === true) await sleep(100);
  const seconds = (Date.now() - began) / 1_000;
  const app = await reopen(restored);
  const found = await replay(app, desk, traffic.journal, target.getTime(), 0);
  expect(found).toMatchObject(WHOLE);
  expect(found.before).toBeGreaterThan(0);
  expect(found.sentAgain).toBeGreaterThan(0);
  expect(await figuresOf(app, desk.service)).toEqual(original);
  figure("F21", `back to a random moment in ${seconds.toFixed(1)} s: acknowledged before ${String(found.before)}, lost 0, doubled 0; sent again ${String(found.sentAgain)}; reports equal`);
  await app.close();
}, HOURS);
