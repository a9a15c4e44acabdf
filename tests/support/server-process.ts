import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** A real server in a process of its own, as `npm start` runs it (but compiled on the fly). */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** Everything it printed so far, both streams. */
  readonly output: () => string;
  /** Address it printed when it was ready. @throws when it ended first */
  readonly ready: () => Promise<string>;
  /** Waits for its end: exit code, or the signal that killed it. */
  readonly ended: () => Promise<number | NodeJS.Signals | null>;
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** @param log a file for its standard error, in the place of a pipe; then `output` holds none of it */
export function startServer(env: Readonly<Record<string, string>>, log?: number): ServerProcess {
  const child = spawn(process.execPath, ["-r", "@swc-node/register", "src/main.ts"], {
    cwd: root,
    // A group of its own, so that a test can send Ctrl-C to all of it as a terminal does.
    detached: true,
    stdio: ["ignore", "pipe", log ?? "pipe"],
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], PORT: "0", YUSR_DEMO: "off", YUSR_DRAIN_SECONDS: "0", YUSR_REQUEST_SECONDS: "30", ...env },
  });
  let output = "";
  const { stdout } = child;
  if (stdout === null) throw new Error("no output");
  for (const stream of [stdout, child.stderr]) {
    if (stream === null) continue;
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      output += text;
    });
  }
  const end = once(child, "close").then(([code, signal]) => (signal ?? code) as number | NodeJS.Signals | null);
  return {
    child,
    output: () => output,
    ended: () => end,
    ready: async () => {
      for (;;) {
        const address = /GraphQL\s+(http:\S+)\/graphql/u.exec(output)?.[1];
        if (address !== undefined) return address;
        const ended = await Promise.race([end.then(() => true), once(stdout, "data").then(() => false)]);
        if (ended) throw new Error(`the server ended:\n${output}`);
      }
    },
  };
}
