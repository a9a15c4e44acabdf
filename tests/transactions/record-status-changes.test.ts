import { fine, givenPortal } from "../support/fixtures";
import { OPERATOR } from "../support/test-app";
import { type Desk, openDesk, status, unusedReference } from "./intake-support";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  fine(
    await desk.app.house.catalogue.mapStatuses.map(OPERATOR, desk.service.name, [
      { status: "مسودة", stepCode: "FILL", mark: "ENTERED", turn: null, outcome: null },
      { status: "Under review", stepCode: "REVIEW", mark: "ENTERED", turn: "AGENCY", outcome: null },
      { status: "Paid", stepCode: "PAY", mark: "LEFT", turn: null, outcome: null },
      { status: "Awaiting payment", stepCode: "PAY", mark: "ENTERED", turn: null, outcome: null },
      { status: "Approved", stepCode: null, mark: "ENTERED", turn: null, outcome: "GRANTED" },
    ]),
  );
});
afterAll(() => desk.app.close());

const CHANGE = `mutation ($input: RecordStatusChangesInput!) {
  recordStatusChanges(input: $input) {
    __typename
    ... on StatusChangeResults { results { status receipt code message path warnings { code path } invitation { token } notAskedReason } }
    ... on Refusal { code path }
  }
}`;

interface Row {
  readonly reference: string;
  readonly status: string;
  readonly at: string;
  readonly [field: string]: unknown;
}

async function changed(rows: readonly Row[], key = desk.key): Promise<any[]> {
  const answer = await desk.send(CHANGE, { items: rows.map((row) => ({ service: desk.service.name, ...row })) }, key);
  const results: any = answer.data?.recordStatusChanges.results;
  if (!Array.isArray(results)) throw new Error(JSON.stringify(answer.body));
  return results;
}

const day = (of: number): string => `2026-02-${String(of).padStart(2, "0")}T09:00:00+04:00`;
const history = (reference: string, ...rows: readonly (readonly [string, number])[]): Row[] => rows.map(([name, of]) => ({ reference, status: name, at: day(of) }));

/** "STEP entered left turn" in days of February, then the outcome and the day it ended. */
async function stored(receipt: string): Promise<string[]> {
  const passages = await desk.query(
    `SELECT step || ' ' || extract(day FROM entered_at AT TIME ZONE 'Asia/Muscat') || ' ' || coalesce(extract(day FROM left_at AT TIME ZONE 'Asia/Muscat')::text, '-') || coalesce(' ' || turn, '') AS line
     FROM passage WHERE transaction_id = $1 ORDER BY entered_at, ordinal`,
    [receipt],
  );
  const [row] = await desk.query("SELECT outcome || coalesce(' ' || extract(day FROM ended_at AT TIME ZONE 'Asia/Muscat'), '') AS line FROM transaction WHERE id = $1", [receipt]);
  return [...passages.map(({ line }) => line), row?.line];
}

/** What the counts say of a service's steps: transactions that reached it, and milliseconds of service time by whose turn. */
async function counted(): Promise<Map<string, [number, number, string | null]>> {
  const { tallies, units } = desk.app.house;
  const query = { serviceIds: [desk.service.id], period: { from: "2026-01-01", to: "2026-04-01" } };
  return units.read(async (unit) => {
    const passages = await tallies.lookup.passages(unit, query);
    const durations = await tallies.lookup.durations(unit, { ...query, calendar: "CLOCK" });
    return new Map(
      passages
        .filter((count) => count.reached > 0)
        .map((count) => {
          const service = durations.find((one) => one.kind === "SERVICE" && one.stepCode === count.stepCode && one.n > 0);
          return [count.stepCode, [count.reached, (service?.totalMs ?? 0) / 86_400_000, service?.turn ?? null]];
        }),
    );
  });
}

test("a fortnight under review is charged to the review, in the passages and in the counts, and not to the payment after it", async () => {
  const rows = history(unusedReference(), ["مسودة", 1], ["Under review", 2], ["Paid", 16], ["Approved", 17]);
  const results = await changed(rows);
  expect(status(results)).toEqual(["RECORDED", "RECORDED", "RECORDED", "RECORDED"]);
  const [{ receipt }] = results;
  expect(new Set(results.map((result) => result.receipt)).size).toBe(1);
  expect(await stored(receipt)).toEqual(["FILL 1 2", "REVIEW 2 16 AGENCY", "PAY 16 16", "GRANTED 17"]);
  const counts = await counted();
  expect([counts.get("REVIEW"), counts.get("PAY")?.slice(0, 2)]).toEqual([[1, 14, "AGENCY"], [1, 0]]);

  const again = await changed(rows);
  expect([status(again), new Set(again.map((result) => result.receipt))]).toEqual([["DUPLICATE", "DUPLICATE", "DUPLICATE", "DUPLICATE"], new Set([receipt])]);
  expect(await counted()).toEqual(counts);
});

