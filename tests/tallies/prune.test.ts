import { AccessDenied } from "../../src/security/access";
import { givenService, type ServiceFixture } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { at, passage, transaction } from "../support/transaction-fixture";

let app: TestApp;
let service: ServiceFixture;
beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-11-22T10:00:00Z") });
  service = await givenService(app, { steps: [{ code: "APPLY", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }] });
});
afterAll(() => app.close());

const DAYS = ["2025-08-15", "2025-09-30", "2025-10-01", "2026-11-01"];

async function counts(from: string, to: string) {
  const { lookup } = app.house.tallies;
  const query = { serviceIds: [service.id], period: { from, to } };
  return app.house.units.read(async (unit) => ({
    transactions: await lookup.transactions(unit, query),
    passages: await lookup.passages(unit, query),
    durations: await lookup.durations(unit, query),
    edges: await lookup.edges(unit, query),
    fates: await lookup.fates(unit, query),
    variants: await lookup.variants(unit, query),
  }));
}

test("old days go, their months stay, and young days stay", async () => {
  await app.house.dataSource.transaction((unit) =>
    app.house.tallies.deltas.transactionsChanged(unit, DAYS.map((day) => ({
      before: null,
      after: transaction(service, { endedAt: at(60, day), outcome: "GRANTED", passages: [passage("APPLY", at(0, day), at(5, day)), passage("REVIEW", at(9, day), at(60, day))] }),
    }))));
  await app.house.tallies.fold.fold(OPERATOR);
  const [all, young] = [await counts("2025-08-01", "2026-12-01"), await counts("2025-10-01", "2025-10-02")];
  expect(all.transactions).toMatchObject([{ n: 4 }]);
  // Two days of: one transaction, two steps, two fates, four durations, three edges, one variant.
  expect(await app.house.tallies.prune.prune(OPERATOR)).toBe(2 * 13);
  expect(await counts("2025-08-01", "2026-12-01")).toEqual(all);
  expect(await counts("2025-10-01", "2025-10-02")).toEqual(young);
  expect(young.transactions).toMatchObject([{ n: 1 }]);
  expect(await app.house.tallies.prune.prune(OPERATOR)).toBe(0);
});

test("a report about a part of an old month is refused, a whole one is not", async () => {
  const office = await app.key({ role: "office" });
  const report = `query ($filter: ReportFilter!, $service: String!, $period: PeriodInput!) {
    effortReport(filter: $filter) { __typename ... on Refusal { code path } }
    processMap(service: $service, period: $period) { __typename ... on Refusal { code path } }
  }`;
  const ask = async (from: string, to: string): Promise<object> => (await app.send(office, report, { filter: { period: { from, to } }, service: service.name, period: { from, to } })).data as object;
  const refused = { __typename: "Refusal", code: "PERIOD_TOO_FINE", path: ["period"] };
  expect(await ask("2025-08-15", "2026-01-01")).toEqual({ effortReport: refused, processMap: refused });
  expect(await ask("2025-08-01", "2026-01-15")).toMatchObject({ effortReport: { __typename: "EffortReport" }, processMap: { __typename: "ProcessMap" } });
});

test("only the operator and the jobs may prune", async () => {
  const { prune } = app.house.tallies;
  await expect(prune.prune({ kind: "anonymous" })).rejects.toThrow(AccessDenied);
  await expect(prune.prune({ kind: "office", keyId: "k" })).rejects.toMatchObject({ code: "FORBIDDEN" });
});
