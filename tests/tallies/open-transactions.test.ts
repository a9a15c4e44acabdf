import type { Transaction } from "../../src/transactions/domain/transaction";
import type { TallyQuery } from "../../src/tallies/tallies.lookup";
import { givenProcedure, givenService, type ServiceFixture } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { at, transaction } from "../support/transaction-fixture";

const TODAY = "2026-06-30";

let app: TestApp;
let service: ServiceFixture;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  service = await givenService(app);
});
afterAll(() => app.close());

async function counted(...changes: readonly (readonly [Transaction | null, Transaction])[]): Promise<void> {
  await app.house.dataSource.transaction((unit) => app.house.tallies.deltas.transactionsChanged(unit, changes.map(([before, after]) => ({ before, after }))));
}

async function open(query: Partial<TallyQuery> = {}) {
  return app.house.dataSource.transaction((unit) => app.house.tallies.lookup.openTransactions(unit, { serviceIds: [service.id], ...query }, TODAY));
}

const started = (day: string, more: Partial<Transaction> = {}): Transaction => transaction(service, { startedAt: at(0, day), ...more });

test("in flight, however long ago they started, and how old; what ended since is no more, before and after the fold", async () => {
  const [ancient, old, young] = [started("2024-05-17"), started("2026-03-10"), started("2026-06-20", { channel: "KIOSK" })];
  await counted([null, ancient], [null, old], [null, young], [null, started("2026-01-01", { outcome: "GRANTED", endedAt: at(9, "2026-01-01") })]);
  const all = { serviceId: service.id, n: 3, oldest: "2024-05-01", over30Days: 2, over90Days: 2 };
  expect(await open()).toEqual([all]);
  await app.house.tallies.fold.fold(OPERATOR);
  expect(await open()).toEqual([all]);
  expect(await open({ channels: ["KIOSK"] })).toEqual([{ ...all, n: 1, oldest: "2026-06-20", over30Days: 0, over90Days: 0 }]);
  // Ended after the fold: the month that was folded and the day that is added since must cancel.
  await counted([ancient, { ...ancient, outcome: "REFUSED", endedAt: at(0, "2026-06-01") }], [old, { ...old, outcome: "GRANTED", endedAt: at(0, "2026-06-01") }]);
  expect(await open()).toEqual([{ ...all, n: 1, oldest: "2026-06-20", over30Days: 0, over90Days: 0 }]);
  expect(await open({ segments: ["NOBODY"] })).toEqual([]);
});

test("by version of the procedure", async () => {
  const { procedureId } = await givenProcedure(app, service, { steps: [{ code: "APPLY", kind: "FILL_IN" }] });
  await counted([null, started("2026-06-01")], [null, started("2026-06-02", { procedureId })]);
  expect(await open({ procedureIds: [procedureId] })).toMatchObject([{ n: 1, oldest: "2026-06-02" }]);
});

test("of thousands of services only the month in which the oldest started, also across the fold", async () => {
  const months = async (query: Partial<TallyQuery> = {}) => app.house.dataSource.transaction((unit) => app.house.tallies.lookup.openMonths(unit, { serviceIds: [service.id], ...query }, TODAY));
  const old = started("2026-03-10");
  await counted([null, old], [null, started("2026-06-20")], [null, started("2026-06-21")]);
  expect(await months()).toEqual([{ serviceId: service.id, month: "2026-03-01", n: 3 }]);
  await app.house.tallies.fold.fold(OPERATOR);
  await counted([old, { ...old, outcome: "GRANTED", endedAt: at(0, "2026-06-01") }]);
  expect(await months()).toEqual([{ serviceId: service.id, month: "2026-06-01", n: 2 }]);
  expect(await months({ channels: ["KIOSK"] })).toEqual([]);
});
