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
  expect(before.transactions).toEqual([{ serviceId: service.id, outcome: "GRANTED", n: 1, withdrawnBeforeGovernment: 0 }]);
  expect(before.passages.map(({ stepCode, reached, proceeded, withError, errorKnown, helpKnown, passages, errors }) => [stepCode, reached, proceeded, withError, errorKnown, helpKnown, passages, errors])).toEqual([
    ["APPLY", 1, 1, 1, 1, 0, 1, 2],
    ["PAY", 1, 1, 0, 0, 0, 1, 0],
    ["REVIEW", 1, 1, 0, 0, 0, 1, 0],
  ]);
  expect(before.durations).toHaveLength(6);
  expect(before.durations).toContainEqual({ serviceId: service.id, stepCode: "REVIEW", kind: "WAITING", turn: "AGENCY", n: 1, zeros: 0, totalMs: 1_800_000, buckets: new Map([[375, 1]]) });
  expect(before.durations).toContainEqual({ serviceId: service.id, stepCode: "PAY", kind: "WAITING", turn: "BENEFICIARY", n: 1, zeros: 1, totalMs: 0, buckets: new Map() });
  expect(before.durations).toContainEqual({ serviceId: service.id, stepCode: null, kind: "WHOLE", turn: null, n: 1, zeros: 0, totalMs: 12_000_000, buckets: new Map([[470, 1]]) });
  expect(before.edges.map(({ from, to, n }) => [from, to, n])).toEqual([[null, "APPLY", 1], ["APPLY", "REVIEW", 1], ["PAY", null, 1], ["REVIEW", "PAY", 1]]);
  expect(before.variants).toEqual([{ serviceId: service.id, steps: ["APPLY", "REVIEW", "PAY"], n: 1 }]);
  await app.house.tallies.fold.fold(OPERATOR);
  expect(await everything()).toEqual(before);
  const left: unknown[] = await app.house.dataSource.query("SELECT 1 FROM duration_delta UNION ALL SELECT 1 FROM passage_delta");
  expect(left).toEqual([]);
});
