import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "../src/database/embedded";
import { type AnswerBench, type AnswerFigures, benchAnswer, type Measured } from "./answer";
import type { BareServer } from "./bare-answers";
import { benchIntake, type IntakeFigures } from "./intake";
import type { BenchServer } from "./server";

const USAGE = `npm run bench -- <what> [--json]

  intake    recordTransactions over HTTP beside the driver alone: 8 clients, 200 transactions of 6 passages a call
  answer    submitResponse over HTTP beside a bare handler with one prepared statement: 32 connections`;

/** As `npm start` runs it. */
const SERVER_FLAGS = ["--max-semi-space-size=64"];

/** The pool of the product's server, and of the bare one beside it. */
const POOL_SIZE = "10";

/** Over a durable database of its own, thrown away afterwards; the server runs in a process of its own. */
async function withServer<T>(work: (product: Measured<BenchServer>, databaseUrl: string) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), "yusr-bench-"));
  await chmod(dataDir, 0o755);
  const database = await startEmbedded(dataDir);
  try {
    return await withProcess<BenchServer, T>("server.ts", [database.url, POOL_SIZE], (product) => work(product, database.url));
  } finally {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Runs a program of this folder that tells when it is ready, and stops it afterwards. */
async function withProcess<S, T>(program: string, words: readonly string[], work: (started: Measured<S>) => Promise<T>): Promise<T> {
  const child = fork(join(__dirname, program), words, { execArgv: [...SERVER_FLAGS, "-r", "@swc-node/register"], env: { NODE_ENV: "production" } });
  try {
    const [server] = (await Promise.race([once(child, "message"), once(child, "exit").then(() => Promise.reject(new Error(`${program} ended`)))])) as [S];
    return await work({ server, cpuSeconds: () => cpuSeconds(child) });
  } finally {
    if (child.connected) {
      child.send("stop");
      await once(child, "exit");
    }
  }
}

/** Processor time the server has used so far, all its threads. */
async function cpuSeconds(child: ChildProcess): Promise<number> {
  child.send("cpu");
  const [usage] = (await once(child, "message")) as [NodeJS.CpuUsage];
  return (usage.user + usage.system) / 1e6;
}

function intakeTable(figures: IntakeFigures): string {
  const whole = (n: number): string => Math.round(n).toLocaleString("en");
  return [
    `${String(figures.clients)} clients, ${String(figures.transactionsPerCall)} transactions × ${String(figures.passagesPerTransaction)} passages a call, ${String(figures.callsPerRound)} calls a round, median of ${String(figures.api.length)} rounds`,
    `  recordTransactions   ${whole(figures.apiMedian).padStart(9)} passages/s   a call: median ${whole(figures.callMedianMs)} ms, p99 ${whole(figures.callP99Ms)} ms`,
    `  pg directly, unnest  ${whole(figures.directMedian).padStart(9)} passages/s`,
    `  ratio                ${figures.ratio.toFixed(2).padStart(9)}`,
    `  server               ${figures.cpuMicrosecondsPerPassage.toFixed(1).padStart(9)} µs of processor time a passage`,
  ].join("\n");
}

function answerTable({ connections, answersPerRound, ours, reference, ratio }: AnswerBench): string {
  const line = (name: string, { median, p50Ms, p99Ms, cpuMicroseconds }: AnswerFigures): string =>
    `  ${name.padEnd(20)} ${Math.round(median).toLocaleString("en").padStart(9)} answers/s   an answer: median ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, ${cpuMicroseconds.toFixed(0)} µs of the server's processor time`;
  return [
    `${String(connections)} connections, ${String(answersPerRound)} answers a round, median of ${String(ours.perSecond.length)} rounds`,
    line("submitResponse", ours),
    line("bare handler", reference),
    `  ratio                ${ratio.toFixed(2).padStart(9)}`,
  ].join("\n");
}

/** One benchmark, as a table or as figures. */
async function run(what: string, json: boolean): Promise<string | undefined> {
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  if (what === "intake") {
    const figures = await withServer(({ server, cpuSeconds: cpu }, url) => benchIntake(server, url, cpu, say));
    return json ? JSON.stringify(figures) : intakeTable(figures);
  }
  if (what === "answer") {
    const figures = await withServer((product, url) =>
      benchAnswer(product, (statement, work) => withProcess<BareServer, AnswerBench>("bare-answers.ts", [url, statement, POOL_SIZE], work), url, say),
    );
    return json ? JSON.stringify(figures) : answerTable(figures);
  }
  return undefined;
}

async function main(what: string, json: boolean): Promise<void> {
  const answer = await run(what, json);
  if (answer === undefined) process.exitCode = 1;
  (answer === undefined ? process.stderr : process.stdout).write(`${answer ?? USAGE}\n`);
}

const words = process.argv.slice(2);
void main(words.find((word) => !word.startsWith("--")) ?? "", words.includes("--json"));
