import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statfsSync, symlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { SECRET_VARIABLES } from "../../src/config/config";
import { embeddedConnections } from "../../src/database/embedded";
import { withClient } from "../../src/database/roles";
import { newId } from "../../src/shared/new-id";
import { givenPortal, givenService, type ServiceFixture } from "../support/fixtures";
import { figure } from "../support/figures";
import { freePort, type ServerProcess, startServer } from "../support/server-process";
import { send, startTestApp, TEST_KEYS } from "../support/test-app";
import { unusedReference } from "../transactions/intake-support";
import { StormCluster } from "./storm-cluster";
import { LONG } from "./storm-sizes";

const RECORD = "mutation ($input: RecordTransactionsInput!) { recordTransactions(input: $input) { ... on TransactionResults { results { status receipt code } } ... on Refusal { code } } }";
const MEGABYTE = 1_048_576;

/** Only root may mount a disk that is small enough to fill. */
const mayMount = mountable();
const onSmallDisk = mayMount ? test : test.skip;
const NEEDS_ROOT = mayMount ? "" : " (SKIPPED: needs root and leave to mount a tmpfs)";

function mountable(): boolean {
  const probe = mkdtempSync(join(tmpdir(), "yusr-mount-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", probe], { stdio: "ignore" });
    execFileSync("umount", [probe], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

/** A disk of its own, in memory. */
class SmallDisk {
  readonly path = mkdtempSync(join(tmpdir(), "yusr-disk-"));

  constructor(megabytes: number) {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${String(megabytes)}m,mode=755`, "tmpfs", this.path]);
  }

  grow(megabytes: number): void {
    execFileSync("mount", ["-o", `remount,size=${String(megabytes)}m`, this.path]);
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.path);
    return bavail * bsize;
  }

  /** Leaves that much room, in bytes. */
  fill(left: number): void {
    const ballast = openSync(join(this.path, "ballast"), "a");
    for (const piece of [Buffer.alloc(64 * 1024), Buffer.alloc(4 * 1024)]) while (this.freeBytes >= left + piece.length) writeSync(ballast, piece);
    closeSync(ballast);
  }

  empty(): void {
    rmSync(join(this.path, "ballast"), { force: true });
  }

  remove(): void {
    execFileSync("umount", ["-l", this.path]);
    rmSync(this.path, { recursive: true, force: true });
  }
}

function smallDisk(megabytes: number): SmallDisk {
  const made = new SmallDisk(megabytes);
  undo.push(() => { made.remove(); });
  return made;
}

/** Undone at the end, the last first. */
const undo: (() => unknown)[] = [];
afterAll(async () => {
  for (const one of undo.toReversed()) await one();
}, 120_000);
afterEach(() => jest.restoreAllMocks());

const secrets = Object.fromEntries(Object.entries(SECRET_VARIABLES).map(([name, variable]) => [variable, (name === "reference" ? TEST_KEYS.reference : TEST_KEYS[name as "token"].key).toString("base64url")]));

interface Town {
  /** The database, as its superuser. */
  readonly url: string;
  readonly server: ServerProcess;
  readonly address: string;
  readonly operations: string;
  readonly service: ServiceFixture;
  readonly key: string;
  readonly office: string;
}

/** A server with a PostgreSQL of its own in a folder, as `npm start` runs it, and a service in it. */
async function openTown(dataDir: string, log?: number): Promise<Town> {
  const port = await freePort();
  const start = async (): Promise<{ server: ServerProcess; address: string }> => {
    const server = startServer({ YUSR_DATA_DIR: dataDir, YUSR_OPERATIONS_PORT: String(port), YUSR_JOBS: "off", YUSR_RATE_LIMIT: "0", ...secrets }, log);
    undo.push(async () => {
      server.child.kill("SIGTERM");
      await server.ended();
    });
    return { server, address: await server.ready() };
  };
  const { server, address } = await start();
  const url = new URL(embeddedConnections(dataDir).owner.url);
  [url.username, url.password] = ["postgres", readFileSync(join(dataDir, "postgres.password"), "utf8").trim()];
  // So that the log of changes has its room while the disk is full: that is another fault, F8.
  await withClient({ url: url.href }, async (client) => {
    await client.query("ALTER SYSTEM SET min_wal_size = '48MB'");
    await client.query("ALTER SYSTEM SET max_wal_size = '48MB'");
    await client.query("SELECT pg_reload_conf()");
    for (let segment = 0; segment < 2; segment += 1) {
      await client.query("SELECT pg_logical_emit_message(true, 'room', 'more')");
      await client.query("SELECT pg_switch_wal()");
    }
    await client.query("CHECKPOINT");
  });
  const fixtures = await startTestApp({ database: { url: url.href, connections: embeddedConnections(dataDir), drop: () => Promise.resolve() } });
  const service = await givenService(fixtures, { steps: [{ code: "FILL", kind: "FILL_IN" }] });
  const { id: portalId } = await givenPortal(fixtures, { services: [service] });
  const [key, office] = [await fixtures.key({ role: "portal", portalId }), await fixtures.key({ role: "office" })];
  await fixtures.close();
  return { url: url.href, server, address, operations: `http://127.0.0.1:${String(port)}`, service, key, office };
}

/** What a client has sent and what it was told. */
class Journal {
  readonly acknowledged = new Map<string, string>();
  readonly seen = new Map<string, number>();

  constructor(private readonly town: Town) {}

  /** Sends a batch, again if it is told so later; answers what the server said. */
  async record(references = Array.from({ length: 200 }, () => unusedReference())): Promise<string> {
    const items = references.map((reference) => ({
      service: this.town.service.name, reference, startedAt: "2026-03-01T09:00:00+04:00", channel: "WEB",
      passages: Array.from({ length: 4 }, (_, i) => ({ ordinal: i, step: "FILL", enteredAt: `2026-03-01T1${String(i)}:00:00+04:00` })),
    }));
    const response = await fetch(`${this.town.address}/graphql`, { method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${this.town.key}` }, body: JSON.stringify({ query: RECORD, variables: { input: { items } } }) });
    const { data, errors } = await response.json();
    const told = `${String(response.status)} ${response.status === 503 ? `retry-after ${String(response.headers.get("retry-after"))} ` : ""}${String(errors?.[0]?.extensions?.code ?? "OK")}`;
    this.seen.set(told, (this.seen.get(told) ?? 0) + 1);
    if (response.status === 200) for (const [i, { status, receipt }] of data.recordTransactions.results.entries()) if (status !== "REJECTED") this.acknowledged.set(references[i] ?? "", receipt);
    return told;
  }

  /** Acknowledged and not stored, and stored more often than once. */
  async faults(): Promise<{ lost: number; doubled: number }> {
    return withClient({ url: this.town.url }, async (client) => {
      const { rows } = await client.query<{ id: string }>("SELECT id FROM transaction");
      const ids = new Set(rows.map(({ id }) => id));
      const { rows: references } = await client.query<{ n: number; all: number }>("SELECT count(DISTINCT reference)::integer AS n, count(*)::integer AS all FROM transaction");
      return { lost: [...this.acknowledged.values()].filter((receipt) => !ids.has(receipt)).length, doubled: (references[0]?.all ?? 0) - (references[0]?.n ?? 0) };
    });
  }
}

const ready = async ({ operations }: Town): Promise<string> => {
  const response = await fetch(`${operations}/ready`);
  return `${String(response.status)} ${((await response.json()) as { reason?: string }).reason ?? ""}`.trim();
};
const reads = async ({ address, office }: Town): Promise<number> => (await send(address, office, "{ services(first: 5) { edges { node { code } } } }")).status;

/** Milliseconds until something is so. @throws where it takes longer than a minute */
async function until(so: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (!(await so())) {
    if (performance.now() - began > 60_000) throw new Error("it never was");
    await sleep(50);
  }
  return performance.now() - began;
}

/** What may be answered while the database is away, and is to be sent again. */
const RETRYABLE = /^50[34] .*\b(?:UNAVAILABLE|OVERLOADED|TIMED_OUT|DEADLINE_EXCEEDED)$/u;

let disk: SmallDisk;
let logs: SmallDisk;
let town: Town;
beforeAll(async () => {
  if (!mayMount) return;
  [disk, logs] = [smallDisk(120), smallDisk(1)];
  town = await openTown(join(disk.path, "data"), openSync(join(logs.path, "log"), "a"));
}, 120_000);

onSmallDisk(`F7 the log's disk is full and nobody reads what the server prints: it serves on${NEEDS_ROOT}`, async () => {
  logs.fill(0);
  town.server.child.stdout?.destroy();
  for (let i = 0; i < 100; i += 1) {
    // Each of these is worth a line.
    expect((await send(town.address, `yusr_office_${"a".repeat(12)}_${"b".repeat(43)}`, "{ viewer { role } }")).status).toBe(401);
    expect(await reads(town)).toBe(200);
  }
  expect(logs.freeBytes).toBe(0);
  expect(town.server.child.exitCode).toBeNull();
}, 120_000);

onSmallDisk("F7 control: such a log has an error for whoever listens, and ends a process where nobody does", async () => {
  const file = openSync(join(logs.path, "log"), "a");
  const destination = pino.destination({ dest: file });
  const errors: unknown[] = [];
  destination.on("error", ({ code }: NodeJS.ErrnoException) => errors.push(code));
  const log = pino(destination);
  await until(() => {
    log.warn("x".repeat(1_000));
    return Promise.resolve(errors.length > 0);
  });
  expect(errors[0]).toBe("ENOSPC");
  closeSync(file);
});

onSmallDisk(`F7 the database's disk is full: writes are told to come back, reads are answered, nothing acknowledged is lost; with room all goes on${NEEDS_ROOT}`, async () => {
  const journal = new Journal(town);
  expect([await journal.record(), await ready(town)]).toEqual(["200 OK", "200"]);

  disk.fill(1.5 * MEGABYTE);
  await until(async () => (await journal.record()) !== "200 OK");
  expect(await until(async () => (await ready(town)) === "503 DATABASE_FULL")).toBeLessThan(10_000);
  const again = [unusedReference(), unusedReference()];
  for (let i = 0; i < 10; i += 1) {
    await journal.record();
    await journal.record(again);
    expect(await reads(town)).toBe(200);
  }
  expect((await fetch(`${town.operations}/live`)).status).toBe(200);

  disk.grow(240);
  const seconds = (await until(async () => (await journal.record()) === "200 OK")) / 1_000;
  await until(async () => (await ready(town)) === "200");
  expect(seconds).toBeLessThan(5);
  expect(await journal.record(again)).toBe("200 OK");
  expect([...journal.seen.keys()].toSorted()).toEqual(["200 OK", "503 retry-after 1 UNAVAILABLE"]);
  expect(await journal.faults()).toEqual({ lost: 0, doubled: 0 });
  figure("F7", `${String(journal.seen.get("503 retry-after 1 UNAVAILABLE"))} writes told to come back, 0 lost of ${String(journal.acknowledged.size)}; resumed after ${seconds.toFixed(2)} s`);
}, 120_000);

onSmallDisk("F7 control: an intake that acknowledges what it could not store loses it, and a probe that only reads calls a full disk ready", async () => {
  disk.fill(0);
  const app = await startTestApp({ database: { url: town.url, connections: embeddedConnections(join(disk.path, "data")), drop: () => Promise.resolve() } });
  try {
    const service = app.house.transactions.recordTransactions;
    const record = service.record.bind(service);
    jest.spyOn(service, "record").mockImplementation((actor, batch) => record(actor, batch).catch(() => batch.items.map(() => ({ status: "RECORDED" as const, receipt: newId(), warnings: [], invitation: null }))));
    const journal = new Journal({ ...town, address: app.address });
    for (let i = 0; i < 5; i += 1) await journal.record();
    const { lost } = await journal.faults();
    expect(lost).toBeGreaterThan(0);
    const { rowCount } = await withClient({ url: town.url }, (client) => client.query("SELECT 1 FROM schema_migration"));
    expect(rowCount).toBeGreaterThan(0);
    figure("F7", `${String(lost)} lost of ${String(journal.acknowledged.size)}`);
  } finally {
    await app.close();
    disk.empty();
  }
}, 60_000);

/** So that none makes room meanwhile. */
const NO_CHECKPOINT = { max_wal_size: "10GB", checkpoint_timeout: "1d" };
/** Commits are not waited for, nor written soon. */
const CARELESS = { ...NO_CHECKPOINT, synchronous_commit: "off", wal_writer_delay: "10s", wal_writer_flush_after: "1GB", wal_buffers: "16MB" };
let apart: Awaited<ReturnType<typeof moveLog>>;

/**
 * The same town over the same files, but its PostgreSQL is not the server's own, and what it writes first, its log of changes, lies on
 * a disk of its own.
 */
async function moveLog(): Promise<{ readonly cluster: StormCluster; readonly wal: SmallDisk; readonly moved: Town }> {
  const data = join(disk.path, "data");
  const cluster = await StormCluster.takeOver(data, town.server, NO_CHECKPOINT);
  undo.push(() => cluster.kill());
  const { app, owner } = cluster.connections;
  const [wal, from] = [smallDisk(112), join(data, "postgres/pg_wal")];
  execFileSync("cp", ["-a", from, join(wal.path, "pg_wal")]);
  rmSync(from, { recursive: true });
  symlinkSync(join(wal.path, "pg_wal"), from);
  await cluster.start();
  const port = await freePort();
  const server = startServer({ DATABASE_URL: app.url, DATABASE_MIGRATION_URL: owner.url, YUSR_OPERATIONS_PORT: String(port), YUSR_REQUEST_SECONDS: "3", YUSR_JOBS: "off", YUSR_RATE_LIMIT: "0", ...secrets });
  undo.push(async () => {
    server.child.kill("SIGTERM");
    await server.ended();
  });
  return { cluster, wal, moved: { ...town, server, address: await server.ready(), operations: `http://127.0.0.1:${String(port)}` } };
}

/** Fills the log's disk, and the segments that lie ready, until PostgreSQL ends. */
async function fillLog(cluster: StormCluster, wal: SmallDisk, more = "SELECT pg_logical_emit_message(true, 'more', 'more'), pg_switch_wal()"): Promise<void> {
  wal.fill(0);
  while (cluster.runs) await cluster.query(more).catch(() => sleep(20));
}

/** Clients that each send one batch after the other, each under its own keys until it is acknowledged. */
function senders(journal: Journal): { stop(): Promise<void> } {
  let stopped = false;
  const working = Promise.all(Array.from({ length: 4 }, async () => {
    while (!stopped) {
      const batch = Array.from({ length: 20 }, () => unusedReference());
      while ((await journal.record(batch)) !== "200 OK") await sleep(50);
    }
  }));
  return {
    stop: async () => {
      stopped = true;
      await working;
    },
  };
}

onSmallDisk(`F8 the disk of PostgreSQL's log of changes is full, and PostgreSQL ends: the server stays, says so, and goes on when it is back; nothing acknowledged is lost or doubled${NEEDS_ROOT}`, async () => {
  apart = await moveLog();
  const { cluster, wal, moved } = apart;
  const journal = new Journal(moved);
  const sending = senders(journal);
  await until(() => Promise.resolve(journal.acknowledged.size > 200));
  await fillLog(cluster, wal);
  expect(readFileSync(join(disk.path, "data/storm-postgres.log"), "utf8")).toMatch(/PANIC: .*No space left on device/u);
  await until(async () => (await ready(moved)) === "503 DATABASE_AWAY");
  expect((await fetch(`${moved.operations}/live`)).status).toBe(200);
  const acknowledged = journal.acknowledged.size;
  expect(await journal.record()).toMatch(RETRYABLE);

  wal.empty();
  await cluster.start();
  const seconds = (await until(() => Promise.resolve(journal.acknowledged.size > acknowledged))) / 1_000;
  await until(async () => (await ready(moved)) === "200");
  await sending.stop();
  expect(seconds).toBeLessThan(15);
  expect([...journal.seen.keys()].filter((told) => told !== "200 OK" && !RETRYABLE.test(told))).toEqual([]);
  expect(await journal.faults()).toEqual({ lost: 0, doubled: 0 });
  expect(moved.server.child.exitCode).toBeNull();
  figure("F8", `PostgreSQL ended; ${String(acknowledged)} acknowledged until then, ${String(journal.acknowledged.size)} in all, 0 lost, 0 doubled; acknowledged again ${seconds.toFixed(2)} s after it was back`);
}, 120_000);

(mayMount && LONG ? test : test.skip)("F8 control: where commits are not waited for, what was acknowledged is lost with the log", async () => {
  const { cluster, wal, moved } = apart;
  await cluster.kill();
  const careless = StormCluster.over(join(disk.path, "data"), town.url, cluster.connections, CARELESS);
  undo.push(() => careless.kill());
  await careless.start();
  const journal = new Journal(moved);
  const sending = senders(journal);
  await until(() => Promise.resolve(journal.acknowledged.size > 200));
  await fillLog(careless, wal, "SELECT pg_logical_emit_message(false, 'more', repeat('x', 200000))");
  wal.empty();
  await cluster.start();
  await sending.stop();
  const { lost } = await journal.faults();
  figure("F8", `${String(lost)} lost of ${String(journal.acknowledged.size)}`);
  expect(lost).toBeGreaterThan(0);
}, 120_000);
