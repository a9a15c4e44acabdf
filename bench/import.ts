import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { SaxesParser } from "saxes";
import { withDatabase, withDataDir } from "./bench-database";
import { type Bench, type BenchOptions, figure, type Measurement, median } from "./bench-result";
import { Dice } from "./generator/dice";
import { slope } from "./slope";

const EVENTS = 1_000_000;
/** Of a round, of which there are several; the whole million comes once. */
const EVENTS_A_ROUND = 200_000;
const EVENTS_A_TRACE = 8;
const ACTIVITIES = 20;
const PEAK_MB = 400;
const SAMPLE_MS = 200;

const ROOT = join(__dirname, "..");
const RECEIPT_LOG = join(ROOT, "../shared/data/receipt/receipt.xes.gz");
const SECRETS = Object.fromEntries(["REFERENCE", "SUBJECT", "OPERATOR", "CONTACT", "TOKEN"].map((name) => [`YUSR_KEY_${name}`, "A".repeat(43)]));

/** `yusr import log` in a process of its own, beside a parser that only counts the events of the same file. */
export const IMPORT: Bench = {
  names: ["import"],
  about: `yusr import log: an XES log of ${figure(EVENTS)} events, and its memory`,
  measure: (options) => withDataDir((folder) => withDatabase(({ url }) => measure(folder, url, options))),
};

async function measure(folder: string, url: string, { rounds, size, say }: BenchOptions): Promise<readonly Measurement[]> {
  const [ofARound, all] = [size ?? EVENTS_A_ROUND, size === undefined ? EVENTS : size * 2];
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const file = join(folder, `round-${String(round)}.xes`);
    await writeLog(file, ofARound, round);
    const imported = await importLog(file, `ROUND-${String(round)}`, url);
    const parsed = await saxesPass(file);
    if (round === 0) continue;
    ours.push(imported.events / imported.seconds);
    bare.push(parsed.events / parsed.seconds);
    say(`import, round ${String(round)}: ${figure(ours.at(-1) ?? 0)} events/s, saxes alone ${figure(bare.at(-1) ?? 0)}`);
  }
  const file = join(folder, "whole.xes");
  await writeLog(file, all, rounds + 1);
  const whole = await importLog(file, "WHOLE", url);
  const peak = Math.max(...whole.rss.map(([, mb]) => mb));
  // After the first fifth: both passes through the file are under way, and the heap has found its size.
  const grows = slope(whole.rss.slice(Math.floor(whole.rss.length / 5))) * 60;
  const receipt = existsSync(RECEIPT_LOG) ? await importLog(RECEIPT_LOG, "RECEIPT", url) : undefined;
  return [
    {
      name: "import",
      ours: median(ours),
      reference: median(bare),
      unit: "events/s",
      goal: null,
      higherIsBetter: true,
      beside: "saxes counting the events of the same file",
      bounds: [{ text: `peak RSS ${figure(peak)} MB, under ${String(PEAK_MB)} MB`, held: peak < PEAK_MB }],
      details: [
        `logs of ${figure(ofARound)} events, median of ${String(rounds)} rounds; start of the process and both passes through the file are in it`,
        `${figure(whole.events)} events at once: ${figure(whole.events / whole.seconds)} events/s in ${figure(whole.seconds)} s; RSS ${course(whole.rss)}, slope ${figure(grows)} MB a minute`,
        receipt === undefined ? "the receipt log is not beside the project" : `the receipt log (${figure(receipt.events)} events, packed): ${figure(receipt.seconds)} s, ${figure(receipt.events / receipt.seconds)} events/s, peak ${figure(Math.max(...receipt.rss.map(([, mb]) => mb)))} MB`,
      ],
    },
  ];
}

interface Imported {
  readonly events: number;
  readonly seconds: number;
  /** Seconds since the start, megabytes. */
  readonly rss: readonly (readonly [number, number])[];
}

async function importLog(file: string, service: string, url: string): Promise<Imported> {
  const words = ["import", "log", file, "--agency", "LOGS", "--service", service, "--mark", "completed", "--outcome", "granted", "--json"];
  const start = performance.now();
  const child = spawn(process.execPath, [join(ROOT, "dist/src/cli/yusr.js"), ...words], { cwd: ROOT, env: { ...SECRETS, DATABASE_URL: url, NODE_ENV: "production" }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text: string) => {
    output += text;
  });
  let problems = "";
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (text: string) => {
    problems = (problems + text).slice(-2_000);
  });
  const rss: [number, number][] = [];
  const watch = setInterval(() => {
    void rssOf(child.pid ?? 0).then((mb) => {
      if (mb !== undefined) rss.push([(performance.now() - start) / 1_000, mb]);
    });
  }, SAMPLE_MS);
  const [code] = (await once(child, "close")) as [number | null];
  clearInterval(watch);
  if (code !== 0) throw new Error(`the import failed:\n${problems}`);
  const { events } = JSON.parse(output) as { events: number };
  return { events, seconds: (performance.now() - start) / 1_000, rss };
}

/** Megabytes of a process; undefined where it has ended, or where nobody can look (not Linux). */
async function rssOf(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${String(pid)}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmRSS:\s+(\d+)/mu.exec(status)?.[1];
  return kilobytes === undefined ? undefined : (Number(kilobytes) * 1_024) / 1e6;
}

function course(rss: readonly (readonly [number, number])[]): string {
  return [0.2, 0.4, 0.6, 0.8, 1].map((share) => figure(rss[Math.ceil(share * rss.length) - 1]?.[1] ?? Number.NaN)).join(", ") + " MB at each fifth of the time";
}

async function saxesPass(file: string): Promise<{ readonly events: number; readonly seconds: number }> {
  const start = performance.now();
  const parser = new SaxesParser({ xmlns: true, position: true });
  let events = 0;
  parser.on("opentag", ({ local }) => {
    if (local === "event") events += 1;
  });
  for await (const text of createReadStream(file, { encoding: "utf8", highWaterMark: 65_536 })) parser.write(String(text));
  parser.close();
  return { events, seconds: (performance.now() - start) / 1_000 };
}

/** A log as systems write them: traces of eight events through twenty activities, with who did what, over two years. */
async function writeLog(file: string, events: number, seed: number): Promise<void> {
  const dice = new Dice(seed, events);
  const traces = Math.ceil(events / EVENTS_A_TRACE);
  const text = function* (): Generator<string> {
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n';
    let left = events;
    for (let i = 0; i < traces; i += 1) {
      yield trace(i, Math.min(EVENTS_A_TRACE, left), dice);
      left -= EVENTS_A_TRACE;
    }
    yield "</log>\n";
  };
  await pipeline(Readable.from(text()), createWriteStream(file));
}

function trace(number: number, events: number, dice: Dice): string {
  let at = Date.UTC(2024, 0, 1) + dice.below(700 * 86_400_000);
  let text = `<trace>\n<string key="concept:name" value="case-${String(number)}"/>\n<string key="channel" value="Internet"/>\n`;
  for (let i = 0; i < events; i += 1) {
    at += dice.below(86_400_000);
    const activity = `T${String((i * 2 + dice.below(4)) % ACTIVITIES).padStart(2, "0")} step`;
    text += `<event>\n<string key="concept:name" value="${activity}"/>\n<string key="org:resource" value="Resource${String(dice.below(50))}"/>\n<date key="time:timestamp" value="${new Date(at).toISOString()}"/>\n<string key="lifecycle:transition" value="complete"/>\n</event>\n`;
  }
  return `${text}</trace>\n`;
}
