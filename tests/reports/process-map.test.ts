import { parse } from "csv-parse/sync";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addImportLogCommand } from "../../src/cli/import-log.command";
import { addReportCommand } from "../../src/cli/report.command";
import { everyField } from "../support/every-field";
import { givenService } from "../support/fixtures";
import { sharedData } from "../support/shared-data";
import { startTestApp, type TestApp } from "../support/test-app";
import { type CliRun, runCommand } from "../support/test-cli";

const MAP = `query ($service: String!, $period: PeriodInput!, $edges: Int, $variants: Int, $horizonDays: Int) { processMap(service: $service, period: $period, edges: $edges, variants: $variants, horizonDays: $horizonDays) ${everyField("ProcessMapResult")} }`;
/** Long enough for both logs. */
const PERIOD = { from: "2010-01-01", to: "2013-01-01" };

let app: TestApp;
let office: string;
let folder: string;

beforeAll(async () => {
  // A clock that stands, so that the same report is as fresh through every door.
  const now = new Date();
  app = await startTestApp({ clock: () => now });
  office = await app.key({ role: "office" });
  folder = await mkdtemp(join(tmpdir(), "yusr-report-"));
  const channels = join(folder, "channels.json");
  await writeFile(channels, JSON.stringify({ Internet: "WEB", Desk: "SERVICE_CENTRE", Post: "POST", "e-mail": "EMAIL", Intern: "OTHER" }));
  const imported = [
    await cli("import", "log", sharedData("receipt", "receipt.xes.gz"), "--agency", "WABO", "--service", "PERMIT", "--mark", "completed", "--outcome", "granted", "--channel-attribute", "channel", "--channel-map", channels),
    await cli("import", "log", sharedData("running-example", "running-example.xes"), "--agency", "WABO", "--service", "CLAIM", "--mark", "entered"),
  ];
  expect(imported.map((run) => run.failed)).toEqual([undefined, undefined]);
}, 120_000);
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

function cli(...args: readonly string[]): Promise<CliRun> {
  return runCommand(app.house, [addImportLogCommand, addReportCommand], ...args);
}

async function map(service: string, more: object = {}, key: string | undefined = office) {
  const { data, errors } = await app.send(key, MAP, { service, period: PERIOD, ...more });
  expect(errors).toBeUndefined();
  return data.processMap;
}

/** Edges in the words of the log: activity → activity. */
function inWords(answer: any): Map<string, number> {
  const names = new Map<string | null, string>(answer.steps.map((step: any) => [step.code, step.names.en]));
  return new Map(answer.edges.map((edge: any) => [`${names.get(edge.from) ?? "(start)"} → ${names.get(edge.to) ?? "(end)"}`, edge.count.value]));
}

function passagesOf(answer: any): number {
  return answer.steps.reduce((sum: number, step: any) => sum + Number(step.passages.value), 0);
}

test("the running example: the directly-follows graph that the textbook prints", async () => {
  const answer = await map("CLAIM");
  const edges = inWords(answer);
  const inner = [...edges].filter(([edge]) => !/\((start|end)\)/u.test(edge)).sort(([a], [b]) => (a < b ? -1 : 1));
  expect(inner).toEqual([
    ["check ticket → decide", 6], ["check ticket → examine casually", 2], ["check ticket → examine thoroughly", 1],
    ["decide → pay compensation", 3], ["decide → reinitiate request", 3], ["decide → reject request", 3],
    ["examine casually → check ticket", 4], ["examine casually → decide", 2], ["examine thoroughly → check ticket", 2], ["examine thoroughly → decide", 1],
    ["register request → check ticket", 2], ["register request → examine casually", 3], ["register request → examine thoroughly", 1],
    ["reinitiate request → check ticket", 1], ["reinitiate request → examine casually", 1], ["reinitiate request → examine thoroughly", 1],
  ]);
  expect([edges.get("(start) → register request"), answer.variantCount]).toEqual([6, 6]);
  expect(passagesOf(answer)).toBe(42);
  // One timestamp for each event that marks the beginning: a step lasts until the next begins, so nothing lies between.
  expect(answer.edges.find((edge: any) => edge.place === "INNER").time).toMatchObject({ value: 0, unit: "SECONDS", method: "ORDER_STATISTIC" });
});

test("the permit log: 99 edges between steps, 116 variants, and the counts that others published", async () => {
  const answer = await map("WABO/PERMIT");
  expect(answer.edges.filter((edge: any) => edge.place === "INNER")).toHaveLength(99);
  const edges = [...inWords(answer)];
  const from = (a: string, b: string) => edges.filter(([edge]) => edge.startsWith(`${a} `) && edge.includes(`→ ${b} `)).map(([, n]) => n);
  expect([from("T04", "T05"), from("T06", "T10"), from("T02", "T04")]).toEqual([[1177], [1165], [1119]]);
  expect(answer.edges.filter((edge: any) => edge.place === "START").map((edge: any) => edge.count.value)).toEqual([1434]);
  expect([answer.variantCount, answer.variants.length]).toEqual([116, 10]);
  expect(answer.variants[0]).toMatchObject({ transactions: { value: 713 }, share: { value: 713 / 1434, n: 1434, quality: "FULL", method: "WILSON" } });
  expect(passagesOf(answer)).toBe(8577);
  expect(answer.steps).toHaveLength(27);
});

