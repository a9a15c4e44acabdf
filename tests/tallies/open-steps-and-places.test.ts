import { newId } from "../../src/shared/new-id";
import { givenService, type ServiceFixture } from "../support/fixtures";
import { counted, twenty } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";

const MARCH = { from: "2026-03-01", to: "2026-04-01" };
const TOUCHPOINT = newId();

let app: TestApp;
let service: ServiceFixture;
beforeAll(async () => {
  app = await startTestApp();
  service = await givenService(app, { steps: [{ code: "APPLY", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }, { code: "PAY", kind: "PAY" }] });
  await counted(app, { transactions: twenty(service).map((transaction) => ({ ...transaction, touchpointId: TOUCHPOINT })) });
});
afterAll(() => app.close());

test.each(["while they wait to be folded", "once they are folded"])("steps that are still open, and stages by touchpoint, %s", async (when) => {
  if (when.startsWith("once")) await app.house.tallies.fold.fold(OPERATOR);
  const { lookup } = app.house.tallies;
  const query = { serviceIds: [service.id], period: MARCH };
  const [open, places] = await app.house.units.read(async (unit) => [await lookup.openSteps(unit, query), await lookup.places(unit, query)] as const);
  // Two of the twenty are still in the review.
  expect(open.map(({ stepCode, n }) => [stepCode, n])).toEqual([["REVIEW", 2]]);
  expect(places.every(({ touchpointId }) => touchpointId === TOUCHPOINT)).toBe(true);
  expect(places.map(({ stageCode }) => stageCode)).not.toContain(null);
  expect(Math.max(...places.map(({ reached }) => reached))).toBe(20);
});
