import { type ChildProcess, execFile, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, writeFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "../support/server-process";
import { type Orders, type Progress, randomOf } from "./journal-orders";
import { killOne, StormCluster } from "./storm-cluster";
import { compileInto, type StormEvent, StormServer } from "./storm-servers";
import { midnightOf, SECRETS, settle, type StormWorld, writeFacts } from "./storm-world";

const run = promisify(execFile);
const root = join(__dirname, "../..");
const ON_THE_FLY = ["-r", "@swc-node/register"];

/** How long and how heavy. It goes on until all four are reached. */
export interface StormSize {
  readonly seconds: number;
  readonly kills: number;
  readonly passages: number;
  readonly answers: number;
  /** How much more than that is sent in the time, where the machine is fast enough. */
  readonly pace: number;
  /** Days over which the transactions are spread. */
  readonly days: number;
  readonly largestBatch: number;
  readonly machines: number;
  readonly citizens: number;
  readonly raceEvery: number;
  readonly racers: number;
  readonly seed?: number;
  /** Settings of PostgreSQL on top of the usual ones: for a control. */
  readonly postgres?: Readonly<Record<string, string>>;
  /** What is killed. Absent: all there is, by turns at random. */
  readonly only?: readonly KillKind[];
  /** Whether the journal is sent once more, and all counts are verified. Absent: yes. */
  readonly replays?: boolean;
}

/** A server; PostgreSQL as a whole; one of its backends, upon which it ends all others and recovers; every session; whoever folds. */
type KillKind = "server" | "postgres" | "backend" | "sessions" | "keeper";
const KILLS: readonly KillKind[] = ["server", "postgres", "server", "backend", "postgres", "sessions"];

/** What a storm left behind: one line of JSON. */
export type StormReport = Readonly<Record<string, any>>;

export async function storm(size: StormSize, say: (text: string) => void = () => undefined): Promise<StormReport> {
  const dir = await mkdtemp(join(tmpdir(), "yusr-storm-"));
  await chmod(dir, 0o755);
  const one = new Storm(dir, size, say);
  const stop = (): void => {
    void one.close().finally(() => process.exit(1));
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  try {
    return await one.rage();
  } finally {
    await one.close();
    if (process.env["STORM_KEEP"] === undefined) await rm(dir, { recursive: true, force: true });
  }
}

class Storm {
  private readonly seed: number;
  private readonly random: () => number;
  private readonly kills: Record<KillKind, number> = { server: 0, postgres: 0, backend: 0, sessions: 0, keeper: 0 };
  private readonly unready: number[] = [];
  private readonly children = new Set<ChildProcess>();
  private cluster: StormCluster | undefined;
  private servers: readonly StormServer[] = [];
  private progress: Progress = { passages: 0, answers: 0, deliveries: 0, retries: 0 };
  private aged = 0;
  private env: Readonly<Record<string, string>> = {};
  /** Whether somebody folds, and is started again where killed. */
  private keeping = false;

  constructor(
    private readonly dir: string,
    private readonly size: StormSize,
    private readonly say: (text: string) => void,
  ) {
    this.seed = size.seed ?? Math.floor(Math.random() * 2 ** 31);
    this.random = randomOf(this.seed);
  }

  async rage(): Promise<StormReport> {
    const { size } = this;
    this.say(`seed ${String(this.seed)}`);
    const cluster = await StormCluster.create(this.dir, size.postgres);
    this.cluster = cluster;
    const durability = await cluster.durability();
    const [world, folder] = await Promise.all([settle(cluster), compileInto(join(this.dir, "built"))]);
    this.env = { DATABASE_URL: cluster.connections.app.url, DATABASE_MIGRATION_URL: cluster.connections.owner.url, NODE_ENV: "production", YUSR_RATE_LIMIT: "0", YUSR_PUBLIC_URL: "https://yusr.example", ...SECRETS };
    await this.startServers(folder);
    const orders = this.orders(world, join(this.dir, "journal.jsonl"));
    const began = Date.now();
    const client = this.client(orders);
    const clientEnded = once(client, "exit");
    const keeping = this.keep();
    while (!this.enough(began)) {
      if (client.exitCode !== null) throw new Error("the journal's client ended by itself");
      await this.killSomething(began, cluster);
    }
    client.send("stop");
    this.say("healing…");
    await clientEnded;
    keeping();
    while (!this.servers.every(({ ready }) => ready)) await sleep(50);
    const seconds = (Date.now() - began) / 1000;
    return { ...(await this.judge(cluster, world, orders, folder)), seconds: Math.round(seconds), durability, ...this.stormed(), seed: this.seed };
  }

  async close(): Promise<void> {
    this.keeping = false;
    for (const child of this.children) child.kill("SIGKILL");
    await Promise.all(this.servers.map((server) => server.close()));
    for (const server of this.servers) server.kill();
    await this.cluster?.kill();
  }

  private async startServers(folder: string): Promise<void> {
    const tell = (event: StormEvent): void => {
      this.tell(event);
    };
    const servers: StormServer[] = [];
    for (const number of [0, 1]) {
      const ports = { PORT: String(await freePort()), YUSR_OPERATIONS_PORT: String(await freePort()) };
      servers.push(new StormServer(number, folder, join(this.dir, `server-${String(number)}.log`), { ...this.env, ...ports, YUSR_JOBS: number === 0 ? "on" : "off", YUSR_DRAIN_SECONDS: "0" }, tell));
    }
    this.servers = servers;
    await Promise.all(servers.map((server) => server.start()));
    for (const server of servers) void server.watch();
  }

  private orders(world: StormWorld, journal: string): Orders {
    const { days, passages, answers, pace, seconds, largestBatch, machines, citizens, raceEvery, racers } = this.size;
    const { portals, foreign } = world;
    return { journal, addresses: this.servers.map(({ address }) => address), seed: this.seed, portals, foreign, midnight: midnightOf(Date.now()), days, passages: passages * pace, answers: answers * pace, seconds, largestBatch, machines, citizens, raceEvery, racers, vanishes: true };
  }

  /** The client in a process of its own. */
  private client(orders: Orders): ChildProcess {
    const file = `${orders.journal}.orders.json`;
    writeFileSync(file, JSON.stringify(orders));
    const child = fork(join(__dirname, "journal-client.ts"), [file], { cwd: root, execArgv: ON_THE_FLY });
    if (orders.replay === undefined) {
      child.on("message", (progress) => {
        this.progress = progress as Progress;
      });
    }
    this.children.add(child);
    return child;
  }

  private enough(began: number): boolean {
    const { seconds, kills, passages, answers } = this.size;
    const done = Object.values(this.kills).reduce((sum, n) => sum + n, 0) - this.kills.keeper;
    return Date.now() - began >= seconds * 1000 && done >= kills && this.progress.passages >= passages && this.progress.answers >= answers;
  }

  /** The next kill, at a random moment so that as many as are wanted fit into the time. */
  private async killSomething(began: number, cluster: StormCluster): Promise<void> {
    const { seconds, kills, only = KILLS } = this.size;
    const done = Object.values(this.kills).reduce((sum, n) => sum + n, 0) - this.kills.keeper;
    const due = began + ((done + this.random()) * seconds * 1000) / (kills + 1);
    while (Date.now() < due) await sleep(Math.min(250, Math.max(1, due - Date.now())));
    await this.traffic();
    await sleep(this.random() * 200);
    const kind = only[done % only.length] ?? "server";
    this.kills[kind] += 1;
    this.tell({ e: "kill", what: kind, at: Date.now() });
    if (kind === "server") await this.killServer();
    else if (kind === "sessions") await this.endSessions(cluster);
    else await this.killDatabase(cluster, kind);
    if (done % 10 === 9) {
      await this.age(cluster, 100);
      this.say(`${String(done + 1)} kills, ${String(this.progress.passages)} passages, ${String(this.progress.answers)} answers, ${String(this.progress.deliveries)} deliveries, ${String(this.progress.retries)} retries`);
    }
  }

  /** Waits until some more was delivered: there is a storm only where there is traffic, however slow the machine. */
  private async traffic(): Promise<void> {
    const enough = this.progress.deliveries + 20 + Math.floor(this.random() * 100);
    for (let waited = 0; waited < 20_000 && this.progress.deliveries < enough; waited += 50) await sleep(50);
  }

  private async killServer(): Promise<void> {
    const both = this.random() < 0.2;
    const picked = Math.floor(this.random() * this.servers.length);
    // Where the other one is still starting, this one is spared until it has: else nobody would be served.
    while (!this.servers.some(({ ready }) => ready)) await sleep(20);
    const victims = this.servers.filter(({ ready, number }) => ready && (both || number === picked));
    for (const server of victims.length === 0 ? this.servers.filter(({ ready }) => ready) : victims) void server.killAndStart();
  }

  private async killDatabase(cluster: StormCluster, kind: KillKind): Promise<void> {
    const at = Date.now();
    if (kind === "backend") {
      const backends = await cluster.query<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY pid").catch(() => []);
      const { pid } = backends[Math.floor(this.random() * backends.length)] ?? { pid: 0 };
      if (pid > 0) killOne(pid);
      await sleep(20);
    } else {
      await cluster.kill();
      await sleep(this.random() * 1_500);
      for (const { unreadySince } of this.servers) if (unreadySince >= at) this.unready.push(unreadySince - at);
      await cluster.start();
    }
    await cluster.accepts(() => true);
    this.tell({ e: "accepts", at: Date.now() });
  }

  private async endSessions(cluster: StormCluster): Promise<void> {
    await cluster.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()").catch(() => []);
    this.tell({ e: "terminated", at: Date.now() });
  }

  /** Makes some keys a day old, or 400: a reference is an idempotency key for ever. */
  private async age(cluster: StormCluster, share: number): Promise<void> {
    const rows = await cluster.query(
      `UPDATE transaction SET recorded_at = recorded_at - gap, updated_at = updated_at - gap
       FROM (SELECT service_id, id, CASE WHEN random() < 0.5 THEN interval '1 day' ELSE interval '400 days' END AS gap FROM transaction WHERE random() < 1.0 / $1) AS old
       WHERE transaction.service_id = old.service_id AND transaction.id = old.id RETURNING 1`,
      [share],
    ).catch(() => []);
    this.aged += rows.length;
  }

  /** Folds and releases all the while, in a process that is killed as well. Returned: how to end it. */
  private keep(): () => void {
    this.keeping = true;
    const start = (): void => {
      const child = spawn(process.execPath, [...ON_THE_FLY, join(__dirname, "storm-keeper.ts")], { cwd: root, env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...this.env }, stdio: "ignore" });
      this.children.add(child);
      // Longer than it takes to start, on a slow machine too.
      const fate = setTimeout(() => child.kill("SIGKILL"), 10_000 + this.random() * 20_000);
      child.once("exit", (_, signal) => {
        clearTimeout(fate);
        this.children.delete(child);
        if (!this.keeping) return;
        if (signal === "SIGKILL") this.kills.keeper += 1;
        setTimeout(() => {
          if (this.keeping) start();
        }, 200);
      });
    };
    start();
    return () => {
      this.keeping = false;
      for (const child of this.children) child.kill("SIGKILL");
    };
  }

  private async judge(cluster: StormCluster, world: StormWorld, orders: Orders, folder: string): Promise<Readonly<Record<string, unknown>>> {
    const address = orders.addresses[0] ?? "";
    const yusr = async (...words: string[]): Promise<any> => {
      const { stdout } = await run(process.execPath, [join(folder, "src/cli/yusr.js"), ...words, "--json"], { cwd: folder, env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...this.env }, maxBuffer: 1e8 }).catch((error: unknown) => error as { stdout: string });
      return JSON.parse(stdout);
    };
    const paths = [orders.journal, join(this.dir, "facts.jsonl")];
    const wrong = ({ differences }: any): number => Object.values<number>(differences).reduce((sum, n) => sum + n, 0);
    if (this.size.replays === false) {
      await writeFacts(paths[1] ?? "", cluster, address, world, orders);
      return this.check(paths);
    }
    this.say("verifying the counts…");
    const before = await yusr("tally", "verify");
    await yusr("release");
    await yusr("tally", "fold");
    await writeFacts(paths[1] ?? "", cluster, address, world, orders);
    this.say("sending the journal a second time…");
    await this.age(cluster, 1);
    const again = join(this.dir, "replay.jsonl");
    const replayer = this.client({ ...orders, journal: again, replay: orders.journal, vanishes: false });
    await once(replayer, "exit");
    paths.push(again, join(this.dir, "facts-after.jsonl"));
    await writeFacts(paths[3] ?? "", cluster, address, world, orders);
    const after = await yusr("tally", "verify");
    paths.push(join(this.dir, "events.jsonl"));
    this.say("comparing with the journal…");
    return { ...(await this.check(paths)), verified: { transactions: after.transactions, rows: after.rows, differences: wrong(before) + wrong(after) } };
  }

  private async check(paths: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
    const { stdout } = await run("python3", [join(__dirname, "journal.py"), ...paths], { maxBuffer: 1e8 });
    return JSON.parse(stdout);
  }

  private stormed(): Readonly<Record<string, unknown>> {
    const { keeper, ...kills } = this.kills;
    return {
      kills: { all: Object.values(kills).reduce((sum, n) => sum + n, 0), ...kills, keeper },
      fallen: this.servers.reduce((sum, { fallen }) => sum + fallen, 0),
      lastWords: this.servers.flatMap(({ lastWords }) => lastWords).slice(0, 3),
      failedStarts: this.servers.reduce((sum, { failedStarts }) => sum + failedStarts, 0),
      deadLive: this.servers.reduce((sum, { deadLive }) => sum + deadLive, 0),
      unreadyMs: { n: this.unready.length, max: Math.max(0, ...this.unready) },
      aged: this.aged,
      retries: this.progress.retries,
    };
  }

  private tell(event: StormEvent): void {
    appendFileSync(join(this.dir, "events.jsonl"), `${JSON.stringify(event)}\n`);
  }
}
