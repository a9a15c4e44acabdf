import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { ServerAnswers } from "./server";

/** A server in a process of its own, ours or one to measure beside. */
export interface ServerProcess {
  readonly address: string;
  /** One question of a kind at a time. Servers to measure beside know `cpu` only. */
  ask<Q extends "cpu" | "memory" | "fold">(question: Q): Promise<ServerAnswers[Q]>;
}

/** As `npm start` runs it. */
const SERVER_FLAGS = ["--max-semi-space-size=64"];

/** Connections to the database, of all processes of our server and of those beside it. */
export const POOL_SIZE = 10;

/**
 * @param url a migrated database, as a user who may take on Yusr's roles
 * @param processes how many answer
 */
export async function withServer<T>(url: string, work: (server: ServerProcess) => Promise<T>, processes = 1): Promise<T> {
  return withProcess("server.ts", [url, String(Math.ceil(POOL_SIZE / processes)), String(processes)], work);
}

/** One for each database. */
export async function withServers<T>(urls: readonly string[], work: (servers: readonly ServerProcess[]) => Promise<T>, started: readonly ServerProcess[] = []): Promise<T> {
  const [url, ...others] = urls;
  return url === undefined ? work(started) : withServer(url, (server) => withServers(others, work, [...started, server]));
}

/** @param program file of this folder that tells when it is `ready` and stops when told so */
export async function withProcess<T>(program: string, words: readonly string[], work: (server: ServerProcess) => Promise<T>): Promise<T> {
  const child = fork(join(__dirname, program), [...words], {
    execArgv: [...SERVER_FLAGS, ...(program.endsWith(".ts") ? ["-r", "@swc-node/register"] : [])],
    env: { NODE_ENV: "production" },
    stdio: ["ignore", 2, 2, "ipc"],
  });
  const ended = once(child, "exit");
  const died = ended.then(() => Promise.reject(new Error(`${program} ended`)));
  died.catch(() => undefined);
  const waiting = new Map<string, (answer: never) => void>();
  child.on("message", (message: Partial<ServerAnswers>) => {
    for (const [question, answer] of Object.entries(message)) waiting.get(question)?.(answer as never);
  });
  const answer = <Q extends keyof ServerAnswers>(question: Q): Promise<ServerAnswers[Q]> =>
    Promise.race([new Promise<ServerAnswers[Q]>((resolve) => waiting.set(question, resolve)), died]);
  try {
    const { address } = await answer("ready");
    return await work({
      address,
      ask: (question) => {
        const answered = answer(question);
        child.send(question);
        return answered;
      },
    });
  } finally {
    if (child.connected) {
      child.send("stop");
      await ended;
    }
  }
}
