import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { REGISTERED } from "../src/graphql/registered-documents";
import { withDatabase, withDataDir } from "./bench-database";
import { type Bench, type BenchOptions, figure, type Measurement, median } from "./bench-result";
import { HttpClient } from "./http-client";

const ROOT = join(__dirname, "..");

/** As `npm start` runs it, after it has looked whether anything must be installed or compiled. */
const OURS = ["--max-semi-space-size=64", join(ROOT, "dist/src/main.js")];
const BARE = [join(__dirname, "bare-server.js")];

const SECRETS = Object.fromEntries(["REFERENCE", "SUBJECT", "OPERATOR", "CONTACT", "TOKEN"].map((name) => [`YUSR_KEY_${name}`, "A".repeat(43)]));
const QUIET = { PORT: "0", YUSR_DEMO: "off", NODE_ENV: "production" };

/** How long it takes from starting the process to the first answer over HTTP, on data that are there already. */
export const START: Bench = {
  names: ["start.embedded", "start.server"],
  about: "from starting the process to the first answer: with its own PostgreSQL, and with DATABASE_URL",
  measure: (options) => withDataDir((dataDir) => withDatabase(({ url }) => measure(dataDir, url, options))),
};

async function measure(dataDir: string, url: string, { rounds, say }: BenchOptions): Promise<readonly Measurement[]> {
  const embedded: number[] = [];
  const server: number[] = [];
  const bare: number[] = [];
  // Round 0 creates the data directory and warms the file system's cache.
  for (let round = 0; round <= rounds; round += 1) {
    const times = [
      await firstAnswer(OURS, { ...QUIET, YUSR_DATA_DIR: dataDir }),
      await firstAnswer(OURS, { ...QUIET, ...SECRETS, DATABASE_URL: url }),
      await firstAnswer([...BARE, url], {}),
    ] as const;
    if (round === 0) continue;
    embedded.push(times[0]);
    server.push(times[1]);
    bare.push(times[2]);
    say(`start, round ${String(round)}: embedded ${figure(times[0])} ms, with DATABASE_URL ${figure(times[1])} ms, bare ${figure(times[2])} ms`);
  }
  const row = (name: string, ours: number): Measurement => ({
    name,
    ours,
    reference: median(bare),
    unit: "ms",
    goal: null,
    higherIsBetter: false,
    beside: "a bare Fastify with one pg query",
    details: [`from spawn to the first answer over HTTP, median of ${String(rounds)} rounds`],
  });
  return [row("start.embedded", median(embedded)), row("start.server", median(server))];
}

/** What anybody may ask: the survey behind a link, here of none. */
const FIRST_QUESTION = JSON.stringify({ query: [...REGISTERED.values()][0], variables: { token: "none" } });

/** Milliseconds; the process is stopped again. @throws Error where it ends before it answers */
async function firstAnswer(words: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const start = performance.now();
  // PATH: where PostgreSQL's user is looked up.
  const child = spawn(process.execPath, words, { cwd: ROOT, env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const end = once(child, "exit");
  let output = "";
  const address = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text: string) => {
        output += text;
        const found = /GraphQL\s+(http:\S+)\/graphql/u.exec(output)?.[1];
        if (found !== undefined) resolve(found);
      });
    }
    child.once("exit", () => {
      reject(new Error(`the server ended before it answered:\n${output}`));
    });
  });
  const client = new HttpClient(address, undefined, 1);
  try {
    const answer = await client.post("/graphql", FIRST_QUESTION);
    if (!answer.includes('"data"')) throw new Error(`no answer: ${answer}`);
    return performance.now() - start;
  } finally {
    client.close();
    child.kill("SIGTERM");
    await end;
  }
}
