import type { Transaction } from "../../src/transactions/domain/transaction";
import type { TallyQuery } from "../../src/tallies/tallies.lookup";
import { givenService, type ServiceFixture } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { at, passage, transaction } from "../support/transaction-fixture";

let app: TestApp;
let service: ServiceFixture;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  service = await givenService(app, {
    steps: [
      { code: "APPLY", kind: "FILL_IN" },
      { code: "REVIEW", kind: "REVIEW" },
      { code: "PAY", kind: "PAY" },
    ],
  });
});
afterAll(() => app.close());

const MARCH = { from: "2026-03-01", to: "2026-04-01" };

async function counted(...changes: readonly (readonly [Transaction | null, Transaction])[]): Promise<void> {
  await app.house.dataSource.transaction((unit) =>
    app.house.tallies.deltas.transactionsChanged(unit, changes.map(([before, after]) => ({ before, after }))));
}

async function everything(query: Partial<TallyQuery> = {}) {
  const { lookup } = app.house.tallies;
  const asked = { serviceIds: [service.id], period: MARCH, ...query };
  return app.house.dataSource.transaction("REPEATABLE READ", async (unit) => ({
    transactions: await lookup.transactions(unit, asked),
    passages: await lookup.passages(unit, asked),
    durations: await lookup.durations(unit, asked),
    edges: await lookup.edges(unit, asked),
    variants: await lookup.variants(unit, asked),
  }));
}

/** Applied for an hour (with two errors), reviewed after a wait of half an hour, paid at once. */
function granted(more: Partial<Transaction> = {}): Transaction {
  return transaction(service, {
    endedAt: at(200),
    outcome: "GRANTED",
    passages: [
      passage("APPLY", at(0), at(60), { errors: 2, retries: 0 }),
      passage("REVIEW", at(90), at(150)),
      passage("PAY", at(150), at(200)),
    ],
    ...more,
  });
}

test("one transaction counts in every tally, before and after the fold", async () => {
  await counted([null, granted()]);
  const before = await everything();
  expect(before.transactions).toEqual([{ serviceId: service.id, outcome: "GRANTED", n: 1, withdrawnBeforeGovernment: 0, withPromise: 0, promiseKept: 0 }]);
  expect(before.passages.map(({ stepCode, reached, proceeded, withError, errorKnown, helpKnown, passages, errors }) => [stepCode, reached, proceeded, withError, errorKnown, helpKnown, passages, errors])).toEqual([
    ["APPLY", 1, 1, 1, 1, 0, 1, 2],
    ["PAY", 1, 1, 0, 0, 0, 1, 0],
    ["REVIEW", 1, 1, 0, 0, 0, 1, 0],
  ]);
  expect(before.durations).toHaveLength(6);
  expect(before.durations).toContainEqual({ serviceId: service.id, stepCode: "REVIEW", kind: "WAITING", calendar: "CLOCK", turn: "AGENCY", n: 1, zeros: 0, totalMs: 1_800_000, buckets: new Map([[375, 1]]) });
  expect(before.durations).toContainEqual({ serviceId: service.id, stepCode: "PAY", kind: "WAITING", calendar: "CLOCK", turn: "BENEFICIARY", n: 1, zeros: 1, totalMs: 0, buckets: new Map() });
  expect(before.durations).toContainEqual({ serviceId: service.id, stepCode: null, kind: "WHOLE", calendar: "CLOCK", turn: null, n: 1, zeros: 0, totalMs: 12_000_000, buckets: new Map([[470, 1]]) });
  expect(before.edges.map(({ from, to, n }) => [from, to, n])).toEqual([[null, "APPLY", 1], ["APPLY", "REVIEW", 1], ["PAY", null, 1], ["REVIEW", "PAY", 1]]);
  expect(before.variants).toEqual([{ serviceId: service.id, procedureId: service.procedureId, steps: ["APPLY", "REVIEW", "PAY"], n: 1 }]);
  await app.house.tallies.fold.fold(OPERATOR);
  expect(await everything()).toEqual(before);
  const left: unknown[] = await app.house.dataSource.query("SELECT 1 FROM duration_delta UNION ALL SELECT 1 FROM passage_delta");
  expect(left).toEqual([]);
});

