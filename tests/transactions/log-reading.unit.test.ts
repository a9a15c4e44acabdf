import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LogSurvey } from "../../src/transactions/domain/log-survey";
import { readTrace, type Trace } from "../../src/transactions/domain/log-trace";
import { type Mark, partsOfTrace, passagesOfTrace } from "../../src/transactions/domain/passages-of-trace";
import { openLogFile, type LogFileOptions } from "../../src/transactions/storage/open-log-file";
import { heldBytes } from "../support/heap";
import { sharedData } from "../support/shared-data";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yusr-logs-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Read {
  readonly traces: Trace[];
  readonly notTaken: [number, string][];
}

async function read(path: string, options: Partial<LogFileOptions> = {}): Promise<Read> {
  const log = await openLogFile(path, { names: {}, attributes: [], ...options });
  const traces: Trace[] = [];
  const notTaken: [number, string][] = [];
  for await (const raw of log.traces()) {
    const trace = "refusal" in raw ? raw : readTrace(raw, log.names);
    if ("refusal" in trace) notTaken.push([trace.line, trace.refusal.code]);
    else traces.push(trace);
  }
  await log.close();
  return { traces, notTaken };
}

async function csv(content: string): Promise<string> {
  const path = join(folder, "log.csv");
  await writeFile(path, content);
  return path;
}

/** "activity entered left" with the minute of each time; open: -. */
function passages({ events }: Trace, mark: Mark | null, pairsStarts = false): string[] | string {
  const found = passagesOfTrace(partsOfTrace(events), mark, pairsStarts);
  return "code" in found ? found.code : found.map(({ ordinal, activity, enteredAt, leftAt }) => `${String(ordinal)} ${activity} ${String(enteredAt.getUTCMinutes())} ${leftAt === null ? "-" : String(leftAt.getUTCMinutes())}`);
}

const HEADER = "case:concept:name,concept:name,time:timestamp,lifecycle:transition,concept:instance\n";
const rows = (...events: string[]): string =>
  HEADER +
  events
    .map((event) => {
      const [name, activity, minute, transition, instance] = event.split(" ");
      return `${name ?? ""},${activity ?? ""},2026-03-01 00:${(minute ?? "").padStart(2, "0")}:00+00:00,${transition ?? ""},${instance ?? ""}\n`;
    })
    .join("");

async function one(...events: string[]): Promise<Trace> {
  const { traces, notTaken } = await read(await csv(rows(...events)));
  expect(notTaken).toEqual([]);
  return traces[0] as Trace;
}

describe("one time per event", () => {
  test("needs a mark, and each mark gives its own passages", async () => {
    const trace = await one("c a 1", "c b 5", "c c 5", "c d 20");
    expect(passages(trace, null)).toBe("MARK_REQUIRED");
    expect(passages(trace, "COMPLETED")).toEqual(["1 a 1 1", "2 b 1 5", "3 c 5 5", "4 d 5 20"]);
    expect(passages(trace, "ENTERED")).toEqual(["1 a 1 5", "2 b 5 5", "3 c 5 20", "4 d 20 -"]);
  });

  test("rows out of order are put in order, equal times stay as the file has them", async () => {
    const trace = await one("c late 9", "c x 3", "c y 3", "c first 1");
    expect(passages(trace, "COMPLETED")).toEqual(["1 first 1 1", "2 x 1 3", "3 y 3 3", "4 late 3 9"]);
    expect(passages(trace, "ENTERED")).toEqual(["1 first 1 3", "2 x 3 3", "3 y 3 9", "4 late 9 -"]);
  });

  test("a log of starts alone is one like any other", async () => {
    const trace = await one("c a 1 start", "c b 5 start");
    expect(passages(trace, null)).toBe("MARK_REQUIRED");
    expect(passages(trace, "ENTERED")).toEqual(["1 a 1 5", "2 b 5 -"]);
  });
});

describe("starts and completes", () => {
  test("are joined by activity and instance; what neither begins nor completes is left aside; no mark is needed", async () => {
    const trace = await one("c a 1 schedule", "c a 2 START i1", "c a 3 start i2", "c a 4 complete i2", "c a 9 COMPLETE i1", "c b 5 start", "c b 6 complete", "c b 7 start", "c b 8 complete");
    expect(passages(trace, null, true)).toEqual(["1 a 2 9", "2 a 3 4", "3 b 5 6", "4 b 7 8"]);
  });

  test("a start without its end is a step still open", async () => {
    expect(passages(await one("c a 1 start", "c a 2 complete", "c b 3 start"), null, true)).toEqual(["1 a 1 2", "2 b 3 -"]);
  });

  test("a complete without its start needs the mark and lasts from the event before", async () => {
    const trace = await one("c a 1 start", "c a 4 complete", "c b 9 complete");
    expect(passages(trace, null, true)).toBe("MARK_REQUIRED");
    expect(passages(trace, "COMPLETED", true)).toEqual(["1 a 1 4", "2 b 4 9"]);
  });

  test("a complete before its start is not its end", async () => {
    expect(passages(await one("c a 3 start", "c a 1 complete"), "COMPLETED", true)).toEqual(["1 a 1 1", "2 a 3 -"]);
  });
});

