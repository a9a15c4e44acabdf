import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface ServerChild {
  readonly address: string;
  close(): Promise<void>;
}

/** `second-server.ts` in a process of its own. */
export async function startServerChild(databaseUrl: string, more: Readonly<Record<string, string>> = {}): Promise<ServerChild> {
  const child: ChildProcess = spawn(process.execPath, ["-r", "@swc-node/register", join(__dirname, "second-server.ts")], {
    cwd: join(__dirname, "../.."),
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], TEST_DATABASE: databaseUrl, ...more },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  if (child.stdout === null) throw new Error("no output");
  const [line] = (await Promise.race([once(child.stdout, "data"), closed.then(() => Promise.reject(new Error("a server ended by itself")))])) as [Buffer];
  return {
    address: line.toString().trim(),
    close: async () => {
      child.kill("SIGTERM");
      await closed;
    },
  };
}
