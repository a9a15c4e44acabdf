import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createApp, type House } from "../src/app";
import { prepareRoles } from "../src/database/roles";
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

/** A server in a process of its own, over the migrated database whose address is the first argument; the second is the size of its pool. */
async function serve(url: string, poolSize: number): Promise<void> {
  const settings = benchSettings(await prepareRoles(url, undefined), poolSize);
  const app = await createApp({ ...settings, host: "127.0.0.1", port: 0, development: false, jobs: false });
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

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
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

const [, , url, poolSize] = process.argv;
if (url !== undefined) void serve(url, Number(poolSize));