test("a CSV with the beginning and the end in one row needs no mark", async () => {
  const path = await csv("ref;what;from;to\n7;a;2026-03-01T00:01:00Z;2026-03-01T00:03:00Z\n7;b;2026-03-01T00:02:00Z;2026-03-01T00:09:00Z\n8;a;2026-03-01T00:05:00Z;2026-03-01T00:04:00Z\n");
  const { traces, notTaken } = await read(path, { names: { case: "ref", activity: "what", start: "from", time: "to" } });
  expect(traces.map((trace) => passages(trace, null))).toEqual([["1 a 1 3", "2 b 2 9"]]);
  expect(notTaken).toEqual([[4, "LEFT_BEFORE_ENTERED"]]);
});

test("cases whose rows stand mixed are put together, and what cannot be taken is told with its line", async () => {
  const path = await csv(`${rows("c1 a 1", "c2 a 2", "c1 b 3", " a 4", "c3 x 1", "c4  5")}c5,a,2026-03-01 00:00:00,,\nc6,a\nc2,b,2026-02-30T00:00:00Z,,\n`);
  const { traces, notTaken } = await read(path);
  expect(traces.map(({ reference, events }) => [reference, events.map((event) => [event.activity, event.line])]).sort()).toEqual([
    ["c1", [["a", 2], ["b", 4]]],
    ["c3", [["x", 6]]],
  ]);
  expect(notTaken.sort(([a], [b]) => a - b)).toEqual([
    [5, "CASE_MISSING"],
    [7, "ACTIVITY_MISSING"],
    [8, "INVALID_TIME"],
    [9, "WRONG_NUMBER_OF_CELLS"],
    [10, "INVALID_TIME"],
  ]);
});

test("a needed column that is missing is named with those that are there", async () => {
  await expect(read(await csv("id,act\n1,2\n"))).rejects.toMatchObject({ code: "COLUMN_MISSING", message: expect.stringContaining("The file has: id, act.") });
  await expect(read(await csv(rows("c a 1")), { attributes: ["channel"] })).rejects.toMatchObject({ code: "COLUMN_MISSING", message: expect.stringContaining('no column "channel"') });
});

test.each([["receipt.xes.gz"], ["receipt.csv.gz"]])("the municipality's log, %s: what stands in it", async (file) => {
  const { traces, notTaken } = await read(sharedData("receipt", file), { attributes: ["channel"] });
  const survey = new LogSurvey();
  const variants = new Map<string, number>();
  let seconds = 0;
  for (const trace of traces) {
    survey.add(trace);
    const found = passagesOfTrace(partsOfTrace(trace.events), "COMPLETED", false);
    if ("code" in found) throw new Error(found.code);
    const variant = found.map((passage) => passage.activity).join(" > ");
    variants.set(variant, (variants.get(variant) ?? 0) + 1);
    seconds += ((found.at(-1)?.leftAt?.getTime() ?? NaN) - (found[0]?.enteredAt.getTime() ?? NaN)) / 1000;
  }
  expect([notTaken, survey.cases, survey.events, survey.oneTime, survey.spans, survey.needsMark]).toEqual([[], 1434, 8577, 8577, 0, true]);
  expect([survey.activities().length, survey.activities()[0], variants.size, Math.max(...variants.values())]).toEqual([27, "Confirmation of receipt", 116, 713]);
  expect(seconds / survey.cases).toBeCloseTo(467_263.915, 3);
  expect(survey.earliest?.toISOString()).toBe("2010-10-02T07:20:39.266Z");
  expect(traces.filter((trace) => trace.attributes["channel"] === "Internet")).toHaveLength(1250);
});

test("memory stays flat over a mixed CSV that would not fit, and its buckets are gone afterwards", async () => {
  const path = join(folder, "big.csv");
  const cases = 30_000;
  await writeFile(path, HEADER);
  for (let step = 0; step < 5; step += 1) {
    const part = Array.from({ length: cases }, (_, at) => `case-number-${String(at)},An activity of some length ${String(step)},2026-03-01T00:0${String(step)}:00Z,,\n`).join("");
    await writeFile(path, part, { flag: "a" });
  }
  const left = async (): Promise<string[]> => (await readdir(tmpdir())).filter((name) => name.startsWith(`yusr-log-${String(process.pid)}-`) || name.endsWith("-left"));
  // What a killed import left: no process has this number.
  await mkdir(join(tmpdir(), "yusr-log-999999999-left"), { recursive: true });
  const log = await openLogFile(path, { names: {}, attributes: [] });
  const before = heldBytes();
  let [peak, seen] = [0, 0];
  for (let pass = 0; pass < 2; pass += 1) {
    for await (const raw of log.traces()) {
      if ("refusal" in raw) throw new Error(raw.refusal.code);
      expect(raw.events).toHaveLength(5);
      seen += 1;
      if (seen % 5_000 === 0) peak = Math.max(peak, heldBytes() - before);
    }
  }
  expect(seen).toBe(2 * cases);
  expect(await left()).toHaveLength(1);
  // 256 buckets of at most 64 KB each, and one of them as objects.
  expect(peak).toBeLessThan(25_000_000);
  await log.close();
  expect(await left()).toEqual([]);
}, 120_000);
