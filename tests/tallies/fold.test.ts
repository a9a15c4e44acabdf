import type { DataSource } from "typeorm";
import { UnitsOfWork } from "../../src/database/unit-of-work";
import { Access, AccessDenied } from "../../src/security/access";
import { FoldTalliesService } from "../../src/tallies/fold-tallies.service";
import { TALLIES } from "../../src/tallies/domain/tally";
import { grainsOf } from "../../src/tallies/domain/grain";
import { FoldRepository } from "../../src/tallies/storage/fold.repository";
import { keyColumns, measureColumns, tallyTable } from "../../src/tallies/storage/tally-table";
import type { Transaction } from "../../src/transactions/domain/transaction";
import { givenService, type ServiceFixture } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { at, passage, transaction } from "../support/transaction-fixture";

let app: TestApp;
let dataSource: DataSource;
let services: ServiceFixture[];
beforeAll(async () => {
  app = await startTestApp();
  ({ dataSource } = app.house);
});
beforeEach(async () => {
  services = [];
  for (let i = 0; i < 3; i += 1) services.push(await givenService(app, { steps: [{ code: "APPLY", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }] }));
});
afterAll(() => app.close());

/** A fold of its own with small chunks, as another process would have. */
const folder = (chunk: number, folds = new FoldRepository()) => new FoldTalliesService(new UnitsOfWork(dataSource), new Access(), folds, chunk);

const some = (service: ServiceFixture, minutes: number): Transaction =>
  transaction(service, {
    endedAt: at(minutes + 100),
    outcome: minutes % 3 === 0 ? "GRANTED" : "ABANDONED",
    passages: [passage("APPLY", at(minutes), at(minutes + (minutes % 7))), passage("REVIEW", at(minutes + 20), at(minutes + 90))],
  });

async function write(minutes: number): Promise<void> {
  await dataSource.transaction((unit) =>
    app.house.tallies.deltas.transactionsChanged(unit, services.map((service) => ({ before: null, after: some(service, minutes) }))));
}

const sum = (counts: readonly number[]): number => counts.reduce((total, n) => total + n, 0);

async function answers(period = { from: "2026-03-01", to: "2026-04-01" }) {
  const { lookup } = app.house.tallies;
  const query = { serviceIds: services.map((service) => service.id), period };
  return app.house.units.read(async (unit) => ({
    transactions: await lookup.transactions(unit, query),
    passages: await lookup.passages(unit, query),
    durations: await lookup.durations(unit, query),
    edges: await lookup.edges(unit, query),
    variants: await lookup.variants(unit, query),
  }));
}

const waiting = async (): Promise<number> => {
  const [row] = await dataSource.query<{ n: number }[]>(`SELECT (${TALLIES.map(({ name }) => `(SELECT count(*) FROM ${name}_delta)`).join(" + ")})::integer AS n`);
  return row?.n ?? 0;
};

test("a fold changes no answer, however small its chunks and however often it runs", async () => {
  for (let i = 0; i < 30; i += 1) await write(i * 13);
  const before = await answers();
  expect(await waiting()).toBeGreaterThan(100);
  const results = await folder(7).fold(OPERATOR);
  expect(results.map(({ tally }) => tally)).toEqual(TALLIES.map(({ name }) => name));
  expect(results.reduce((sum, { folded }) => sum + folded, 0)).toBeGreaterThan(100);
  expect(await waiting()).toBe(0);
  expect(await answers()).toEqual(before);
  expect((await folder(7).fold(OPERATOR)).map(({ folded }) => folded)).toEqual(TALLIES.map(() => 0));
  for (let i = 0; i < 30; i += 1) await write(i * 13);
  const doubled = await answers();
  await folder(1000).fold(OPERATOR);
  expect(await answers()).toEqual(doubled);
  expect(doubled.transactions.map(({ n }) => n)).toEqual(before.transactions.map(({ n }) => n * 2));
});

