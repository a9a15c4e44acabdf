import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "../src/database/embedded";
import { benchIntake, type IntakeFigures } from "./intake";
import type { BenchServer } from "./server";

const USAGE = `npm run bench -- <what> [--json]

  intake    recordTransactions over HTTP beside the driver alone: 8 clients, 200 transactions of 6 passages a call`;

/** As `npm start` runs it. */
const SERVER_FLAGS = ["--max-semi-space-size=64"];

/** Over a durable database of its own, thrown away afterwards; the server runs in a process of its own. */
async function withServer<T>(work: (server: BenchServer, databaseUrl: string, cpuSeconds: () => Promise<number>) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), "yusr-bench-"));
  await chmod(dataDir, 0o755);
  const database = await startEmbedded(dataDir);
  const child = fork(join(__dirname, "server.ts"), [database.url], { execArgv: [...SERVER_FLAGS, "-r", "@swc-node/register"], env: { NODE_ENV: "production" } });
  try {
    const [ready] = (await Promise.race([once(child, "message"), once(child, "exit").then(() => Promise.reject(new Error("the server ended")))])) as [BenchServer];
    return await work(ready, database.url, () => cpuSeconds(child));
  } finally {
    if (child.connected) {
      child.send("stop");
      await once(child, "exit");
    }
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Processor time the server has used so far, all its threads. */
async function cpuSeconds(child: ChildProcess): Promise<number> {
  child.send("cpu");
  const [usage] = (await once(child, "message")) as [NodeJS.CpuUsage];
  return (usage.user + usage.system) / 1e6;
}

function table(figures: IntakeFigures): string {
  const whole = (n: number): string => Math.round(n).toLocaleString("en");
  return [
    `${String(figures.clients)} clients, ${String(figures.transactionsPerCall)} transactions × ${String(figures.passagesPerTransaction)} passages a call, ${String(figures.callsPerRound)} calls a round, median of ${String(figures.api.length)} rounds`,
    `  recordTransactions   ${whole(figures.apiMedian).padStart(9)} passages/s   a call: median ${whole(figures.callMedianMs)} ms, p99 ${whole(figures.callP99Ms)} ms`,
    `  pg directly, unnest  ${whole(figures.directMedian).padStart(9)} passages/s`,
    `  ratio                ${figures.ratio.toFixed(2).padStart(9)}`,
    `  server               ${figures.cpuMicrosecondsPerPassage.toFixed(1).padStart(9)} µs of processor time a passage`,
  ].join("\n");
}

async function main(what: string | undefined, json: boolean): Promise<void> {
  if (what !== "intake") {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 1;
    return;
  }
  const figures = await withServer((server, url, cpu) => benchIntake(server, url, cpu, (text) => process.stderr.write(`${text}\n`)));
  process.stdout.write(`${json ? JSON.stringify(figures) : table(figures)}\n`);
}

const words = process.argv.slice(2);
void main(words.find((word) => !word.startsWith("--")), words.includes("--json"));
