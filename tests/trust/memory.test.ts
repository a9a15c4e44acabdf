import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { withClient } from "../../src/database/roles";
import { figure } from "../support/figures";
import { type ServerProcess, startServer } from "../support/server-process";
import { createTestDatabase } from "../support/test-database";
import type { Orders } from "./journal-orders";
import { journaled } from "./journaled";
import { openFiles, watchingProcess } from "./process-watch";
import { killOne, StormCluster } from "./storm-cluster";
import { SECRETS, settle, type StormWorld, writeFacts } from "./storm-world";

/** TRUST_MEMORY_MINUTES says how long in the long form; the short one only shows that everything is measured. */
const MINUTES = Number(process.env["TRUST_MEMORY_MINUTES"] ?? 0);
const SECONDS = MINUTES === 0 ? 2 : MINUTES * 60;
const WINDOWS = MINUTES === 0 ? 10 : MINUTES * 2;
/** The first and the last part of the time, of which the answers' times are compared. */
const PART_SECONDS = MINUTES === 0 ? 0.7 : Math.min(600, SECONDS / 6);
const PATIENCE_MS = SECONDS * 1_500 + 120_000;
/** Of TRUST: megabytes in ten minutes, and how much slower the last answers may be than the first. */
const [GROWTH_MB, SLOWER] = [1, 1.1];

/** Connections to the database that a server keeps, and one with its queue of jobs. */
const POOL = 11;

let server: ServerProcess;
let address: string;
let world: StormWorld;
/** The database: as its superuser, and what to do to it once a minute. */
let url: string;
let kill: (n: number) => Promise<unknown>;
/** Undone at the end, the last first. */
const undo: (() => unknown)[] = [];
const query = async <T = any>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> => withClient({ url }, async (client) => (await client.query(sql, [...parameters])).rows);
const sessions = (): Promise<{ pid: number }[]> => query("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'yusr' AND pid <> pg_backend_pid()");

function start(env: Readonly<Record<string, string>>): ServerProcess {
  const started = startServer({ YUSR_JOBS: "off", YUSR_RATE_LIMIT: "0", NODE_ENV: "production", YUSR_PUBLIC_URL: "https://yusr.example", NODE_OPTIONS: `--max-semi-space-size=64 --require ${join(__dirname, "../support/collect-garbage.cjs")}`, COLLECT_EVERY_MS: String((SECONDS * 1_000) / WINDOWS / 3), ...SECRETS, ...env });
  undo.push(async () => {
    started.child.kill("SIGTERM");
    await started.ended();
  });
  return started;
}

/** A PostgreSQL that may be killed: whole, or one of its sessions, upon which it ends all others and recovers. */
async function ownPostgres(): Promise<StormCluster> {
  const dir = await mkdtemp(join(tmpdir(), "yusr-memory-"));
  await chmod(dir, 0o755);
  undo.push(() => rm(dir, { recursive: true, force: true }));
  const first = start({ YUSR_DATA_DIR: dir });
  await first.ready();
  const cluster = await StormCluster.takeOver(dir, first);
  undo.push(() => cluster.kill());
  await cluster.start();
  return cluster;
}

beforeAll(async () => {
  if (MINUTES === 0) {
    const database = await createTestDatabase({ plain: true });
    undo.push(() => database.drop());
    url = database.url;
    // Others use this PostgreSQL too.
    kill = () => query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'yusr' AND pid <> pg_backend_pid()");
    world = await settle(database);
    server = start({ DATABASE_URL: url });
  } else {
    const cluster = await ownPostgres();
    ({ url } = cluster);
    kill = async (n) => {
      if (n % 2 === 0) {
        await cluster.kill();
        await cluster.start();
      } else killOne((await sessions())[0]?.pid ?? 0);
    };
    world = await settle(cluster);
    server = start({ DATABASE_URL: cluster.connections.app.url, DATABASE_MIGRATION_URL: cluster.connections.owner.url });
  }
  address = await server.ready();
}, 120_000);
afterAll(async () => {
  for (const one of undo.toReversed()) await one();
}, 60_000);

