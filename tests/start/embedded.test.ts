import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SECRET_VARIABLES } from "../../src/config/config";
import { dataHome } from "../../src/database/data-home";
import { embeddedConnections } from "../../src/database/embedded";
import { LIMITS } from "../../src/database/limits";
import { withClient } from "../../src/database/roles";
import { figure } from "../support/figures";
import { type ServerProcess, startServer } from "../support/server-process";
import { send } from "../support/test-app";

/** Restores killed at random moments: TRUST_RESTORE_KILLS says how many in the long form. */
const KILLS = Number(process.env["TRUST_RESTORE_KILLS"] ?? 0);

let dataDir: string;
const servers: ServerProcess[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "yusr-start-"));
  await chmod(dataDir, 0o755);
});
afterAll(async () => {
  for (const server of servers) if (server.child.exitCode === null) server.child.kill("SIGKILL");
  await rm(dataDir, { recursive: true, force: true });
});

function start(env: Readonly<Record<string, string>> = {}): ServerProcess {
  const server = startServer({ YUSR_DATA_DIR: dataDir, ...env });
  servers.push(server);
  return server;
}

const pidFile = (): string => join(dataDir, "postgres/postmaster.pid");
let key: string;

test("the first start prints a key once, and SIGTERM stops everything, the database last", async () => {
  const server = start();
  const address = await server.ready();
  key = "";
  for (let i = 0; i < 100 && key === ""; i += 1) {
    key = /yusr_admin_\S+/u.exec(server.output())?.[0] ?? "";
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect((await send(address, key, "{ viewer { role } }")).data).toEqual({ viewer: { role: "admin" } });
  server.child.kill("SIGTERM");
  expect(await server.ended()).toBe(0);
  expect(server.output()).toContain("Stopped.");
  expect(existsSync(pidFile())).toBe(false);
}, 60_000);

test("a later start keeps the data and prints no key, is backed up while it serves; Ctrl-C in the terminal stops it cleanly", async () => {
  const server = start();
  const address = await server.ready();
  expect((await send(address, key, "{ viewer { role } }")).data).toEqual({ viewer: { role: "admin" } });
  expect(server.output()).not.toContain("yusr_admin");
  expect(await command(dataDir, "backup", "--to", join(dataDir, "backup")).ended).toMatchObject({ code: 0 });
  process.kill(-(server.child.pid ?? 0), "SIGINT");
  expect(await server.ended()).toBe(0);
  expect(existsSync(pidFile())).toBe(false);
  expect(await readFile(join(dataDir, "postgres/server.log"), "utf8")).not.toContain("was not properly shut down");
}, 60_000);

test("F21 the embedded database, backed up beside its running server, is restored into another folder, and its keys work there", async () => {
  const home = await mkdtemp(join(tmpdir(), "yusr-start-"));
  await chmod(home, 0o755);
  try {
    await copyFile(join(dataDir, "secrets.json"), join(home, "secrets.json"));
    let marked = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const killed = command(home, "restore", "--from", join(dataDir, "backup"));
      await Promise.race([killed.ended, atWork(home).then(() => sleep(Math.random() * 1_000))]);
      killed.child.kill("SIGKILL");
      await killed.ended;
      // What was killed is empty, or bears a mark that keeps every start away, or is whole: never half and silent.
      if (await bears(home, "restore_under_way")) {
        marked += 1;
        expect(await command(home, "key", "list").ended).toMatchObject({ code: 2, output: expect.stringContaining("run the same `yusr restore` again") });
      } else if (await bears(home, "agency")) break;
    }
    if (KILLS > 0) expect(marked).toBeGreaterThan(0);
    if (KILLS > 0) figure("F21", `${String(marked)} of ${String(KILLS)} restores killed half-way were known as such, and the next one was whole`);
    const restore = await command(home, "restore", "--from", join(dataDir, "backup")).ended;
    if (KILLS === 0 || restore.code === 0) expect(restore).toMatchObject({ code: 0, output: expect.stringMatching(/no difference[^]*none wrong/u) });
    else expect(restore.output).toContain("NOT_EMPTY");
    const restored = start({ YUSR_DATA_DIR: home });
    const address = await restored.ready();
    expect((await send(address, key, "{ viewer { role } }")).data).toEqual({ viewer: { role: "admin" } });
    expect(restored.output()).not.toContain("yusr_admin");
    restored.child.kill("SIGTERM");
    expect(await restored.ended()).toBe(0);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}, 180_000 + KILLS * 30_000);

/** A command of the operator's, in a process of its own. */
function command(home: string, ...args: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<{ readonly code: unknown; readonly output: string }> } {
  const child = spawn(process.execPath, ["-r", "@swc-node/register", "src/cli/yusr.ts", ...args], { cwd: join(__dirname, "../.."), env: { PATH: process.env["PATH"], HOME: process.env["HOME"], YUSR_DATA_DIR: home } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return { child, ended: once(child, "close").then(([code]) => ({ code, output })) };
}

/** Whether there is such a table in the embedded database of a folder; no where it does not run. */
async function bears(home: string, table: string): Promise<boolean> {
  try {
    return await withClient(embeddedConnections(home).owner, async (client) => (await client.query("SELECT to_regclass($1) AS found", [`public.${table}`])).rows[0].found !== null);
  } catch {
    return false;
  }
}

/** Until a restore has something to do with that database. */
async function atWork(home: string): Promise<void> {
  const [names, patience] = [[LIMITS.migrations, LIMITS.backup].map(({ applicationName }) => applicationName), performance.now() + 60_000];
  while (performance.now() < patience) {
    const found = existsSync(join(home, "postgres/postmaster.pid")) && (await withClient(embeddedConnections(home).owner, (client) => client.query("SELECT FROM pg_stat_activity WHERE application_name = ANY($1)", [names])).catch(() => ({ rowCount: 0 }))).rowCount !== 0;
    if (found) return;
    await sleep(20);
  }
}

test("after kill -9 the next start recovers and keeps the data; a second one on the same folder is refused", async () => {
  const killed = start();
  await killed.ready();
  killed.child.kill("SIGKILL");
  expect(await killed.ended()).toBe("SIGKILL");
  const server = start();
  const address = await server.ready();
  expect((await send(address, key, "{ viewer { role } }")).data).toEqual({ viewer: { role: "admin" } });
  const second = start();
  expect(await second.ended()).toBe(1);
  expect(second.output()).toContain("Another Yusr process is using");
  const postmaster = Number((await readFile(pidFile(), "utf8")).split("\n")[0]);
  process.kill(postmaster, "SIGKILL");
  server.child.kill("SIGKILL");
  await server.ended();
  const again = start();
  expect((await send(await again.ready(), key, "{ viewer { role } }")).data).toEqual({ viewer: { role: "admin" } });
  again.child.kill("SIGTERM");
  expect(await again.ended()).toBe(0);
}, 90_000);

test("a bad value stops the start before anything begins, with every problem", async () => {
  const server = start({ PORT: "70000", YUSR_JOBS: "maybe" });
  expect(await server.ended()).toBe(1);
  expect(server.output()).toMatch(/PORT[^]*YUSR_JOBS/u);
}, 30_000);

test("root's data go where PostgreSQL's user can reach them, everybody else's where they asked", async () => {
  const closed = await mkdtemp(join(tmpdir(), "yusr-closed-"));
  try {
    const root = process.getuid?.() === 0;
    expect(dataHome(join(closed, "data"))).toEqual(root ? { dir: "/var/lib/yusr", moved: true } : { dir: join(closed, "data"), moved: false });
    expect(dataHome(join(dataDir, "data"))).toEqual({ dir: join(dataDir, "data"), moved: false });
  } finally {
    await rm(closed, { recursive: true });
  }
});

test("what a person can mend is said in a sentence: a port in use, a database away", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const port = String((other.address() as AddressInfo).port);
  const onPort = start({ PORT: port });
  expect(await onPort.ended()).toBe(1);
  expect(onPort.output()).toContain("Choose another one with PORT");
  expect(existsSync(pidFile())).toBe(false);
  other.close();
  const secrets = Object.fromEntries(Object.values(SECRET_VARIABLES).map((name) => [name, "A".repeat(43)]));
  const away = start({ DATABASE_URL: `postgres://nobody@127.0.0.1:${port}/nothing`, ...secrets });
  expect(await away.ended()).toBe(1);
  expect(away.output()).toContain("Check DATABASE_URL");
  expect(away.output()).not.toContain("    at ");
}, 60_000);