test("what was extended, corrected or taken back counts as it is known now", async () => {
  const opened = transaction(service, { passages: [passage("APPLY", at(0), null)] });
  const reviewed = { ...opened, passages: granted().passages.slice(0, 2) };
  const decided = { ...reviewed, outcome: "REFUSED" as const, endedAt: at(300) };
  await counted([null, opened]);
  await counted([opened, reviewed], [null, granted()]);
  await app.house.tallies.fold.fold(OPERATOR);
  await counted([reviewed, decided]);
  expect((await everything()).transactions.map(({ outcome, n }) => [outcome, n])).toEqual([["GRANTED", 1], ["REFUSED", 1]]);
  expect((await everything()).variants.map(({ steps, n }) => [steps.join(">"), n])).toEqual(expect.arrayContaining([["APPLY>REVIEW", 1], ["APPLY>REVIEW>PAY", 1]]));
  await counted([decided, { ...decided, withdrawn: true }]);
  const left = await everything();
  expect(left.transactions.map(({ outcome, n }) => [outcome, n])).toEqual([["GRANTED", 1]]);
  await app.house.tallies.fold.fold(OPERATOR);
  expect(await everything()).toEqual(left);
});

test("filters keep what they name, in the half-open period, and nothing of another service", async () => {
  const other = await givenService(app, { steps: [{ code: "APPLY", kind: "FILL_IN" }] });
  await counted(
    [null, granted({ channel: "KIOSK", segment: "CITIZEN" })],
    [null, granted({ channel: null, segment: null })],
    [null, granted({ startedAt: at(0, "2026-04-01"), endedAt: at(1, "2026-04-01"), passages: [] })],
    [null, { ...granted(), serviceId: other.id, procedureId: other.procedureId }],
  );
  const n = async (query: Partial<TallyQuery>) => (await everything(query)).transactions.reduce((sum, count) => sum + count.n, 0);
  expect(await n({})).toBe(2);
  expect(await n({ period: { from: "2026-03-01", to: "2026-04-02" } })).toBe(3);
  expect(await n({ period: { from: "2026-03-02", to: "2026-04-01" } })).toBe(0);
  expect(await n({ channels: ["KIOSK"] })).toBe(1);
  expect(await n({ channels: [] })).toBe(0);
  expect(await n({ segments: ["CITIZEN"] })).toBe(1);
  expect(await n({ serviceIds: [service.id, other.id] })).toBe(3);
  expect(await n({ serviceIds: [] })).toBe(0);
  const kiosk = await everything({ channels: ["KIOSK"] });
  expect(kiosk.passages.map((count) => count.reached)).toEqual([1, 1, 1]);
  expect(kiosk.durations.every((count) => count.n === 1)).toBe(true);
});

test("people on the way to an answer count by moment and state, and may be taken back", async () => {
  const count = { serviceId: service.id, surveyId: null, moment: null, day: "2026-03-05", channel: "WEB", segment: null, language: "ar", outcome: "GRANTED", state: "NO_SURVEY", n: 1 } as const;
  const asked = { ...count, surveyId: "0190a000-0000-7000-8000-00000000aaaa", moment: "AFTER_OUTCOME", state: "INVITED" } as const;
  await app.house.dataSource.transaction((unit) => app.house.tallies.deltas.invitationsCounted(unit, [count, asked, asked, { ...asked, state: "ANSWERED" }]));
  const states = async () => {
    const rows = await app.house.dataSource.transaction((unit) => app.house.tallies.lookup.invitations(unit, { serviceIds: [service.id], period: MARCH }));
    return rows.map(({ moment, state, n }) => [moment, state, n]);
  };
  expect(await states()).toEqual([["AFTER_OUTCOME", "ANSWERED", 1], ["AFTER_OUTCOME", "INVITED", 2], [null, "NO_SURVEY", 1]]);
  await app.house.tallies.fold.fold(OPERATOR);
  await app.house.dataSource.transaction((unit) => app.house.tallies.deltas.invitationsCounted(unit, [{ ...asked, n: -1 }]));
  expect(await states()).toEqual([["AFTER_OUTCOME", "ANSWERED", 1], ["AFTER_OUTCOME", "INVITED", 1], [null, "NO_SURVEY", 1]]);
});

test("a write that fails counts nothing", async () => {
  const failing = app.house.dataSource.transaction(async (unit) => {
    await app.house.tallies.deltas.transactionsChanged(unit, [{ before: null, after: granted() }]);
    throw new Error("after the counts");
  });
  await expect(failing).rejects.toThrow("after the counts");
  expect(await everything()).toEqual({ transactions: [], passages: [], durations: [], edges: [], variants: [] });
});