test("the permit log: rework as pm4py counts it, and how much the most frequent variants cover", async () => {
  const { rework, coverage } = await map("PERMIT");
  expect(rework.rework).toMatchObject({ transactions: { value: 91 }, share: { value: 91 / 1434, method: "WILSON" } });
  expect(rework.selfLoops).toMatchObject({ events: { value: 6 } });
  expect(rework.rework.events.value).toBe(Number(rework.selfLoops.events.value) + Number(rework.repeats.events.value));
  expect(rework.rework.eventsPerTransaction.value * 1434).toBeCloseTo(rework.rework.events.value, 9);
  expect(coverage[0]).toMatchObject({ variants: 1, share: { value: 713 / 1434 } });
  expect(coverage.map(({ variants }: any) => variants)).toEqual([1, 2, 3, 5, 10, 20, 50]);
  const claim = await map("CLAIM");
  // Cases 3 and 5 of the textbook: nine events of seven steps, thirteen of six.
  expect(claim.rework.rework).toMatchObject({ transactions: { value: 2 }, events: { value: 9 }, share: { value: 2 / 6 } });
  expect(claim.coverage.map(({ variants, share }: any) => [variants, share.value])).toEqual([[1, 1 / 6], [2, 2 / 6], [3, 3 / 6], [5, 5 / 6], [6, 1]]);
});

test("the permit log: fitness agrees with another way to work it out, and every second is waiting or service", async () => {
  const { fit, steps, variants, times, dropOff } = await map("PERMIT", { variants: 500 });
  // All steps of an imported log are optional and each stands once: what fits is the longest run of steps in rising order.
  const position = new Map(steps.map(({ code }: any, at: number) => [code, at]));
  const all = variants.map(({ steps: path, transactions }: any) => ({ n: transactions.value, length: path.length, fitting: longestRise(path.map((code: string) => position.get(code))) }));
  const sum = (of: (one: any) => number): number => all.reduce((total: number, one: any) => total + Number(one.n) * of(one), 0);
  expect(sum(() => 1)).toBe(1434);
  expect(fit.average.value).toBeCloseTo(sum(({ length, fitting }) => fitting / length) / 1434, 12);
  expect(fit.log.value).toBeCloseTo(sum(({ fitting }) => fitting) / 8577, 12);
  expect(fit.fitting.value).toBeCloseTo(sum(({ length, fitting }) => (length === fitting ? 1 : 0)) / 1434, 12);
  expect(fit.deviations.reduce((total: number, one: any) => total + Number(one.extraPassages.value), 0)).toBe(sum(({ length, fitting }) => length - fitting));
  expect(fit.average.low).toBeLessThan(fit.average.value);
  expect(fit.notCompared.value).toBe(0);
  const clock = times.find(({ turn, calendar }: any) => turn === "AGENCY" && calendar === "CLOCK");
  expect((Number(clock.service.total.value) + Number(clock.waiting.total.value)) / 1434).toBeCloseTo(467263.915, 2);
  expect(dropOff[0]).toMatchObject({ reached: { value: 1434 }, inFlight: { value: 0 }, byHorizon: { value: 0, method: "AALEN_JOHANSEN" } });
});

function longestRise(values: readonly number[]): number {
  const best: number[] = [];
  for (const [at, value] of values.entries()) best.push(1 + Math.max(0, ...best.filter((_, before) => before < at && (values[before] ?? 0) < value)));
  return Math.max(0, ...best);
}

test("the effort report reads the same log: transactions, mean throughput, rework", async () => {
  const { out } = await cli("report", "effort", "--service", "PERMIT", "--from", PERIOD.from, "--to", PERIOD.to, "--csv");
  const rows: Record<string, string>[] = parse(out, { columns: true });
  const of = (figure: string) => rows.filter((row) => row["figure"] === figure && row["level"] !== "STAGE");
  const sum = (figure: string) => of(figure).reduce((total, row) => total + Number(row["value"]), 0);
  expect(of("transactions").map((row) => row["value"])).toEqual(["1434"]);
  expect(sum("passages")).toBe(8577);
  // 8577 events less what each of the 1434 cases passes first: what process mining calls rework.
  expect(sum("extraPassages")).toBe(8577 - sum("reached"));
  const [whole] = of("wholeTime.total");
  expect(Number(whole?.["value"]) / Number(whole?.["n"])).toBeCloseTo(467263.915, 2);
  // The log says nothing of errors and asked nobody: neither is 0.
  expect(new Set(of("errors").map((row) => `${row["value"] ?? ""}${row["reasons"] ?? ""}`))).toEqual(new Set(["NOT_MEASURED"]));
  expect(of("ces.share").map((row) => [row["value"], row["reasons"]])).toEqual([["", "NOT_ASKED"]]);
  const channel = await cli("report", "effort", "--service", "PERMIT", "--from", PERIOD.from, "--to", PERIOD.to, "--channel", "SERVICE_CENTRE", "--csv");
  expect((parse(channel.out, { columns: true })[0] as Record<string, string>)["value"]).toBe("109");
});

