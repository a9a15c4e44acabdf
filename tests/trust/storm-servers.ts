import { transformFile } from "@swc/core";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { copyFile, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = join(__dirname, "../..");

/** Something that was killed, or came back: what the first acknowledgements after it are counted from. */
export type StormEvent =
  | { readonly e: "kill"; readonly what: string; readonly at: number }
  | { readonly e: "started"; readonly server: number; readonly at: number }
  | { readonly e: "accepts" | "terminated"; readonly at: number };

/**
 * Compiles the product into a folder of its own, so that a server starts as fast as a built one and a long storm does not
 * mind what becomes of the sources. What the compiler makes of each file alone is enough here: types are checked elsewhere.
 */
export async function compileInto(folder: string): Promise<string> {
  const options = {
    swcrc: false,
    jsc: {
      target: "es2022",
      transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false, react: { runtime: "automatic", importSource: "preact" } },
      keepClassNames: true,
    },
    module: { type: "commonjs" },
  } as const;
  const compile = async (path: string): Promise<void> => {
    const to = join(folder, path);
    await mkdir(dirname(to), { recursive: true });
    if (!/\.tsx?$/u.test(path)) return copyFile(join(root, path), to);
    const parser = { syntax: "typescript", decorators: true, tsx: path.endsWith("x") } as const;
    const { code } = await transformFile(join(root, path), { ...options, jsc: { ...options.jsc, parser } });
    await writeFile(to.replace(/\.tsx?$/u, ".js"), code);
  };
  for (const part of ["src", "migrations"]) {
    const found = await readdir(join(root, part), { recursive: true, withFileTypes: true });
    await Promise.all(found.filter((entry) => entry.isFile()).map((entry) => compile(join(part, join(entry.parentPath, entry.name).slice(join(root, part).length + 1)))));
  }
  await copyFile(join(root, "package.json"), join(folder, "package.json"));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** A real server on ports that stay, which is started again whenever it is killed. */
export class StormServer {
  private child: ChildProcess | undefined;
  /** Those that were killed on purpose. */
  private readonly condemned = new WeakSet<ChildProcess>();
  private watching = true;
  /** How often it ended by itself after it had been ready. */
  fallen = 0;
  /** The last it said before. */
  readonly lastWords: string[] = [];
  /** How often it gave up before it was ready, because the database was away. */
  failedStarts = 0;
  /** When its doors last said so, in milliseconds since 1970. */
  unreadySince = 0;
  deadLive = 0;
  ready = false;

  constructor(
    readonly number: number,
    private readonly folder: string,
    private readonly log: string,
    private readonly env: Readonly<Record<string, string>>,
    private readonly tell: (event: StormEvent) => void,
  ) {}

  get address(): string {
    return `http://127.0.0.1:${this.env["PORT"] ?? ""}`;
  }

  /** Until it has said that it is ready. */
  async start(): Promise<void> {
    for (;;) {
      if (!this.watching) return;
      this.ready = false;
      const at = Date.now();
      const child = spawn(process.execPath, ["--max-semi-space-size=64", "src/main.js"], {
        cwd: this.folder,
        env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...this.env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      this.child = child;
      const log = createWriteStream(this.log, { flags: "a" });
      child.stderr.pipe(log);
      let words = "";
      child.stderr.on("data", (text) => (words = `${words}${String(text)}`.slice(-3_000)));
      child.once("exit", () => {
        if (this.condemned.has(child) || !this.watching) return;
        if (!this.ready) this.failedStarts += 1;
        else {
          this.fallen += 1;
          this.lastWords.push(words);
          void this.start();
        }
      });
      const up = await Promise.race([once(child.stdout, "data").then(() => true), once(child, "exit").then(() => false)]);
      if (up) {
        child.stdout.pipe(log);
        this.ready = true;
        this.tell({ e: "started", server: this.number, at });
        return;
      }
      if (this.condemned.has(child)) return;
      await sleep(100);
    }
  }

  /** As a power cut would; started again at once. */
  async killAndStart(): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    this.condemned.add(child);
    this.ready = false;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    await this.start();
  }

  /** Asks its second door for ever how it is: what `/ready` and `/live` say while the database dies and comes back. */
  async watch(): Promise<void> {
    const door = `http://127.0.0.1:${this.env["YUSR_OPERATIONS_PORT"] ?? ""}`;
    const status = (path: string): Promise<number> => fetch(`${door}${path}`, { signal: AbortSignal.timeout(2_000) }).then(({ status: said }) => said, () => 0);
    while (this.watching) {
      await sleep(50);
      const { child } = this;
      if (child === undefined || !this.ready || this.condemned.has(child)) continue;
      const [ready, live] = await Promise.all([status("/ready"), status("/live")]);
      if (child !== this.child || this.condemned.has(child)) continue;
      if (ready === 503) this.unreadySince ||= Date.now();
      else if (ready === 200) this.unreadySince = 0;
      if (live !== 200) this.deadLive += 1;
    }
  }

  async close(): Promise<void> {
    const { child } = this;
    this.watching = false;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  }

  kill(): void {
    this.watching = false;
    this.child?.kill("SIGKILL");
  }
}