/** The 95th percentile of how long messages were under way that were answered at the first attempt, of the first part and of the last. */
async function percentiles({ journal }: Pick<Orders, "journal">): Promise<readonly [first: number, last: number]> {
  const sent = new Map<number, number>();
  const took: (readonly [at: number, ms: number])[] = [];
  for await (const line of createInterface({ input: createReadStream(journal) })) {
    const { t, m, n, at } = JSON.parse(line) as { t: string; m: number; n: number; at: number };
    if (t === "S") sent.set(m, at);
    const since = sent.get(m);
    if (t !== "R" || n !== 1 || since === undefined) continue;
    // What is sent again later is another message to whoever waits.
    sent.delete(m);
    took.push([since, at - since]);
  }
  const [from, to] = [took[0]?.[0] ?? 0, took.at(-1)?.[0] ?? 0];
  const p95 = (part: typeof took): number => part.map(([, ms]) => ms).sort((a, b) => a - b)[Math.floor(part.length * 0.95)] ?? NaN;
  return [p95(took.filter(([at]) => at < from + PART_SECONDS * 1_000)), p95(took.filter(([at]) => at > to - PART_SECONDS * 1_000))];
}

test("F22 a server whose database is killed every minute holds no more memory and no more files than before, and answers as fast; nothing is lost or doubled", async () => {
  let growth: Awaited<ReturnType<typeof watchingProcess>> | undefined;
  let [kills, first, last, atRest] = [0, NaN, NaN, NaN];
  const pid = server.child.pid ?? 0;
  const most = openFiles(pid) + POOL;
  const orders = { addresses: [address], portals: world.portals, foreign: world.foreign, passages: 250 * SECONDS, answers: 10 * SECONDS, seconds: SECONDS, ...(MINUTES === 0 ? { days: 1, racers: 5 } : { days: 20 }) };
  const left = await journaled(
    orders,
    async () => {
      const killing = setInterval(() => {
        kills += 1;
        kill(kills).catch(() => undefined);
      }, MINUTES === 0 ? 900 : 60_000);
      growth = await watchingProcess(pid, { windows: WINDOWS, windowMs: (SECONDS * 1_000) / WINDOWS });
      clearInterval(killing);
      // What was killed last is back, and whoever waited has been answered.
      if (MINUTES > 0) await sleep(10_000);
    },
    async (facts, whole) => {
      // The clients have gone, and their sockets with them.
      for (let waited = 0; waited < 5_000 && (atRest = openFiles(pid)) > most; waited += 100) await sleep(100);
      [first, last] = await percentiles(whole);
      await writeFacts(facts, { query }, address, world, whole);
    },
  );
  if (growth === undefined) throw new Error("nothing was measured");
  const { megabytes, from, to, filesFrom, filesTo } = growth;
  figure("F22", `${String(SECONDS)} s, ${String(kills)} kills: RSS ${from.toFixed(0)} to ${to.toFixed(0)} MB, ${megabytes.toFixed(2)} MB in ten minutes; open files ${String(filesFrom)} to ${String(filesTo)} under traffic, ${String(atRest)} after it where at most ${String(most)} are right; p95 ${String(first)} ms at first, ${String(last)} ms at last; ${String(left["passages"])} passages, ${String(left["answers"])} answers, unanswered at first ${JSON.stringify(left["unanswered"])}; lost 0, doubled 0`);
  expect({ ...left }).toMatchObject({ wrong: [], open: 0 });
  expect(kills).toBeGreaterThanOrEqual(Math.max(1, MINUTES - 1));
  expect(server.child.exitCode).toBeNull();
  expect(atRest).toBeLessThanOrEqual(most);
  if (MINUTES === 0) return;
  expect(megabytes).toBeLessThan(GROWTH_MB);
  // Of a clock that tells milliseconds.
  expect(last).toBeLessThanOrEqual(first * SLOWER + 1);
}, PATIENCE_MS);

test.each([
  ["keeps what it should drop", "const kept = []; setInterval(() => kept.push(Buffer.alloc(1e5, 1)), 5);", true, false],
  ["opens files and closes none", "const fs = require('node:fs'); setInterval(() => fs.openSync('/dev/null'), 5);", false, true],
])("F22 control: a process that %s is found", async (_what, program, heavier, moreFiles) => {
  const child = spawn(process.execPath, ["-e", program], { stdio: "ignore" });
  try {
    await once(child, "spawn");
    await sleep(100);
    const { megabytes, filesFrom, filesTo } = await watchingProcess(child.pid ?? 0, { windows: 10, windowMs: 80 });
    figure("F22", `${megabytes.toFixed(0)} MB in ten minutes, open files ${String(filesFrom)} to ${String(filesTo)}`);
    if (heavier) expect(megabytes).toBeGreaterThan(1_000);
    if (moreFiles) expect(filesTo).toBeGreaterThan(filesFrom + 12);
  } finally {
    child.kill("SIGKILL");
  }
});
