import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, type ServerProcess, startServer } from "../support/server-process";
import { send } from "../support/test-app";

let dataDir: string;
const servers: ServerProcess[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "yusr-workers-"));
  await chmod(dataDir, 0o755);
});
afterAll(async () => {
  for (const server of servers) if (server.child.exitCode === null) server.child.kill("SIGKILL");
  await rm(dataDir, { recursive: true, force: true });
});

function start(env: Readonly<Record<string, string>> = {}): ServerProcess {
  const server = startServer({ YUSR_DATA_DIR: dataDir, YUSR_PROCESSES: "2", ...env });
  servers.push(server);
  return server;
}

/** Process ids of the workers of a server. */
async function workersOf({ child }: ServerProcess): Promise<readonly number[]> {
  const children = await readFile(`/proc/${String(child.pid)}/task/${String(child.pid)}/children`, "utf8");
  const named = await Promise.all(children.trim().split(" ").map(async (pid) => ({ pid: Number(pid), command: await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "") })));
  return named.filter(({ command }) => command.includes("main.ts")).map(({ pid }) => pid);
}

async function until(come: () => boolean): Promise<void> {
  while (!come()) await sleep(100);
}

/** Until so many workers have begun to listen, those included that are gone. */
const ready = (server: ServerProcess, times: number): Promise<void> => until(() => server.output().split("Server listening").length > times);

const alive = (pid: number): boolean => existsSync(`/proc/${String(pid)}`);
const asked = async (address: string): Promise<number> => (await send(address, undefined, "{ viewer { role } }")).status;
const NOBODY = 401;

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("two processes answer on one port; one that is killed is replaced; Ctrl-C stops all, the database last", async () => {
  const operations = await freePort();
  const server = start({ YUSR_OPERATIONS_PORT: String(operations) });
  const address = await server.ready();
  expect(server.output().match(/Yusr is ready/gu)).toHaveLength(1);
  const [first, second, ...others] = await workersOf(server);
  expect([first, second, others]).toEqual([expect.any(Number), expect.any(Number), []]);
  // Alone, each of them serves.
  process.kill(first ?? 0, "SIGKILL");
  await ready(server, 3);
  process.kill(second ?? 0, "SIGTERM");
  await ready(server, 4);
  expect(await asked(address)).toBe(NOBODY);
  const workers = await workersOf(server);
  expect(workers).toHaveLength(2);
  // Counts are those of all processes, in one answer.
  const metrics = await (await fetch(`http://127.0.0.1:${String(operations)}/metrics`)).text();
  expect(metrics).toMatch(/^yusr_operation_seconds_count\{operation="viewer",ending="REFUSED"\} 1$/mu);
  expect(metrics.match(/^# TYPE yusr_job_seconds /gmu)).toHaveLength(1);
  expect(workers).not.toContain(first);
  expect(workers).not.toContain(second);
  process.kill(-(server.child.pid ?? 0), "SIGINT");
  expect(await server.ended()).toBe(0);
  expect(server.output().match(/Stopped\./gu)).toHaveLength(1);
  expect(workers.some(alive)).toBe(false);
  expect(existsSync(join(dataDir, "postgres/postmaster.pid"))).toBe(false);
}, 60_000);

onLinux("when the first process is killed the others end, and the next start finds everything in order", async () => {
  const killed = start();
  await killed.ready();
  const workers = await workersOf(killed);
  killed.child.kill("SIGKILL");
  await killed.ended();
  await until(() => !workers.some(alive));
  const again = start();
  expect(await asked(await again.ready())).toBe(NOBODY);
  again.child.kill("SIGTERM");
  expect(await again.ended()).toBe(0);
}, 60_000);

onLinux("a port in use is said once, by whoever finds it, and nothing is left running", async () => {
  const server = start();
  const { port } = new URL(await server.ready());
  const otherDir = await mkdtemp(join(tmpdir(), "yusr-workers-"));
  await chmod(otherDir, 0o755);
  const other = start({ PORT: port, YUSR_DATA_DIR: otherDir });
  expect(await other.ended()).toBe(1);
  expect(other.output()).toContain(`Another program listens on that port already`);
  expect(existsSync(join(otherDir, "postgres/postmaster.pid"))).toBe(false);
  await rm(otherDir, { recursive: true, force: true });
  server.child.kill("SIGTERM");
  expect(await server.ended()).toBe(0);
}, 60_000);