test("late changes and changes out of order give what they would have given in order, in the counts too", async () => {
  const rows: [string, number][] = [["مسودة", 1], ["Under review", 3], ["Awaiting payment", 9], ["Paid", 10], ["Approved", 12]];
  const before = await counted();
  const inOrder = await changed(history(unusedReference(), ...rows));
  const afterOne = await counted();
  const reference = unusedReference();
  for (const at of [4, 0, 3, 1, 2]) await changed(history(reference, ...rows.slice(at, at + 1)));
  const [late] = await changed(history(reference, rows[2] ?? ["", 0]));
  expect(late.status).toBe("DUPLICATE");
  expect(await stored(late.receipt)).toEqual(await stored(inOrder[0].receipt));
  expect(await stored(late.receipt)).toEqual(["FILL 1 3", "REVIEW 3 9 AGENCY", "PAY 9 10", "GRANTED 12"]);
  const afterTwo = await counted();
  for (const step of ["FILL", "REVIEW", "PAY"]) {
    const [[none = 0, no = 0] = [], [one = 0, once = 0] = [], [two = 0, twice = 0] = []] = [before.get(step), afterOne.get(step), afterTwo.get(step)];
    expect([step, two - one, twice - once]).toEqual([step, one - none, once - no]);
  }
});

test("an unknown status is kept under UNMAPPED with a warning", async () => {
  const results = await changed(history(unusedReference(), ["Lost in the archive", 2], ["Paid", 5]));
  expect(results.map(({ warnings }) => warnings)).toEqual([[{ code: "UNKNOWN_STATUS", path: ["items", "0", "status"] }], []]);
  expect(await stored(results[0].receipt)).toEqual(["UNMAPPED 2 5", "PAY 5 5", "IN_FLIGHT"]);
  expect(await desk.query("SELECT source_code FROM passage WHERE transaction_id = $1 AND step = 'UNMAPPED'", [results[0].receipt])).toEqual([{ source_code: "Lost in the archive" }]);
});

test("a change is refused with its own code and path and holds up no other transaction", async () => {
  const reference = unusedReference();
  const bad: [Row, string, string][] = [
    [{ reference, status: "Paid", at: "2026-02-01T09:00:00" }, "INVALID_TIME", "at"],
    [{ reference, status: "Paid", at: "2026-03-12T09:00:00Z" }, "TIME_IN_FUTURE", "at"],
    [{ reference, status: " ", at: day(1) }, "TEXT_EMPTY", "status"],
    [{ reference, status: "Pa\u0000id", at: day(1) }, "TEXT_INVALID", "status"],
    [{ reference: "x".repeat(201), status: "Paid", at: day(1) }, "TEXT_TOO_LONG", "reference"],
    [{ reference, status: "Paid", at: day(1), startedAt: day(2) }, "ENTERED_BEFORE_STARTED", "at"],
    [{ reference, status: "Paid", at: day(1), sequence: -1 }, "NEGATIVE_SEQUENCE", "sequence"],
    [{ reference, status: "Paid", at: day(1), service: "NOBODYS" }, "UNKNOWN_SERVICE", "service"],
  ];
  const good = { reference: unusedReference(), status: "Paid", at: day(1) };
  const results = await changed([...bad.map(([row]) => row), good]);
  expect(results.map(({ code, path }) => [code, path])).toEqual([...bad.map(([, code, field], index) => [code, ["items", String(index), field]]), [null, null]]);
  expect(await desk.query("SELECT count(*)::int AS n FROM transaction WHERE service_id = $1 AND id = $2", [desk.service.id, results.at(-1).receipt])).toEqual([{ n: 1 }]);
  for (const [items, code] of [[[], "EMPTY_BATCH"], [Array.from({ length: 1_001 }, () => ({ service: desk.service.name, ...good })), "BATCH_TOO_LARGE"]] as const) {
    expect((await desk.send(CHANGE, { items })).data.recordStatusChanges).toEqual({ __typename: "Refusal", code, path: ["items"] });
  }
});

