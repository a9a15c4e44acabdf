import cluster from "node:cluster";
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type App, createApp, type House, type ServerSettings } from "../src/app";
import type { Connections } from "../src/database/connections";
import { prepareRoles } from "../src/database/roles";
import { beWorker, isWorker, startWorkers } from "../src/workers";
import { benchSettings, OPERATOR } from "./bench-database";

/** What the parent may ask of a server. */
export interface ServerAnswers {
  /** Once, when it listens. */
  readonly ready: { readonly address: string };
  /** Processor time so far, all its threads, in seconds. */
  readonly cpu: number;
  /** Bytes really held, after collecting garbage, and bytes of the process. */
  readonly memory: { readonly heap: number; readonly rss: number };
  /** Moves deltas into tallies until nothing waits. */
  readonly fold: null;
  readonly stop: null;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/**
 * A server in a process of its own, over the migrated database whose address is the first argument; the second is the
 * size of its pool, the third the number of processes that answer, the fourth how many seconds a request may take.
 */
async function serve(url: string, poolSize: number, processes: number, requestSeconds: number | undefined): Promise<void> {
  const settingsOver = (connections: Connections): ServerSettings => ({ ...benchSettings(connections, poolSize), requestSeconds, host: "127.0.0.1", port: 0, development: true, jobs: false });
  if (isWorker) {
    await beWorker(({ connections }) => createApp(settingsOver(connections)));
    return;
  }
  const settings = settingsOver(await prepareRoles(url, undefined));
  answer(await (processes === 1 ? createApp(settings) : createApp(settings, () => inWorkers(settings, processes))));
}

function inWorkers(settings: ServerSettings, processes: number): ReturnType<typeof startWorkers> {
  return startWorkers(processes, { connections: settings.connections, secretsDir: "" }, settings.log, (error) => {
    throw error;
  });
}

function answer(app: App): void {
  const answers: { readonly [Q in Exclude<keyof ServerAnswers, "ready">]: () => Promise<ServerAnswers[Q]> } = {
    cpu: () => Promise.resolve(cpuSeconds()),
    memory: () => Promise.resolve(memory()),
    fold: () => fold(app.house),
    stop: () => app.close().then(() => null),
  };
  process.on("message", (question: keyof typeof answers) => {
    void answers[question]().then((answer) => {
      process.send?.({ [question]: answer }, undefined, {}, () => {
        if (question === "stop") process.exit(0);
      });
    });
  });
  process.send?.({ ready: { address: app.address } });
}

/** Of this process and its workers. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + Object.values(cluster.workers ?? {}).reduce((sum, worker) => sum + secondsOf(worker?.process.pid ?? 0), 0);
}

/** Linux only; clock ticks are hundredths of a second. */
function secondsOf(pid: number): number {
  const [, fields = ""] = readFileSync(`/proc/${String(pid)}/stat`, "utf8").split(") ");
  const [user = 0, system = 0] = fields.split(" ").slice(11, 13).map(Number);
  return (user + system) / 100;
}

function memory(): ServerAnswers["memory"] {
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, rss };
}

async function fold(house: House): Promise<null> {
  await house.tallies.fold.fold(OPERATOR);
  return null;
}

const [, , url, poolSize, processes, requestSeconds] = process.argv;
if (url !== undefined) void serve(url, Number(poolSize), Number(processes), requestSeconds === undefined ? undefined : Number(requestSeconds));
