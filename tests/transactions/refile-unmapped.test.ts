import type { StatusMessage } from "../../src/transactions/domain/status-message";
import { fine, givenProcedure, givenService } from "../support/fixtures";
import { OPERATOR } from "../support/test-app";
import { type Desk, openDesk, unusedReference } from "./intake-support";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.app.close());

const REFILE = `mutation ($service: String!) {
  refileUnmapped(service: $service) {
    __typename
    ... on RefiledPassages { examined changed waiting { sourceCode passages transactions latest } }
    ... on Refusal { code path }
  }
}`;
const WAITING = `query ($service: String!) {
  unmappedCodes(service: $service) {
    __typename
    ... on UnmappedCodes { codes { sourceCode passages transactions latest } }
    ... on Refusal { code path }
  }
}`;

const day = (of: number): string => `2026-02-${String(of).padStart(2, "0")}T09:00:00.000Z`;
const owner = (): Promise<string> => desk.app.key({ role: "owner", agencyId: desk.agency.id, serviceIds: undefined });
const refile = async (key?: string): Promise<any> => (await desk.app.send(key ?? (await owner()), REFILE, { service: desk.service.name })).data.refileUnmapped;
const steps = async (receipt: string): Promise<string[]> => (await desk.query("SELECT step FROM passage WHERE transaction_id = $1 ORDER BY entered_at, ordinal", [receipt])).map((row) => row.step);

/** Reached and passages per step, as the counts have them. */
async function counted(): Promise<Record<string, [number, number]>> {
  const { tallies, units } = desk.app.house;
  const counts = await units.read((unit) => tallies.lookup.passages(unit, { serviceIds: [desk.service.id], period: { from: "2026-01-01", to: "2026-04-01" } }));
  return Object.fromEntries(counts.filter((count) => count.passages > 0).map((count) => [count.stepCode, [count.reached, count.passages]]));
}

test("a status mapped later, or otherwise, re-files its passages and corrects the counts", async () => {
  const statuses = desk.app.house.transactions.recordStatusChanges;
  const change = (reference: string, status: string, of: number): StatusMessage => ({ service: desk.service.name, reference, status, at: day(of) });
  const [one, other] = [unusedReference(), unusedReference()];
  const results = fine(await statuses.record(OPERATOR, [change(one, "قيد الدراسة", 1), change(one, "Done", 15), change(other, "قيد الدراسة", 2)])) as any[];
  const [receipt] = results.map((result) => result.receipt);
  expect([await steps(receipt), await counted()]).toEqual([["UNMAPPED", "UNMAPPED"], { UNMAPPED: [2, 3] }]);
  expect((await desk.app.send(await owner(), WAITING, { service: desk.service.name })).data.unmappedCodes.codes).toEqual([
    { sourceCode: "قيد الدراسة", passages: 2, transactions: 2, latest: day(2) },
    { sourceCode: "Done", passages: 1, transactions: 1, latest: day(15) },
  ]);

  const meaning = { turn: null, outcome: null, mark: "ENTERED" } as const;
  await desk.app.house.catalogue.mapStatuses.map(OPERATOR, desk.service.name, [{ ...meaning, status: "قيد الدراسة", stepCode: "REVIEW" }]);
  expect(await refile()).toEqual({ __typename: "RefiledPassages", examined: 2, changed: 2, waiting: [{ sourceCode: "Done", passages: 1, transactions: 1, latest: day(15) }] });
  expect([await steps(receipt), await counted()]).toEqual([["REVIEW", "UNMAPPED"], { REVIEW: [2, 2], UNMAPPED: [1, 1] }]);

  await desk.app.house.catalogue.mapStatuses.map(OPERATOR, desk.service.name, [{ ...meaning, status: "Done", stepCode: null, outcome: "GRANTED" }, { ...meaning, status: "قيد الدراسة", stepCode: "PAY" }]);
  expect(await refile()).toMatchObject({ changed: 2, waiting: [] });
  expect([await steps(receipt), await counted()]).toEqual([["PAY"], { PAY: [2, 2] }]);
  expect(await desk.query("SELECT outcome, ended_at FROM transaction WHERE id = $1", [receipt])).toEqual([{ outcome: "GRANTED", ended_at: new Date(day(15)) }]);
  expect(await refile()).toMatchObject({ examined: 2, changed: 0 });
});

test("a step drawn up too late gets the passages that waited for it; what no version knows goes on waiting", async () => {
  const before = await counted();
  const passages = [
    { ordinal: 1, step: "FILL", enteredAt: day(1), leftAt: day(2) },
    { ordinal: 5_234_112, step: "STAMP", enteredAt: day(2), leftAt: day(3) },
    { ordinal: 5_234_115, step: "FRANK", enteredAt: day(3), leftAt: day(4) },
  ];
  const message = { service: desk.service.name, reference: unusedReference(), startedAt: day(1), procedureVersion: 2, passages };
  const [{ receipt }] = await desk.record([message]);
  expect(await steps(receipt)).toEqual(["FILL", "UNMAPPED", "UNMAPPED"]);
  const next = await givenProcedure(desk.app, desk.service, { since: "2026-03-01", steps: [{ code: "FILL", kind: "FILL_IN" }, { code: "STAMP", kind: "REVIEW" }, { code: "PAY", kind: "PAY" }, { code: "REVIEW", kind: "REVIEW" }] });
  expect(await refile()).toMatchObject({ changed: 1, waiting: [{ sourceCode: "FRANK" }] });
  expect(await steps(receipt)).toEqual(["FILL", "STAMP", "UNMAPPED"]);
  expect(await desk.query("SELECT procedure_id FROM transaction WHERE id = $1", [receipt])).toEqual([{ procedure_id: next.procedureId }]);
  expect(await counted()).toEqual({ ...before, FILL: [1, 1], STAMP: [1, 1], UNMAPPED: [1, 1] });
  expect((await desk.record([message]))[0]).toMatchObject({ status: "DUPLICATE", receipt });
  await desk.correct([{ service: desk.service.name, reference: message.reference, action: "WITHDRAW" }]);
  expect(await refile()).toMatchObject({ changed: 0, waiting: [] });
});

test("nobody is told to sign in; another owner's service looks like none; portals do not re-file", async () => {
  for (const [document, name] of [[REFILE, "refileUnmapped"], [WAITING, "unmappedCodes"]] as const) {
    const anonymous = await desk.app.send(undefined, document, { service: desk.service.name });
    expect([anonymous.status, anonymous.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
    expect((await desk.app.send(desk.key, document, { service: desk.service.name })).errors[0].extensions.code).toBe("FORBIDDEN");
    const elsewhere = await givenService(desk.app);
    const theirs = await desk.app.send(await owner(), document, { service: elsewhere.name });
    const nobodys = await desk.app.send(await owner(), document, { service: "NOT-THERE" });
    expect(theirs.data[name]).toEqual({ __typename: "Refusal", code: "NOT_FOUND", path: ["service"] });
    expect(nobodys.data[name]).toEqual(theirs.data[name]);
  }
});
