import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Connections } from "../../src/database/connections";
import { databaseUser, embeddedConnections, startEmbedded } from "../../src/database/embedded";
import { withClient } from "../../src/database/roles";
import type { ServerProcess } from "../support/server-process";

/** A durable PostgreSQL of the storm's own, on a port that stays, that dies as a machine does and comes back. */
export class StormCluster {
  private postmaster: ChildProcess | undefined;

  private constructor(
    private readonly dir: string,
    private readonly command: readonly string[],
    /** Of Yusr's database, as PostgreSQL's superuser. */
    readonly url: string,
    readonly connections: Connections,
  ) {}

  /** The same files and settings that Yusr makes and starts by itself, with these on top. */
  static async create(dir: string, settings: Readonly<Record<string, string>> = {}): Promise<StormCluster> {
    const embedded = await startEmbedded(dir);
    const url = new URL(embedded.url);
    url.pathname = "/yusr";
    await embedded.stop();
    const cluster = StormCluster.over(dir, url.href, embedded.connections, settings);
    await cluster.start();
    return cluster;
  }

  /** The PostgreSQL of a server of ours, which ends; not started yet. */
  static async takeOver(dir: string, server: ServerProcess, settings: Readonly<Record<string, string>> = {}): Promise<StormCluster> {
    const connections = embeddedConnections(dir);
    const url = new URL(connections.owner.url);
    [url.username, url.password] = ["postgres", readFileSync(join(dir, "postgres.password"), "utf8").trim()];
    server.child.kill("SIGTERM");
    await server.ended();
    return StormCluster.over(dir, url.href, connections, settings);
  }

  /** One whose files are there and which was stopped; how to reach it is as before. */
  static over(dir: string, url: string, connections: Connections, settings: Readonly<Record<string, string>> = {}): StormCluster {
    const command = [...readFileSync(join(dir, "postgres/postmaster.opts"), "utf8").trim().matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, plain]) => quoted ?? plain ?? "");
    const more = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    return new StormCluster(dir, [...command, ...more], url, connections);
  }

  /** Whether its postmaster is there. */
  get runs(): boolean {
    return this.postmaster !== undefined && this.postmaster.exitCode === null && this.postmaster.signalCode === null;
  }

  async query<T = any>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return withClient({ url: this.url }, async (client) => (await client.query(sql, [...parameters])).rows);
  }

  /** What a process kill cannot show, because the page cache survives it. */
  async durability(): Promise<Readonly<Record<string, string>>> {
    const rows = await this.query<{ name: string; setting: string }>("SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums')");
    const own = await withClient(this.connections.app, async (client) => (await client.query<{ synchronous_commit: string }>("SHOW synchronous_commit")).rows[0]?.synchronous_commit ?? "");
    return { ...Object.fromEntries(rows.map(({ name, setting }) => [name, setting])), synchronous_commit_of_yusr: own };
  }

  /** Until it accepts connections. */
  async start(): Promise<void> {
    const [program = "", ...flags] = this.command;
    for (let attempt = 1; attempt <= 40; attempt += 1) {
      // Nobody is left who could hold it: they were killed one by one.
      await rm(join(this.dir, "postgres/postmaster.pid"), { force: true });
      const log = createWriteStream(join(this.dir, "storm-postgres.log"), { flags: "a" });
      await once(log, "open");
      const child = spawn(program, flags, { ...databaseUser(), cwd: "/", env: { LC_ALL: "C", TZ: "UTC" }, stdio: ["ignore", log, log], detached: true });
      log.close();
      this.postmaster = child;
      if (await this.accepts(() => child.exitCode === null && child.signalCode === null)) return;
      await sleep(100);
    }
    throw new Error(`PostgreSQL did not come back: ${join(this.dir, "storm-postgres.log")}`);
  }

  /** Whether it answers, asked again and again while `worth`. */
  async accepts(worth: () => boolean): Promise<boolean> {
    while (worth()) {
      if (await this.query("SELECT 1").then(() => true, () => false)) return true;
      await sleep(20);
    }
    return false;
  }

  /** The postmaster and every child it has, at once. */
  async kill(): Promise<void> {
    const { postmaster } = this;
    if (postmaster?.pid === undefined || !this.runs) return;
    const ended = once(postmaster, "exit");
    // Stopped first, so that it makes no more children, and does not tidy up after those that die before it.
    process.kill(postmaster.pid, "SIGSTOP");
    for (const child of childrenOf(postmaster.pid)) killOne(child);
    killOne(postmaster.pid);
    await ended;
  }
}

export function killOne(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync("/proc").filter((name) => /^\d+$/u.test(name)).map(Number).filter((pid) => {
    try {
      // The name of the program, in brackets, may hold anything.
      return Number(readFileSync(`/proc/${String(pid)}/stat`, "utf8").replace(/^.*\) /su, "").split(" ")[1]) === parent;
    } catch {
      return false;
    }
  });
}
