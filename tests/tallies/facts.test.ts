import type { House } from "../../src/app";
import { Channel } from "../../src/catalogue/domain/channel";
import { readValueMap } from "../../src/transactions/domain/value-map";
import { fine } from "../support/fixtures";
import { sharedData } from "../support/shared-data";
import { OPERATOR } from "../support/test-app";
import { type Desk, openDesk, unusedReference } from "../transactions/intake-support";
import { fromCounts, fromFacts } from "./recount";

let desk: Desk;
let house: House;
beforeAll(async () => {
  desk = await openDesk();
  ({ house } = desk.app);
});
afterAll(() => desk.app.close());

test("whatever was sent, repeated, extended, corrected and folded meanwhile: the counts are what the facts contribute", async () => {
  const T = (minute: number): string => new Date(Date.parse("2026-03-01T09:00:00+04:00") + minute * 60_000).toISOString();
  const sent = Array.from({ length: 40 }, (_, i) => {
    const whole = { service: desk.service.code, reference: unusedReference(), startedAt: T(i * 60), channel: i % 3 === 0 ? "WEB" : "KIOSK", subject: i % 2 === 0 ? null : { scheme: "CIVIL_NUMBER", value: String(i % 7) } };
    const passages = [
      { ordinal: 1, step: "FILL", enteredAt: T(i * 60), leftAt: T(i * 60 + 7), errors: i % 4 },
      { ordinal: 2, step: "REVIEW", enteredAt: T(i * 60 + 20), leftAt: T(i * 60 + 400) },
      { ordinal: 3, step: i % 2 === 0 ? "FILL" : "elsewhere", enteredAt: T(i * 60 + 500), leftAt: T(i * 60 + 510) },
      { ordinal: 4, step: "PAY", enteredAt: T(i * 60 + 600), leftAt: T(i * 60 + 601) },
    ];
    return [
      { ...whole, passages: passages.slice(0, 1) },
      { ...whole, passages: passages.slice(2) },
      { ...whole, passages: passages.slice(1, 3) },
      { ...whole, language: "ar", endedAt: T(i * 60 + 700), outcome: i % 5 === 0 ? "ABANDONED" : "GRANTED" },
    ];
  });
  const folding = { done: false };
  const folds = (async () => {
    while (!folding.done) await house.tallies.fold.fold(OPERATOR);
  })();
  await Promise.all([0, 1, 2, 3].map(async (part) => {
    const mine = sent.filter((_, i) => i % 4 === part);
    for (const order of [[2, 0], [3], [1, 0, 2, 3]]) for (const piece of order) await desk.record(mine.map((messages) => messages[(piece + part) % 4] as object));
  }));
  const withdrawn = sent.slice(0, 5).map(([message]) => ({ service: message?.service, reference: message?.reference, action: "WITHDRAW" }));
  const replaced = sent.slice(5, 10).map(([message]) => ({ service: message?.service, reference: message?.reference, action: "REPLACE", transaction: message }));
  await desk.correct([...withdrawn, ...replaced]);
  folding.done = true;
  await folds;
  const facts = await fromFacts(house, desk.service.id);
  expect(Object.keys(facts).length).toBeGreaterThan(50);
  expect(await fromCounts(house, desk.service.id)).toEqual(facts);
  await house.tallies.fold.fold(OPERATOR);
  expect(await fromCounts(house, desk.service.id)).toEqual(facts);
  const n = await desk.query("SELECT sum(n)::integer AS n FROM transaction_tally WHERE service_id = $1", [desk.service.id]);
  expect(n).toEqual([{ n: 35 }]);
});

test("the log of a Dutch municipality: counts, edges and variants as others have published them", async () => {
  const channels = fine(readValueMap([["Internet", "WEB"], ["Desk", "SERVICE_CENTRE"], ["Post", "post"], ["e-mail", "Email"], ["Intern", "OTHER"]], Channel, "channelMap"));
  const quiet = { reading: () => undefined, recording: () => undefined, notTaken: () => undefined };
  const log = { path: sharedData("receipt", "receipt.xes.gz"), agency: "WABO", service: "permit", mark: "COMPLETED" as const, names: {}, channel: { attribute: "channel", map: channels }, outcome: { always: "GRANTED" as const }, create: true };
  fine(await house.transactions.importLog.import(OPERATOR, log, quiet));
  const [row] = await desk.query<{ id: string }>("SELECT id FROM service WHERE code = 'permit'");
  const serviceId = row?.id ?? "";
  expect(await fromCounts(house, serviceId)).toEqual(await fromFacts(house, serviceId));
  await house.tallies.fold.fold(OPERATOR);
  const { lookup } = house.tallies;
  const query = { serviceIds: [serviceId], period: { from: "2010-01-01", to: "2013-01-01" } };
  const counted = await house.units.read(async (unit) => ({
    transactions: await lookup.transactions(unit, query),
    web: await lookup.transactions(unit, { ...query, channels: ["WEB"] }),
    passages: await lookup.passages(unit, query),
    edges: await lookup.edges(unit, query),
    variants: await lookup.variants(unit, query),
    durations: await lookup.durations(unit, query),
  }));
  const sum = (counts: readonly number[]): number => counts.reduce((total, n) => total + n, 0);
  expect(sum(counted.transactions.map(({ n }) => n))).toBe(1434);
  expect(sum(counted.web.map(({ n }) => n))).toBe(1250);
  expect(counted.passages).toHaveLength(27);
  expect(sum(counted.passages.map(({ passages }) => passages))).toBe(8577);
  expect([counted.variants.length, counted.variants[0]?.n, sum(counted.variants.map(({ n }) => n))]).toEqual([116, 713, 1434]);
  const inner = counted.edges.filter(({ from, to }) => from !== null && to !== null);
  const n = (from: string, to: string): number | undefined => inner.find((edge) => edge.from?.startsWith(from) === true && edge.to?.startsWith(to) === true)?.n;
  expect([inner.length, n("T04", "T05"), n("T06", "T10"), n("T02", "T04")]).toEqual([99, 1177, 1165, 1119]);
  expect(sum(counted.edges.filter(({ from }) => from === null).map((edge) => edge.n))).toBe(1434);
  const whole = counted.durations.find(({ kind, calendar }) => kind === "WHOLE" && calendar === "CLOCK");
  expect((whole?.totalMs ?? 0) / 1000 / (whole?.n ?? 0)).toBeCloseTo(467_263.915, 3);
});
