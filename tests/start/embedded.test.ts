import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SECRET_VARIABLES } from "../../src/config/config";
import { dataHome } from "../../src/database/data-home";
import { type ServerProcess, startServer } from "../support/server-process";
import { send } from "../support/test-app";

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

test("a later start keeps the data and prints no key; Ctrl-C in the terminal stops it cleanly", async () => {
  const server = start();
  const address = await server.ready();
  expect((await send(address, key, "{ viewer { role } }")).data).toEqual({ viewer: { role: "admin" } });
  expect(server.output()).not.toContain("yusr_admin");
  process.kill(-(server.child.pid ?? 0), "SIGINT");
  expect(await server.ended()).toBe(0);
  expect(existsSync(pidFile())).toBe(false);
  expect(await readFile(join(dataDir, "postgres/server.log"), "utf8")).not.toContain("was not properly shut down");
}, 60_000);

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