test("the same digits through every door", async () => {
  const line = ["report", "process", "--service", "PERMIT", "--from", PERIOD.from, "--to", PERIOD.to];
  const { __typename, ...fromApi } = await map("PERMIT");
  const json = await cli(...line, "--json");
  expect(JSON.parse(json.out)).toEqual(fromApi);
  const rows: Record<string, string>[] = parse((await cli(...line, "--csv")).out, { columns: true });
  const counts = rows.filter((row) => row["part"] === "EDGE" && row["figure"] === "count");
  expect(counts.map((row) => [row["from"], row["to"], row["value"]])).toEqual(fromApi.edges.map((edge: any) => [edge.from ?? "", edge.to ?? "", String(edge.count.value)]));
  expect(rows.filter((row) => row["part"] === "VARIANT" && row["figure"] === "share").map((row) => Number(row["low"]))).toEqual(fromApi.variants.map((variant: any) => variant.share.low));
  const figure = (part: string, about: string, name: string) => rows.filter((row) => row["part"] === part && row["from"] === about && row["figure"] === name).map((row) => [row["value"], row["low"]].map(Number));
  expect(figure("REWORK", "rework", "share")).toEqual([[fromApi.rework.rework.share.value, fromApi.rework.rework.share.low]]);
  expect(figure("FIT", "", "average")).toEqual([[fromApi.fit.average.value, fromApi.fit.average.low]]);
  expect(figure("DEVIATION", fromApi.fit.deviations[0].step, "extraShare")).toEqual([[fromApi.fit.deviations[0].extraShare.value, fromApi.fit.deviations[0].extraShare.low]]);
  expect(figure("DROP_OFF", fromApi.dropOff[0].step, "by30Days")).toEqual([[fromApi.dropOff[0].byHorizon.value, fromApi.dropOff[0].byHorizon.low]]);
  expect(figure("TURN", "AGENCY CLOCK", "service.median")).toEqual([[fromApi.times[0].service.median.value, fromApi.times[0].service.median.low]]);
  expect((await cli(...line)).out).toMatch(/any step again +91 +6\.3 %/u);
  expect((await cli(...line, "--edges", "5")).out).toMatch(/Edges \(5 of \d+\).*\n {2}\(start\) → \S+ +1434/u);
});

test("cut, empty, and refused", async () => {
  expect(await map("PERMIT", { edges: 3, variants: 1 })).toMatchObject({ edges: { length: 3 }, variants: { length: 1 }, variantCount: 116 });
  expect(await map("PERMIT", { period: { from: "2020-01-01", to: "2020-02-01" } })).toMatchObject({ steps: [], edges: [], edgeCount: 0, variants: [], variantCount: 0, coverage: [], dropOff: [], fit: { average: { value: null, reasons: ["NO_DATA"] } } });
  expect(await map("PERMIT", { period: { from: "2020-01-01", to: "2020-01-01" } })).toMatchObject({ __typename: "Refusal", code: "EMPTY_PERIOD", path: ["period", "to"] });
  expect(await map("NO-SUCH")).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND", path: ["service"] });
  expect(await map("a\0")).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND", path: ["service"] });
  const tooMany = await app.send(office, MAP, { service: "PERMIT", period: PERIOD, edges: 501 });
  expect([tooMany.status, tooMany.errors[0].extensions.code]).toEqual([400, "BAD_USER_INPUT"]);
  const tooFar = await app.send(office, MAP, { service: "PERMIT", period: PERIOD, horizonDays: 366 });
  expect([tooFar.status, tooFar.errors[0].extensions.code]).toEqual([400, "BAD_USER_INPUT"]);
  expect((await cli("report", "process", "--service", "PERMIT", "--from", PERIOD.from, "--to", PERIOD.to, "--horizon", "0")).failed).toMatchObject({ code: "BAD_USER_INPUT" });
  const refused = await cli("report", "process", "--service", "NO-SUCH", "--from", PERIOD.from, "--to", PERIOD.to);
  expect(refused.failed).toMatchObject({ code: "NOT_FOUND" });
});

test("who may ask: nobody not, a stranger finds nothing, the owner does", async () => {
  const nobody = await app.send(undefined, MAP, { service: "PERMIT", period: PERIOD });
  expect([nobody.status, nobody.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
  const other = await givenService(app);
  const stranger = await app.key({ role: "owner", agencyId: other.agencyId, serviceIds: undefined });
  const refused = await map("WABO/PERMIT", {}, stranger);
  expect(refused).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND", path: ["service"] });
  expect(refused).toEqual(await map("WABO/NO-SUCH", {}, stranger));
  expect(await map(other.code, {}, stranger)).toMatchObject({ __typename: "ProcessMap", service: { code: other.code } });
});