test("nobody is told to sign in; a service without a grant, and somebody else's, look like none", async () => {
  const input = { items: [{ service: desk.foreign.name, reference: unusedReference(), status: "Paid", at: day(1) }] };
  const anonymous = await desk.app.send(undefined, CHANGE, { input });
  expect([anonymous.status, anonymous.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
  expect((await desk.send(CHANGE, input)).data.recordStatusChanges.results[0]).toMatchObject({ status: "REJECTED", code: "UNKNOWN_SERVICE" });
  const other = await givenPortal(desk.app);
  const [result] = await changed([{ reference: unusedReference(), status: "Paid", at: day(1) }], await desk.app.key({ role: "portal", portalId: other.id }));
  expect(result).toMatchObject({ status: "REJECTED", code: "UNKNOWN_SERVICE" });
  const office = await desk.app.send(await desk.app.key({ role: "office" }), CHANGE, { input });
  expect(office.errors[0].extensions.code).toBe("FORBIDDEN");
});

test("of two changes in one instant the lower sequence came first", async () => {
  const reference = unusedReference();
  const [{ receipt }] = await changed([
    { reference, status: "Awaiting payment", at: day(2), sequence: 1 },
    { reference, status: "Under review", at: day(2), sequence: 2 },
    { reference, status: "Approved", at: day(16) },
  ]);
  expect(await stored(receipt)).toEqual(["PAY 2 2", "REVIEW 2 16 AGENCY", "GRANTED 16"]);
});

test("what was told in messages stays: other passages, the start, the channel and the end", async () => {
  const reference = unusedReference();
  const message = { service: desk.service.name, reference, startedAt: day(1), channel: "KIOSK", passages: [{ ordinal: 1, step: "FILL", enteredAt: day(1), leftAt: day(2) }] };
  const [{ receipt }] = await desk.record([message]);
  expect(status(await changed([{ reference, status: "Under review", at: day(3), channel: "WEB" }]))).toEqual(["RECORDED"]);
  expect(status(await desk.record([message]))).toEqual(["DUPLICATE"]);
  expect(await desk.query("SELECT channel FROM transaction WHERE id = $1", [receipt])).toEqual([{ channel: "KIOSK" }]);
  expect(await stored(receipt)).toEqual(["FILL 1 2", "REVIEW 3 - AGENCY", "IN_FLIGHT"]);
  expect(status(await desk.record([{ ...message, endedAt: day(9), outcome: "WITHDRAWN" }]))).toEqual(["EXTENDED"]);
  expect(await changed([{ reference, status: "Paid", at: day(12) }])).toMatchObject([{ status: "REJECTED", code: "ENDED_BEFORE_PASSAGE", path: ["items", "0", "at"] }]);
  expect(status(await changed(history(reference, ["Paid", 5])))).toEqual(["RECORDED"]);
  expect(await stored(receipt)).toEqual(["FILL 1 2", "REVIEW 3 5 AGENCY", "PAY 5 5", "WITHDRAWN 9"]);
  expect(await changed([{ reference, status: "Paid", at: "2026-01-20T09:00:00Z" }])).toMatchObject([{ code: "ENTERED_BEFORE_STARTED" }]);
});

test("ten calls about one transaction at once lose nothing", async () => {
  const reference = unusedReference();
  const rows = history(reference, ["مسودة", 1], ["Under review", 3], ["Awaiting payment", 9], ["Paid", 10], ["Approved", 12]);
  const answers = await Promise.all([...rows, ...rows].map((row) => changed([row])));
  expect(answers.flat().filter((result) => result.status === "RECORDED")).toHaveLength(5);
  expect(await stored(answers[0]?.[0].receipt)).toEqual(["FILL 1 3", "REVIEW 3 9 AGENCY", "PAY 9 10", "GRANTED 12"]);
});

test("a transaction that was replaced is what the replacement says; its former statuses count no longer", async () => {
  const reference = unusedReference();
  const [{ receipt }] = await changed(history(reference, ["Under review", 3], ["Paid", 5]));
  const transaction = { service: desk.service.name, reference, startedAt: day(1), passages: [{ ordinal: 1, step: "RECEIVE", enteredAt: day(1), leftAt: day(2) }] };
  expect(await desk.correct([{ service: desk.service.name, reference, action: "REPLACE", transaction }])).toMatchObject([{ status: "REPLACED", receipt }]);
  expect(await stored(receipt)).toEqual(["RECEIVE 1 2", "IN_FLIGHT"]);
  fine(await desk.app.house.transactions.refileUnmapped.refile(OPERATOR, desk.service.name));
  expect(await stored(receipt)).toEqual(["RECEIVE 1 2", "IN_FLIGHT"]);
});
