import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Connections } from "../../src/database/connections";
import { type TcpProxy, tcpProxy } from "./tcp-proxy";

/** A PostgreSQL and a streaming replica of it, both real; the replica behind a port that stays. */
export interface Replicated {
  /** The primary, signed in as PostgreSQL's superuser. */
  readonly url: string;
  readonly connections: Connections;
  /** The replica, likewise, through the proxy. */
  readonly readUrl: string;
  readonly proxy: TcpProxy;
  /** The names of all statements that the replica was ever sent, each once. */
  statements(): readonly string[];
  /** Ends the replica as a power cut would. */
  killReplica(): Promise<void>;
  startReplica(): Promise<void>;
  close(): Promise<void>;
}

interface Started {
  readonly primary: string;
  readonly connections: Connections;
  readonly replica: string;
  readonly log: string;
}

export async function startReplicated(): Promise<Replicated> {
  const dir = await mkdtemp(join(tmpdir(), `yusr-test-${String(process.pid)}-`));
  await chmod(dir, 0o755);
  const child = fork(join(__dirname, "replicated-servers.ts"), [dir], { cwd: join(__dirname, "../.."), execArgv: ["-r", "@swc-node/register"] });
  const ended = once(child, "exit").then(() => {
    throw new Error("the servers ended");
  });
  const answer = async (): Promise<unknown> => ((await Promise.race([once(child, "message"), ended])) as [{ done: unknown }])[0].done;
  const order = (name: "start" | "kill" | "close"): Promise<unknown> => {
    child.send(name);
    return answer();
  };
  await answer();
  const proxy = await tcpProxy();
  const startReplica = async (): Promise<Started> => {
    const started = (await order("start")) as Started;
    proxy.lead(Number(new URL(started.replica).port));
    return started;
  };
  const { primary, connections, log } = await startReplica();
  const read = new URL(primary);
  read.pathname = "/yusr";
  read.port = String(proxy.port);
  return {
    url: primary,
    connections,
    readUrl: read.href,
    proxy,
    statements: () => [...new Set([...readFileSync(log, "utf8").matchAll(/: +\/\* ([a-z-]+) \*\//gu)].map(([, name = ""]) => name))],
    killReplica: async () => {
      await order("kill");
    },
    startReplica: async () => {
      await startReplica();
    },
    close: async () => {
      await order("close");
      await ended.catch(() => undefined);
      await proxy.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