test("coarser grains are what the days add up to, and a month reads the same as its parts", async () => {
  for (let i = 0; i < 30; i += 1) await write(i * 1_440);
  await folder(17).fold(OPERATOR);
  for (const tally of TALLIES) {
    for (const grain of grainsOf(tally).filter((one) => tallyTable(tally, one) !== tallyTable(tally))) {
      const keys = keyColumns(tally, grain).map((column) => (column === "day" ? "date_trunc('month', day::timestamp)::date" : column)).join(", ");
      const sums = measureColumns(tally).map((measure) => `sum(${measure})::float8`).join(", ");
      const rows = (table: string): string => `SELECT ${keys}, ${sums} FROM ${table} GROUP BY ${keys} ORDER BY ${keys}`;
      const ofDays = await dataSource.query<unknown[]>(rows(tallyTable(tally)));
      expect(ofDays.length + Number(["invitation", "return"].includes(tally.name))).toBeGreaterThan(0);
      expect(await dataSource.query(rows(tallyTable(tally, grain)))).toEqual(ofDays);
    }
  }
  const whole = await answers();
  const parts = [await answers({ from: "2026-03-01", to: "2026-03-12" }), await answers({ from: "2026-03-12", to: "2026-04-01" })];
  const n = ({ durations, edges, passages }: typeof whole): number[] => [durations, edges].map((counts) => sum(counts.map((count) => count.n))).concat(sum(passages.map(({ reached }) => reached)));
  expect(n(whole)).toEqual(n(parts[0] as typeof whole).map((count, i) => count + (n(parts[1] as typeof whole)[i] ?? 0)));
  expect(n(whole).every((count) => count > 0)).toBe(true);
});

test("folds at once, beside writers, lose nothing and count nothing twice", async () => {
  const folders = Array.from({ length: 3 }, async () => {
    for (let i = 0; i < 12; i += 1) await folder(11).fold(OPERATOR);
  });
  const writers = Array.from({ length: 2 }, async (_, w) => {
    for (let i = 0; i < 30; i += 1) await write(w * 500 + i * 7);
  });
  await Promise.all([...folders, ...writers]);
  const counted = await answers();
  expect(sum(counted.transactions.map(({ n }) => n))).toBe(180);
  expect(sum(counted.passages.map(({ reached }) => reached))).toBe(360);
  expect(sum(counted.edges.map(({ n }) => n))).toBe(540);
  expect(sum(counted.variants.map(({ n }) => n))).toBe(180);
  // Every duration is a zero or in a bucket, in every row.
  for (const { n, zeros, buckets } of counted.durations) expect(zeros + sum([...buckets.values()])).toBe(n);
  await folder(1000).fold(OPERATOR);
  expect(await waiting()).toBe(0);
  expect(await answers()).toEqual(counted);
});

test("readers never see a fold half done", async () => {
  for (let i = 0; i < 20; i += 1) await write(i);
  const expected = await answers();
  const folding = { done: false };
  const fold = folder(5).fold(OPERATOR).finally(() => (folding.done = true));
  let looks = 0;
  while (!folding.done) {
    expect(await answers()).toEqual(expected);
    looks += 1;
  }
  await fold;
  expect(looks).toBeGreaterThan(0);
});

test("a fold that dies in the middle leaves everything as it was", async () => {
  for (let i = 0; i < 5; i += 1) await write(i);
  const [expected, left] = [await answers(), await waiting()];
  class Dying extends FoldRepository {
    override async move(...args: Parameters<FoldRepository["move"]>): Promise<number> {
      await super.move(...args);
      await args[0].query("SELECT pg_terminate_backend(pg_backend_pid())");
      return 0;
    }
  }
  await expect(folder(10, new Dying()).fold(OPERATOR)).rejects.toThrow(/terminat/u);
  expect(await waiting()).toBe(left);
  expect(await answers()).toEqual(expected);
  await folder(10).fold(OPERATOR);
  expect(await answers()).toEqual(expected);
});

test("a tally that somebody else is folding is left to them", async () => {
  await write(1);
  await dataSource.transaction(async (unit) => {
    expect(await new FoldRepository().lock(unit, TALLIES[0])).toBe(true);
    const results = await folder(10).fold(OPERATOR);
    expect(results.map(({ skipped }) => skipped)).toEqual([true, ...TALLIES.slice(1).map(() => false)]);
  });
  expect((await folder(10).fold(OPERATOR))[0]).toMatchObject({ skipped: false, folded: 3 });
});

test("only the operator and the jobs may fold and release", async () => {
  const { fold, release } = app.house.tallies;
  await expect(fold.fold({ kind: "anonymous" })).rejects.toThrow(AccessDenied);
  for (const kind of ["office", "admin"] as const) {
    await expect(fold.fold({ kind, keyId: "k" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(release.release({ kind, keyId: "k" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
});
